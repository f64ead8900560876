#include "views/comparison/matchmenu.h"

#include <QInputDialog>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr std::size_t MostEntries = 12; // what is not among them is asked for

} // namespace

MatchMenu::MatchMenu(const Both<std::shared_ptr<const RunModel>> &runs,
                     std::shared_ptr<const Comparison> comparison, const Both<trace::TaskId> &task,
                     bool isByHand, QWidget *parent)
    : QMenu(parent)
    , m_runs(runs)
    , m_comparison(std::move(comparison))
    , m_task(task)
{
    setObjectName(QStringLiteral("matchMenu"));
    const trace::TaskId own = isOwn() ? task.now : task.reference;
    const trace::TaskId present = isOwn() ? task.reference : trace::TaskId::None;
    addAction(tr("Compare %1 with:").arg(run().label(own)))->setEnabled(false);
    const std::vector<trace::TaskId> others = candidates();
    const auto add = [this](const QString &text, bool checked, auto slot) {
        QAction *action = addAction(text, this, slot);
        action->setCheckable(true);
        action->setChecked(checked);
        return action;
    };
    for (std::size_t i = 0; i < std::min(others.size(), MostEntries); ++i) {
        const trace::TaskId other = others[i];
        add(textOf(other), other == present, [this, other] { choose(other); });
    }
    if (others.size() > MostEntries)
        addAction(tr("Another Task…"), this, &MatchMenu::ask)
            ->setObjectName(QStringLiteral("matchAnother"));
    if (isOwn())
        add(tr("No Task: It Is Only in This Run"), present == trace::TaskId::None, [this] {
            choose(trace::TaskId::None);
        })->setObjectName(QStringLiteral("matchNone"));
    addSeparator();
    QAction *automatic = addAction(tr("Match Automatically"), this, &MatchMenu::automaticWanted);
    automatic->setObjectName(QStringLiteral("matchAutomatically"));
    automatic->setEnabled(isByHand);
}

std::vector<trace::TaskId> MatchMenu::candidates() const
{
    const trace::TaskId own = isOwn() ? m_task.now : m_task.reference;
    const auto coroutineOf = [](const RunModel &model, trace::TaskId task) -> const std::string & {
        return model.trace().text(model.trace().task(task).coroutine);
    };
    std::vector<trace::TaskId> tasks;
    for (std::uint32_t i = 0; i < otherRun().taskCount(); ++i) {
        if (!otherRun().track(trace::TaskId{i}).empty())
            tasks.push_back(trace::TaskId{i});
    }
    const auto isAlike = [&](trace::TaskId task) {
        return coroutineOf(otherRun(), task) == coroutineOf(run(), own);
    };
    const auto alike = std::stable_partition(tasks.begin(), tasks.end(), isAlike);
    std::stable_partition(tasks.begin(), alike, [this](trace::TaskId task) {
        return !isTaken(task) || (isOwn() && task == m_task.reference);
    });
    return tasks;
}

bool MatchMenu::isTaken(trace::TaskId candidate) const
{
    const Counterparts &counterparts = m_comparison->counterparts;
    return isOwn() ? std::find(counterparts.tasks.begin(), counterparts.tasks.end(), candidate)
            != counterparts.tasks.end()
                   : counterparts.of(candidate) != trace::TaskId::None;
}

QString MatchMenu::textOf(trace::TaskId candidate) const
{
    const QString label = otherRun().label(candidate);
    const QString name = otherRun().name(candidate);
    return label == name ? label
                         : tr("%1 (%2)", "what people call a task, and its name").arg(label, name);
}

void MatchMenu::choose(trace::TaskId candidate)
{
    Q_EMIT chosen(isOwn() ? TaskMatch{m_task.now, candidate}
                          : TaskMatch{candidate, m_task.reference});
}

void MatchMenu::ask()
{
    const std::vector<trace::TaskId> others = candidates();
    QStringList texts;
    for (const trace::TaskId other : others)
        texts += textOf(other);
    auto *dialog = new QInputDialog(parentWidget());
    dialog->setObjectName(QStringLiteral("matchDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Compare with Another Task"));
    dialog->setLabelText(
        tr("%1 is compared with:").arg(run().label(isOwn() ? m_task.now : m_task.reference)));
    dialog->setComboBoxItems(texts);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, others, texts](const QString &text) {
                choose(others[static_cast<std::size_t>(texts.indexOf(text))]);
            });
    dialog->open();
}

} // namespace views
