#include "app/dialogs/commandpalette.h"

#include "views/style/typography.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

/// Does \a name have every word of \a words in it?
bool matches(const QString &name, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return name.contains(word, Qt::CaseInsensitive);
    });
}

enum Role { CommandRole = Qt::UserRole, KeyRole };

/// The command at the left, cut in its middle where there is no room, and its key at the right.
class CommandDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        // No wider than the list: what is longer is cut.
        return {0, option.fontMetrics.height() + 8};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        constexpr int Padding = 8;
        constexpr int Gap = 16;
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);
        const QString key = index.data(KeyRole).toString();
        QRect place = option.rect.adjusted(Padding, 0, -Padding, 0);
        painter->save();
        painter->setFont(item.font);
        painter->setPen(item.palette.color(
            option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, key);
        if (!key.isEmpty())
            place.adjust(0, 0, -item.fontMetrics.horizontalAdvance(key) - Gap, 0);
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter,
            item.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, place.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(const QMenuBar *menus, QWidget *parent)
    : QDialog(parent)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("palette"));
    setWindowTitle(tr("Find a command"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("What to do"));
    m_field->setAccessibleName(tr("Part of a command's name"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFont(views::uiFont(13));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    resize(520, 420);
    for (const QAction *menu : menus->actions()) {
        if (menu->menu() != nullptr)
            add(menu->menu(), withoutMnemonic(menu->text()));
    }
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::perform);
    filter(QString());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int rows = m_list->count();
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up:
            if (rows > 0)
                m_list->setCurrentRow(
                    (m_list->currentRow() + (key->key() == Qt::Key_Down ? 1 : rows - 1)) % rows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            perform();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::add(const QMenu *menu, const QString &path)
{
    for (QAction *action : menu->actions()) {
        if (action->isSeparator() || action->text().isEmpty())
            continue;
        const QString name
            = tr("%1: %2", "a menu and what is in it").arg(path, withoutMnemonic(action->text()));
        if (action->menu() != nullptr)
            add(action->menu(), name);
        else if (action->isEnabled()
                 && std::none_of(m_commands.begin(), m_commands.end(),
                                 [&](const Command &c) { return c.action == action; }))
            m_commands.append({action, name});
    }
}

void CommandPalette::filter(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_list->clear();
    for (int i = 0; i < m_commands.size(); ++i) {
        if (!matches(m_commands[i].name, words))
            continue;
        const QString key = m_commands[i].action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(m_commands[i].name, m_list);
        item->setData(CommandRole, i);
        item->setData(KeyRole, key);
        if (!key.isEmpty())
            item->setData(Qt::AccessibleTextRole,
                          tr("%1 (%2)", "a command and its key").arg(m_commands[i].name, key));
    }
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
}

void CommandPalette::perform()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    const QPointer<QAction> action = m_commands[item->data(CommandRole).toInt()].action;
    close();
    // Not from under the dialog: what is done may open one of its own.
    QTimer::singleShot(0, parent(), [action] {
        if (action)
            action->trigger();
    });
}

} // namespace app
