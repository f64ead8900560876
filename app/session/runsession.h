#pragma once

#include "app/session/tracefeed.h"
#include "engine/qt/runcontroller.h"
#include "engine/scenario/scenario.h"
#include "views/model/rundocument.h"
#include "views/model/viewstate.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace app {

/// A run as a person handles it: what is to be run, on which clock, and where in it one stands.
///
/// On the virtual clock the whole program is simulated at once, again after every change of an
/// argument, and run() plays the cursor through the recording. On the real clock run() starts
/// the program itself, which the cursor follows. What is shown stays until something better has
/// come: a new simulation replaces it when it has ended or has taken Patience. A run that was made
/// elsewhere is opened, and played on either clock.
class RunSession : public QObject
{
    Q_OBJECT

public:
    /// How long the picture of the last run stands in for one that is being simulated.
    static constexpr std::chrono::milliseconds Patience{100};
    /// How long arguments must rest before a live run takes them or starts anew with them: what is
    /// typed is not meant before it is written to its end.
    static constexpr std::chrono::milliseconds LiveRest{250};
    /// Task steps that play in a second at speed 1, when the head moves by steps.
    static constexpr double StepsPerSecond = 4;

    /// A change by no gesture of the hand.
    static constexpr int NoGesture = -1;

    /// A run and what it began with, which a live one may have been told to change since, as its
    /// marks say: no arguments when it was opened, and then maybe a file that it is read from.
    struct Recording
    {
        std::shared_ptr<views::RunDocument> document;
        std::optional<scenario::Arguments> arguments;
        std::shared_ptr<TraceFeed> feed = nullptr;
    };

    /// Moves the cursor of \a view, which must outlive the session: with the time, or from step to
    /// step when that is the axis. Nothing runs before begin().
    RunSession(views::ViewState *view, const scenario::Arguments &arguments,
               QObject *parent = nullptr);
    ~RunSession() override;

    /// Simulates, on the virtual clock; on the real one waits for run().
    void begin();

    /// Shows \a document, which is not null, in place of what is shown or runs.
    void open(std::shared_ptr<views::RunDocument> document);
    /// The same for what \a feed, which has a trace, reads; follows it while it grows.
    void open(const std::shared_ptr<TraceFeed> &feed);
    /// Is a run shown that open() was given?
    bool isOpened() const;

    /// What runs here, or would again.
    const scenario::Arguments &arguments() const noexcept { return m_arguments; }
    /// Runs with \a arguments, in place of what is opened, too; a live run goes on when its program
    /// takes them as they are (scenario::Parameter::live). Changes with the number of the one
    /// before belong to the same \a gesture of the hand, such as a drag; the run before a gesture
    /// becomes the reference.
    void setArguments(const scenario::Arguments &arguments, int gesture = NoGesture);
    engine::qt::ClockKind clock() const noexcept { return m_clock; }
    void setClock(engine::qt::ClockKind clock);
    double speed() const noexcept { return m_speed; }
    /// Seconds of the run per second of the wall, above 0.
    void setSpeed(double speed);

    /// The run that is shown; its document is null before the first.
    const Recording &shown() const noexcept { return m_shown; }
    /// The run before the last gesture, when there is one and it ran with other arguments than
    /// the shown one.
    std::optional<Recording> reference() const;
    views::Position cursor() const;
    /// Where playing stands; in a live run, the present.
    trace::Time head() const noexcept { return m_head; }
    /// Number of task steps that are known of the shown run.
    std::uint32_t steps() const;
    /// How many of them have begun at the cursor.
    std::uint32_t stepsDone() const;
    /// The turn of the loop that the last of those belongs to, from 1; 0 before the first.
    std::uint32_t turnsDone() const;
    /// After everything that is known of the shown run.
    views::Position end() const;
    /// How the shown run ended, once it has and has been read to its end.
    std::optional<trace::Outcome> outcome() const;

    /// The cursor moves by itself: pause() stops it.
    bool isMoving() const;
    /// A live run is in progress, running or paused.
    bool isLive() const noexcept { return m_live; }
    /// A simulation is in progress.
    bool isSimulating() const noexcept { return m_simulating; }
    /// The share from 0 to 1 of a simulation in progress that is done, where its length is known.
    std::optional<double> simulatedShare() const;
    /// The shown run neither began with the parameters of now nor took them over while it ran.
    bool isShownOld() const;
    /// The shown run is read from a file that has not come to its end.
    bool isFed() const;
    /// It was read from a file only to where a person has stopped that.
    bool isReadInPart() const;
    /// run() runs the program, rather than plays what is recorded.
    bool runsLive() const;
    /// The shown run may still grow.
    bool isGrowing() const;
    bool isAtEnd() const;
    bool isAtStart() const;

    /// Where the cursor has to stop on its way from one place to another, behind the first and at
    /// the second or before; nothing: nowhere.
    using Gate = std::function<std::optional<views::Position>(const views::Position &from,
                                                              const views::Position &to)>;
    /// Asks \a gate whenever the cursor plays or steps through what is recorded: the run pauses
    /// where it says so. None: it goes anywhere.
    void setGate(Gate gate) { m_gate = std::move(gate); }

    /// Moves what moves by \a wall of the wall clock. The frame timer calls it.
    void advance(std::chrono::nanoseconds wall);

public Q_SLOTS:
    /// Plays on from the cursor, from the beginning when it is at the end; on the real clock
    /// starts or resumes the run.
    void run();
    void pause();
    void toggle();
    /// One task step forth; in a paused live run, at its end, the engine takes the step.
    void step();
    void stepBack();
    /// To the end of the turn of the loop that the next step belongs to; where step() has the
    /// engine take a step, the same.
    void stepTurn();
    /// To behind all that has happened until \a time.
    void goTo(trace::Time time);
    /// Back to the beginning; a live run starts anew.
    void restart();
    void toEnd();
    /// Ends a simulation or live run where it stands.
    void stop();

Q_SIGNALS:
    void argumentsChanged(const scenario::Arguments &arguments);
    void clockChanged(engine::qt::ClockKind clock);
    void speedChanged(double speed);
    /// shown() is another run.
    void shownChanged();
    void referenceChanged();
    /// Something that isMoving(), isLive(), outcome() or activityText() tell has changed.
    void activityChanged();
    /// The shown run may have grown or the cursor moved: time to paint.
    void frame();

private:
    void changeLive();
    void simulate();
    void startSimulation();
    void startLive(bool paused);
    /// The run in progress, as a document.
    Recording running() const;
    void open(const Recording &run);
    void show(const Recording &run);
    void showLate();
    void finish();
    void followDocument();
    void followController();
    void followFeed();
    void setReference(std::optional<Recording> reference);
    void setCursor(const views::Position &position);
    void noteCursor(const views::Position &position);
    void play(std::chrono::nanoseconds wall);
    void playSteps(std::chrono::nanoseconds wall);
    /// Goes to \a wanted, or pauses where the gate is.
    void passTo(const views::Position &wanted);
    void stopPlaying();
    void updateTimer();
    bool awaitsStep() const;
    const views::RunModel *model() const;
    views::Position at(trace::Time time) const;

    views::ViewState *m_view;
    engine::qt::RunController m_controller;
    scenario::Arguments m_arguments;
    engine::qt::ClockKind m_clock = engine::qt::ClockKind::Virtual;
    double m_speed = 1;

    Recording m_shown;
    std::shared_ptr<const trace::Trace> m_runningTrace; // what the controller runs
    scenario::Arguments m_runningArguments; // that it began with
    scenario::Arguments m_liveArguments; // that a live run has been told of meanwhile
    std::size_t m_liveChanges = 0; ///< so many have been asked of the run
    std::optional<std::int64_t> m_runningLines; // that a simulation will print
    std::optional<Recording> m_reference;
    int m_gesture = NoGesture;

    bool m_simulating = false;
    bool m_late = false; // the simulation in progress is shown already
    bool m_again = false; // arguments have changed since it began
    bool m_live = false;
    bool m_playing = false;
    bool m_stickToEnd = true; // the cursor stays at the end of a run that grows or is replaced
    views::Position m_set; // the cursor as the session has last put it
    trace::Time m_head{0};
    double m_stepDebt = 0;

    QTimer m_patience;
    QTimer m_rest;
    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
    Gate m_gate;
    QDeadlineTimer m_stepDeadline; // until then a step that the engine was asked for may come
};

} // namespace app
