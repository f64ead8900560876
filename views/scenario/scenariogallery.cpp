#include "views/scenario/scenariogallery.h"

#include "views/scenario/scenariodelegate.h"
#include "views/style/typography.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace views {

namespace {

constexpr int ScenarioRole = ScenarioDelegate::ChosenRole + 1;
constexpr int OwnRole = ScenarioRole + 1;

QString ownOf(const QTreeWidgetItem *item)
{
    return item == nullptr ? QString() : item->data(0, OwnRole).toString();
}

const scenario::Scenario *scenarioOf(const QTreeWidgetItem *item)
{
    return item == nullptr ? nullptr
                           : static_cast<const scenario::Scenario *>(
                               item->data(0, ScenarioRole).value<const void *>());
}

} // namespace

ScenarioGallery::ScenarioGallery(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(tr("Scenarios"), this))
    , m_tree(new QTreeWidget(this))
{
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_heading->setBuddy(m_tree);
    m_tree->setObjectName(QStringLiteral("scenarioTree"));
    m_tree->setAccessibleName(tr("Scenarios"));
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(0);
    m_tree->setRootIsDecorated(false);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setMouseTracking(true);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setItemDelegate(new ScenarioDelegate(m_tree));
    m_tree->viewport()->installEventFilter(this);
    m_tree->installEventFilter(this);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    setFocusProxy(m_tree);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(12, 12, 12, 0);
    header->addWidget(m_heading);
    layout->addLayout(header);
    layout->addWidget(m_tree, 1);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ScenarioGallery::choose);
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) {
        if (const QString id = ownOf(item); !id.isEmpty())
            Q_EMIT ownChosen(id);
        else if (scenarioOf(item) == nullptr)
            item->setExpanded(!item->isExpanded());
    });
    connect(m_tree, &QTreeWidget::customContextMenuRequested, this, &ScenarioGallery::askForMenu);
}

void ScenarioGallery::setScenarios(const std::vector<scenario::Scenario> &scenarios)
{
    const QSignalBlocker block(m_tree);
    m_chosen = nullptr;
    m_tree->clear();
    for (const scenario::Scenario &scenario : scenarios) {
        auto *item = new QTreeWidgetItem(groupOf(QString::fromStdString(scenario.group)),
                                         {QString::fromStdString(scenario.title)});
        item->setData(0, ScenarioDelegate::NameRole, QString::fromStdString(scenario.name));
        item->setData(0, ScenarioDelegate::SummaryRole, QString::fromStdString(scenario.summary));
        item->setData(0, ScenarioRole, QVariant::fromValue<const void *>(&scenario));
        item->setData(0, Qt::AccessibleDescriptionRole, QString::fromStdString(scenario.summary));
    }
}

const scenario::Scenario *ScenarioGallery::current() const
{
    return scenarioOf(m_chosen);
}

void ScenarioGallery::setCurrent(const scenario::Scenario *scenario)
{
    if (scenario == current())
        return;
    const QSignalBlocker block(m_tree);
    setChosen(nullptr);
    for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it) {
        if (scenario == nullptr || scenarioOf(*it) != scenario)
            continue;
        setChosen(*it);
        m_tree->setCurrentItem(*it);
        m_tree->scrollToItem(*it);
    }
}

void ScenarioGallery::setOwn(const QString &group, const QList<Own> &rows)
{
    const QSignalBlocker block(m_tree);
    QTreeWidgetItem *parent = groupOf(group);
    for (int i = parent->childCount() - 1; i >= 0; --i) {
        QTreeWidgetItem *item = parent->child(i);
        if (ownOf(item).isEmpty())
            continue;
        if (item == m_chosen)
            setChosen(nullptr);
        delete item;
    }
    for (const Own &own : rows) {
        auto *item = new QTreeWidgetItem(parent, {own.title});
        item->setData(0, ScenarioDelegate::NameRole, own.mark);
        item->setData(0, ScenarioDelegate::SummaryRole, own.summary);
        item->setData(0, OwnRole, own.id);
        item->setData(0, Qt::AccessibleDescriptionRole, own.summary);
        item->setToolTip(0, own.summary);
    }
}

void ScenarioGallery::setCurrentOwn(const QString &id)
{
    if (id == ownOf(m_chosen))
        return;
    if (id.isEmpty()) {
        setChosen(nullptr);
        return;
    }
    for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it) {
        if (ownOf(*it) == id)
            setChosen(*it);
    }
}

void ScenarioGallery::setTheme(const Theme &theme)
{
    static_cast<ScenarioDelegate *>(m_tree->itemDelegate())->setTheme(theme);
    m_tree->viewport()->update();
}

bool ScenarioGallery::eventFilter(QObject *watched, QEvent *event)
{
    // The height of the chosen row follows the width: its summary wraps.
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(m_tree, &QTreeWidget::doItemsLayout, Qt::QueuedConnection);
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const QString id = ownOf(m_tree->currentItem());
        if (!id.isEmpty() && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            Q_EMIT ownChosen(id);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QTreeWidgetItem *ScenarioGallery::groupOf(const QString &name)
{
    QTreeWidgetItem *group = m_tree->findItems(name, Qt::MatchExactly).value(0);
    if (group == nullptr) {
        group = new QTreeWidgetItem(m_tree, {name});
        group->setExpanded(true);
    }
    return group;
}

void ScenarioGallery::askForMenu(const QPoint &at)
{
    if (const QString id = ownOf(m_tree->itemAt(at)); !id.isEmpty())
        Q_EMIT ownMenuRequested(id, m_tree->viewport()->mapToGlobal(at));
}

void ScenarioGallery::choose(QTreeWidgetItem *item)
{
    const scenario::Scenario *scenario = scenarioOf(item);
    // A heading may have the focus while a scenario stays chosen.
    if (scenario == nullptr || item == m_chosen)
        return;
    setChosen(item);
    Q_EMIT scenarioChosen(scenario);
}

void ScenarioGallery::setChosen(QTreeWidgetItem *item)
{
    if (m_chosen != nullptr)
        m_chosen->setData(0, ScenarioDelegate::ChosenRole, false);
    m_chosen = item;
    if (m_chosen != nullptr)
        m_chosen->setData(0, ScenarioDelegate::ChosenRole, true);
}

} // namespace views
