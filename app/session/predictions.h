#pragma once

#include "views/analysis/decision.h"
#include "views/model/rundocument.h"
#include "views/model/viewstate.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <set>

namespace app {

class RunSession;

/// Has a person foretell what the shown run decides. While it is on, document() keeps back what
/// lies behind the furthest place of the cursor; steps and play stop before a decision and ask, and
/// an answer is judged and counted for each scenario, in the settings. Who goes on without an
/// answer has skipped the question, and nothing is counted.
class Predictions : public QObject
{
    Q_OBJECT

public:
    enum class Stage : std::uint8_t {
        Off,
        Unfit, ///< on, but the shown run is not over: nothing is known of what comes
        Idle, ///< on, and nothing is asked
        Asked,
        Answered, ///< or skipped; the cursor is behind the step that shows the answer
    };
    struct Score
    {
        int right = 0;
        int asked = 0;
    };

    /// \a session and \a view, which is the session's, must outlive it.
    Predictions(RunSession *session, views::ViewState *view, QObject *parent = nullptr);
    ~Predictions() override;

    bool isOn() const noexcept { return m_stage != Stage::Off; }
    Stage stage() const noexcept { return m_stage; }
    /// What the views show: the session's, or a part of it. Null: nothing.
    std::shared_ptr<views::RunDocument> document() const;
    /// Of the whole run; while Asked or Answered.
    const views::Decision &decision() const { return *m_decision; }
    const views::RunModel &model() const { return m_whole->model(); }
    /// The choice that was given; nothing while asked or when skipped.
    std::optional<std::size_t> given() const noexcept { return m_given; }
    /// Is there something that document() does not show?
    bool keepsBack() const { return m_part && m_part->keepsBack(); }
    /// Has all of the run been shown?
    bool isOver() const { return m_part && !m_part->keepsBack(); }
    Score score() const;

    /// Which kinds of questions a person wants, remembered in the settings.
    const views::DecisionKinds &kinds() const noexcept { return m_kinds; }
    /// A question that is asked and not wanted any more goes, and another one may come in its
    /// place.
    void setKinds(const views::DecisionKinds &kinds);

public Q_SLOTS:
    /// Begins at the cursor or, where that is at the end, at the beginning of the run.
    void setOn(bool on);
    // What the session does, unless there is something to ask before.
    void step();
    void stepTurn();
    void toggle();
    /// Answers what is asked with choice number \a choice.
    void answer(std::size_t choice);
    void skip();
    void resetScore();

Q_SIGNALS:
    /// document() is another.
    void documentChanged();
    void changed();

private:
    /// The session's document, if it is over.
    std::shared_ptr<views::RunDocument> fit() const;
    void take(std::shared_ptr<views::RunDocument> whole);
    void follow();
    void followCursor();
    void begin();
    void go(void (RunSession::*move)());
    bool ask();
    void reveal(std::optional<std::size_t> given);
    void withdraw();
    void setStage(Stage stage);
    std::optional<views::Position> stopBetween(const views::Position &from,
                                               const views::Position &to);
    QString scoreKey(const char *what) const;

    RunSession *m_session;
    views::ViewState *m_view;
    views::DecisionKinds m_kinds;
    Stage m_stage = Stage::Off;
    std::shared_ptr<views::RunDocument> m_whole; ///< the session's, while it is fit
    std::shared_ptr<views::RunDocument> m_part; ///< of it; null while there is none
    std::optional<views::Decision> m_decision;
    std::optional<std::size_t> m_given;
    std::set<std::size_t> m_counted; ///< decisions that were answered, by their records
    bool m_moving = false; ///< the cursor, by itself
    bool m_stopped = false; ///< play, by the decision to which it has come
};

} // namespace app
