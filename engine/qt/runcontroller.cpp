#include "engine/qt/runcontroller.h"

#include "engine/qt/rundriver.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace engine::qt {

namespace {

bool threadLeftBehind = false;

// Closing the window has to end the program within a second, whatever a workload does.
constexpr auto PatienceAtTheEnd = std::chrono::milliseconds(500);

} // namespace

/// One run's driver and the thread that it lives in. The driver stays until the thread is over and
/// this is destroyed, so that it can be told to stop at any moment.
class RunController::Thread
{
public:
    Thread(ProgramMaker makeProgram, const RunSettings &settings,
           std::shared_ptr<trace::Recorder> trace)
        : m_driver(std::move(makeProgram), settings, std::move(trace))
    {
        m_thread.setObjectName(QStringLiteral("coroscope-run"));
        m_driver.moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, &m_driver, &RunDriver::start);
        QObject::connect(&m_driver, &RunDriver::ended, &m_thread, &QThread::quit,
                         Qt::DirectConnection);
    }
    ~Thread() { m_thread.wait(); }

    QThread &thread() noexcept { return m_thread; }
    RunDriver &driver() noexcept { return m_driver; }

    template <class Function>
    void call(Function &&function)
    {
        QMetaObject::invokeMethod(&m_driver, std::forward<Function>(function),
                                  Qt::QueuedConnection);
    }

private:
    RunDriver m_driver;
    QThread m_thread;
};

RunController::RunController(QObject *parent)
    : QObject(parent)
{
}

RunController::~RunController()
{
    retire();
    const QDeadlineTimer deadline(PatienceAtTheEnd);
    for (auto &retired : m_retired) {
        disconnect(&retired->thread(), nullptr, this, nullptr);
        if (!retired->thread().wait(deadline)) {
            threadLeftBehind = true;
            static_cast<void>(retired.release()); // a running QThread must not be destroyed
        }
    }
}

bool RunController::leftThreadBehind() noexcept
{
    return threadLeftBehind;
}

void RunController::start(ProgramMaker makeProgram, const RunSettings &settings)
{
    retire();
    auto trace = std::make_shared<trace::Recorder>();
    m_trace = trace;
    m_ending = {};
    m_thread = std::make_unique<Thread>(std::move(makeProgram), settings, std::move(trace));
    connect(&m_thread->driver(), &RunDriver::ended, this,
            [this, ended = m_trace](const trace::Ending &ending) {
                if (ended != m_trace)
                    return; // of a run that was replaced after it had posted this
                m_ending = ending;
                setState(State::Ended);
            });
    m_thread->thread().start();
    setState(settings.paused ? State::Paused : State::Running);
}

void RunController::pause()
{
    if (m_state != State::Running)
        return;
    m_thread->call([driver = &m_thread->driver()] { driver->pause(); });
    setState(State::Paused);
}

void RunController::resume()
{
    if (m_state != State::Paused)
        return;
    m_thread->call([driver = &m_thread->driver()] { driver->resume(); });
    setState(State::Running);
}

void RunController::step()
{
    if (m_state == State::Paused)
        m_thread->call([driver = &m_thread->driver()] { driver->stepOnce(); });
}

void RunController::stop()
{
    if (m_state == State::Running || m_state == State::Paused)
        m_thread->driver().requestStop();
}

void RunController::change(const ParameterChange &change)
{
    if (m_state == State::Running || m_state == State::Paused)
        m_thread->call([driver = &m_thread->driver(), change] { driver->change(change); });
}

void RunController::setSpeed(double speed)
{
    if (m_state == State::Running || m_state == State::Paused)
        m_thread->call([driver = &m_thread->driver(), speed] { driver->setSpeed(speed); });
}

void RunController::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void RunController::retire()
{
    if (m_thread == nullptr)
        return;
    if (m_thread->thread().isFinished()) {
        m_thread.reset();
        return;
    }
    disconnect(&m_thread->driver(), nullptr, this, nullptr);
    m_thread->driver().requestStop();
    connect(&m_thread->thread(), &QThread::finished, this, [this, over = m_thread.get()] {
        std::erase_if(m_retired, [over](const auto &thread) { return thread.get() == over; });
    });
    m_retired.push_back(std::move(m_thread));
}

} // namespace engine::qt
