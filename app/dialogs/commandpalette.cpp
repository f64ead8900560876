#include "app/dialogs/commandpalette.h"

#include "views/style/typography.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
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
        auto *item = new QListWidgetItem(
            key.isEmpty() ? m_commands[i].name
                          : tr("%1   (%2)", "a command and its key").arg(m_commands[i].name, key),
            m_list);
        item->setData(Qt::UserRole, i);
    }
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
}

void CommandPalette::perform()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    const QPointer<QAction> action = m_commands[item->data(Qt::UserRole).toInt()].action;
    close();
    // Not from under the dialog: what is done may open one of its own.
    QTimer::singleShot(0, parent(), [action] {
        if (action)
            action->trigger();
    });
}

} // namespace app
