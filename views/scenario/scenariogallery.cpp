#include "views/scenario/scenariogallery.h"

#include "views/scenario/scenariodelegate.h"
#include "views/style/filterfield.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QEvent>
#include <QHideEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
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

bool contains(const QTreeWidgetItem &item, const QString &text)
{
    const auto has
        = [&](const QString &words) { return words.contains(text, Qt::CaseInsensitive); };
    return has(item.text(0)) || has(item.data(0, ScenarioDelegate::NameRole).toString())
        || has(item.data(0, ScenarioDelegate::SummaryRole).toString());
}

} // namespace

ScenarioGallery::ScenarioGallery(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(tr("Scenarios"), this))
    , m_nothing(new QLabel(this))
    , m_tree(new QTreeWidget(this))
    , m_filter(new FilterField(m_tree, this))
{
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_heading->setBuddy(m_tree);
    m_nothing->setObjectName(QStringLiteral("noScenario"));
    m_nothing->setProperty("tone", 2);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 0, 12, 0);
    m_nothing->hide();
    m_filter->setObjectName(QStringLiteral("scenarioFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter scenarios"));
    m_filter->setToolTip(
        tr("Only what has this text in its title, name or sentence (/ in the list)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
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
    header->setSpacing(12);
    header->addWidget(m_heading);
    header->addWidget(m_filter, 1);
    layout->addLayout(header);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    setTabOrder(m_filter, m_tree);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ScenarioGallery::choose);
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) {
        if (const QString id = ownOf(item); !id.isEmpty())
            Q_EMIT ownChosen(id);
        else if (scenarioOf(item) == nullptr)
            item->setExpanded(!item->isExpanded());
    });
    connect(m_tree, &QTreeWidget::customContextMenuRequested, this, &ScenarioGallery::askForMenu);
    connect(m_tree->verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_scrolled = true; });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        filter();
        if (text.isEmpty())
            reveal();
    });
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
    filter();
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
        if ((*it)->isHidden())
            m_filter->clear();
        m_tree->setCurrentItem(*it);
        m_scrolled = false;
        reveal();
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
    filter();
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
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_tree->doItemsLayout();
                if (!m_scrolled)
                    reveal();
            },
            Qt::QueuedConnection);
    // Elsewhere in the window it filters tasks.
    if (watched == m_tree && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Slash) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((watched == m_tree && treeKey(key)) || (watched == m_filter && filterKey(key)))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ScenarioGallery::hideEvent(QHideEvent *event)
{
    // What is not in sight shall hide nothing when it comes again.
    if (!event->spontaneous())
        m_filter->clear();
    QWidget::hideEvent(event);
}

void ScenarioGallery::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool ScenarioGallery::treeKey(int key)
{
    const QString id = ownOf(m_tree->currentItem());
    if (!id.isEmpty() && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        Q_EMIT ownChosen(id);
        return true;
    }
    if (key != Qt::Key_Slash)
        return false;
    focusFilter();
    return true;
}

bool ScenarioGallery::filterKey(int key)
{
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    if (chooseLeft())
        m_tree->setFocus(Qt::OtherFocusReason);
    return true;
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

void ScenarioGallery::filter()
{
    const QString text = m_filter->text().trimmed();
    bool any = false;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        bool left = false;
        for (int j = 0; j < group->childCount(); ++j) {
            const bool passes = contains(*group->child(j), text);
            group->child(j)->setHidden(!passes);
            left = left || passes;
        }
        group->setHidden(!left && !text.isEmpty());
        if (left && !text.isEmpty())
            group->setExpanded(true);
        any = any || left;
    }
    m_nothing->setText(tr("Nothing here has “%1” in it. Esc shows all.").arg(text));
    m_nothing->setVisible(!any && !text.isEmpty());
}

bool ScenarioGallery::chooseLeft()
{
    if (m_chosen != nullptr && !m_chosen->isHidden()) {
        m_tree->setCurrentItem(m_chosen);
        return true;
    }
    for (QTreeWidgetItemIterator it(m_tree, QTreeWidgetItemIterator::NotHidden); *it != nullptr;
         ++it) {
        const QString own = ownOf(*it);
        if (own.isEmpty() && scenarioOf(*it) == nullptr)
            continue;
        m_tree->setCurrentItem(*it); // which chooses a scenario
        if (!own.isEmpty())
            Q_EMIT ownChosen(own);
        return true;
    }
    return false;
}

void ScenarioGallery::reveal()
{
    if (m_chosen == nullptr)
        return;
    m_tree->verticalScrollBar()->setValue(0);
    m_tree->scrollToItem(m_chosen);
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
