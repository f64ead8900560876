#include "app/session/comparing.h"

#include "app/session/argumenttext.h"
#include "app/session/changearguments.h"
#include "app/session/runmetadata.h"
#include "app/session/runsession.h"
#include "app/session/savedarguments.h"
#include "engine/workloads/registry.h"

#include <QSettings>
#include <QUndoStack>

#include <utility>

namespace app {

using engine::qt::RunController;

class Comparing::Change : public QUndoCommand
{
public:
    Change(Comparing *comparing, const QString &what, Kept after)
        : QUndoCommand(what)
        , m_comparing(comparing)
        , m_before(comparing->m_kept)
        , m_after(std::move(after))
    {
    }

    void undo() override { m_comparing->set(m_before); }
    void redo() override { m_comparing->set(m_after); }

private:
    Comparing *m_comparing;
    Kept m_before;
    Kept m_after;
};

Comparing::Comparing(RunSession *session, QUndoStack *undo, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_undo(undo)
{
    connect(session, &RunSession::referenceChanged, this, &Comparing::referenceChanged);
    connect(&m_controller, &RunController::stateChanged, this, [this](RunController::State state) {
        const auto document = m_simulated.lock();
        if (state != RunController::State::Ended || !document)
            return;
        document->setEnding(m_controller.ending());
        document->refresh();
    });
}

Comparing::Reference Comparing::reference() const
{
    const auto &shown = m_session->shown().document;
    if (!m_kept.document) {
        const auto before = m_session->reference();
        if (!before || !shown)
            return {};
        return {before->document, tr("Reference"),
                referenceText(before->document->info(), shown->info())};
    }
    const views::RunInfo &info = m_kept.document->info();
    // Of a run of the same scenario what it has of its own says more than the title.
    QString name = m_kept.name;
    if (name.isEmpty() && shown && info.title == shown->info().title)
        name = differenceText(info, shown->info());
    if (name.isEmpty())
        name = info.title;
    const QString label = tr("reference: %1").arg(name);
    return {m_kept.document, m_kept.from == Kept::From::Shown ? tr("Kept: %1").arg(name) : name,
            label};
}

void Comparing::keep(bool keep)
{
    Kept kept;
    if (keep)
        kept.document = m_session->shown().document;
    change(keep ? tr("Keeping a Reference") : tr("Letting Go of the Reference"), kept);
}

void Comparing::compareWith(std::shared_ptr<views::RunDocument> document, const QString &name)
{
    change(tr("Comparison with %1").arg(name), {std::move(document), Kept::From::File, name});
}

void Comparing::comparePair(const scenario::Scenario &scenario)
{
    QSettings settings;
    saveArguments(settings, m_session->arguments());
    const Kept varied{simulate(scenario::Arguments::varied(scenario)), Kept::From::Pair, {}};
    m_session->setClock(engine::qt::ClockKind::Virtual);
    m_undo->beginMacro(tr("Comparison of %1").arg(QString::fromStdString(scenario.variation.pair)));
    m_undo->push(new ChangeArguments(m_session, scenario::Arguments(scenario)));
    m_undo->push(new Change(this, {}, varied));
    m_undo->endMacro();
    Q_EMIT pairChosen();
}

QList<QAction *> Comparing::addPairs(const std::vector<scenario::Scenario> &scenarios)
{
    QList<QAction *> actions;
    for (const scenario::Scenario &scenario : scenarios) {
        if (scenario.variation.pair.empty())
            continue;
        auto *action = new QAction(tr("%1: %2", "a scenario and two of its runs")
                                       .arg(QString::fromStdString(scenario.title),
                                            QString::fromStdString(scenario.variation.pair)),
                                   this);
        action->setObjectName(QStringLiteral("pair-") + QString::fromStdString(scenario.name));
        action->setStatusTip(tr("Run both, and show how they differ"));
        action->setToolTip(action->statusTip());
        connect(action, &QAction::triggered, this, [this, &scenario] { comparePair(scenario); });
        actions += action;
    }
    return actions;
}

void Comparing::set(const Kept &kept)
{
    m_kept = kept;
    Q_EMIT referenceChanged();
}

void Comparing::change(const QString &what, const Kept &kept)
{
    m_undo->push(new Change(this, what, kept));
}

/// A run beside the shown one, which may still go on.
std::shared_ptr<views::RunDocument> Comparing::simulate(const scenario::Arguments &arguments)
{
    m_controller.start(engine::programMaker(arguments),
                       withMetadata({.clock = engine::qt::ClockKind::Virtual}, arguments));
    auto document = std::make_shared<views::RunDocument>(
        m_controller.trace(), infoOf(arguments, views::RunInfo::Origin::Simulated));
    m_simulated = document;
    return document;
}

} // namespace app
