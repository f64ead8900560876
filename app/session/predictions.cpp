#include "app/session/predictions.h"

#include "app/session/runkey.h"
#include "app/session/runsession.h"

#include <QScopedValueRollback>
#include <QSettings>

#include <algorithm>
#include <array>
#include <utility>

namespace app {

namespace {

constexpr QLatin1String KindsKey("questions");

struct NamedKind
{
    views::Decision::Kind kind;
    QLatin1String name; ///< in the settings
};

constexpr std::array NamedKinds{
    NamedKind{views::Decision::Kind::NextStep, QLatin1String("nextStep")},
    NamedKind{views::Decision::Kind::Receiver, QLatin1String("receiver")},
    NamedKind{views::Decision::Kind::NextLine, QLatin1String("nextLine")}};

/// All, where none has been chosen.
views::DecisionKinds savedKinds()
{
    const QStringList names = QSettings().value(KindsKey).toStringList();
    views::DecisionKinds kinds;
    for (const NamedKind &each : NamedKinds)
        kinds.set(each.kind, names.isEmpty() || names.contains(each.name));
    return kinds;
}

} // namespace

Predictions::Predictions(RunSession *session, views::ViewState *view, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_view(view)
    , m_kinds(savedKinds())
{
    connect(session, &RunSession::shownChanged, this, &Predictions::follow);
    connect(session, &RunSession::activityChanged, this, &Predictions::follow);
    connect(view, &views::ViewState::cursorChanged, this, &Predictions::followCursor);
}

Predictions::~Predictions()
{
    m_session->setGate({});
}

std::shared_ptr<views::RunDocument> Predictions::document() const
{
    return m_part ? m_part : m_session->shown().document;
}

Predictions::Score Predictions::score() const
{
    const QSettings settings;
    return {settings.value(scoreKey("right"), 0).toInt(),
            settings.value(scoreKey("asked"), 0).toInt()};
}

void Predictions::resetScore()
{
    QSettings settings;
    settings.remove(scoreKey("right"));
    settings.remove(scoreKey("asked"));
    m_counted.clear();
    Q_EMIT changed();
}

void Predictions::setKinds(const views::DecisionKinds &kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = kinds;
    QStringList names;
    for (const NamedKind &each : NamedKinds) {
        if (kinds.has(each.kind))
            names += each.name;
    }
    QSettings().setValue(KindsKey, names);
    if (m_stage == Stage::Asked && !kinds.has(m_decision->kind)) {
        withdraw();
        ask();
    }
}

QString Predictions::scoreKey(const char *what) const
{
    return QStringLiteral("predictions/%1/%2").arg(runKey(m_session->shown()), QLatin1String(what));
}

void Predictions::setOn(bool on)
{
    if (on == isOn())
        return;
    withdraw();
    if (on) {
        m_session->setGate([this](const views::Position &from, const views::Position &to) {
            return stopBetween(from, to);
        });
        if (!m_session->isGrowing() && m_session->isAtEnd())
            m_view->setCursor({});
        m_stage = Stage::Unfit;
        take(fit());
    } else {
        m_session->setGate({});
        take(nullptr);
        m_stage = Stage::Off;
    }
    Q_EMIT changed();
}

std::shared_ptr<views::RunDocument> Predictions::fit() const
{
    const auto &shown = m_session->shown().document;
    return shown && shown->completeModel() && !m_session->isGrowing() ? shown : nullptr;
}

void Predictions::take(std::shared_ptr<views::RunDocument> whole)
{
    if (whole == m_whole)
        return;
    withdraw();
    m_whole = std::move(whole);
    m_counted.clear();
    m_stage = m_whole ? Stage::Idle : Stage::Unfit;
    m_part.reset();
    if (m_whole)
        begin();
    Q_EMIT documentChanged();
}

void Predictions::follow()
{
    if (!isOn())
        return;
    if (auto whole = fit(); whole != m_whole) {
        take(std::move(whole));
        // Foretold from its beginning; the session still puts the cursor where it was before.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_whole)
                    m_view->setCursor({});
            },
            Qt::QueuedConnection);
        Q_EMIT changed();
    } else if (std::exchange(m_stopped, false) && !m_session->isMoving()) {
        ask();
    }
}

void Predictions::followCursor()
{
    if (!m_whole)
        return;
    const views::Position cursor = m_view->cursor();
    if (cursor.records == 0 && m_part->model().records() > 0) {
        begin();
        Q_EMIT documentChanged();
    }
    const bool kept = keepsBack();
    m_part->revealTo(cursor.records);
    if (!m_moving)
        withdraw();
    if (keepsBack() != kept)
        Q_EMIT changed();
}

/// A part as far as the cursor is.
void Predictions::begin()
{
    m_part = std::make_shared<views::RunDocument>(m_whole, m_view->cursor().records);
}

void Predictions::step()
{
    go(&RunSession::step);
}

void Predictions::stepTurn()
{
    go(&RunSession::stepTurn);
}

void Predictions::go(void (RunSession::*move)())
{
    if (!m_whole || m_session->isMoving()) {
        (m_session->*move)();
    } else if (m_stage == Stage::Asked) {
        skip();
    } else if (!ask()) {
        (m_session->*move)(); // which stops where there is something to ask
    }
}

void Predictions::toggle()
{
    if (m_stage == Stage::Asked)
        skip();
    if (!m_whole || m_session->isMoving() || !ask())
        m_session->toggle();
}

bool Predictions::ask()
{
    const std::size_t records = m_view->cursor().records;
    // What has been shown is no question any more.
    if (!m_whole || records < m_part->model().records())
        return false;
    auto decision = views::decisionAt(m_whole->model(), records, m_kinds);
    if (!decision)
        return false;
    m_decision = std::move(decision);
    m_given.reset();
    setStage(Stage::Asked);
    return true;
}

void Predictions::answer(std::size_t choice)
{
    if (m_stage != Stage::Asked || choice >= m_decision->choices.size())
        return;
    if (m_counted.insert(m_decision->records).second) {
        Score counted = score();
        counted.right += choice == m_decision->answer ? 1 : 0;
        QSettings settings;
        settings.setValue(scoreKey("right"), counted.right);
        settings.setValue(scoreKey("asked"), counted.asked + 1);
    }
    reveal(choice);
}

void Predictions::skip()
{
    if (m_stage == Stage::Asked)
        reveal({});
}

void Predictions::reveal(std::optional<std::size_t> given)
{
    m_given = given;
    {
        const QScopedValueRollback moving(m_moving, true);
        m_view->setCursor(m_whole->model().positionAfterStep(m_decision->deciding + 1));
    }
    setStage(Stage::Answered);
}

void Predictions::withdraw()
{
    if (m_stage != Stage::Asked && m_stage != Stage::Answered)
        return;
    m_decision.reset();
    m_given.reset();
    setStage(Stage::Idle);
}

void Predictions::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

std::optional<views::Position> Predictions::stopBetween(const views::Position &from,
                                                        const views::Position &to)
{
    if (!m_whole)
        return {};
    const std::size_t known = m_part->model().records();
    const auto stop = views::nextDecision(
        m_whole->model(), std::max(from.records, known > 0 ? known - 1 : 0), to.records, m_kinds);
    m_stopped = stop.has_value();
    return stop;
}

} // namespace app
