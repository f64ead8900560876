#include "app/dialogs/keyshelp.h"

#include "views/style/typography.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace app {

namespace {

// One for all tables, so that they align.
constexpr int KeysWidth = 110;
constexpr int Columns = 3;
// More of them would only hide the one that people remember.
constexpr int KeysOfAnAction = 2;

struct Table
{
    QString heading;
    QList<std::pair<QString, QString>> rows;
};

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction *action)
{
    QStringList keys;
    for (const QKeySequence &key : action->shortcuts().mid(0, KeysOfAnAction))
        keys += key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral("  "));
}

void addRows(Table &table, const QMenu *menu)
{
    for (const QAction *action : menu->actions()) {
        if (action->menu() != nullptr)
            addRows(table, action->menu());
        else if (!action->shortcuts().isEmpty())
            table.rows.append({withoutMnemonic(action->text()), keysOf(action)});
    }
}

QWidget *widgetOf(const Table &table, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    auto *title = new QLabel(table.heading, widget);
    title->setFont(views::uiFont(13, QFont::Bold));
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const auto &[what, keys] : table.rows) {
        auto *action = new QLabel(what, widget);
        auto *key = new QLabel(keys, widget);
        key->setProperty("tone", 2);
        grid->addWidget(action, row, 0);
        grid->addWidget(key, row, 1);
        ++row;
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(1, KeysWidth);
    grid->setRowStretch(row, 1);
    return widget;
}

} // namespace

KeysHelp::KeysHelp(const QMenuBar *menus, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys and mouse"));
    setObjectName(QStringLiteral("keysHelp"));
    QList<Table> tables{{tr("Mouse in the timeline"),
                         {{tr("Put the cursor, select"), tr("Click")},
                          {tr("Zoom at the pointer"), tr("Ctrl+wheel")},
                          {tr("Move sideways"), tr("Shift+wheel")},
                          {tr("Move by hand"), tr("Shift+, middle or right drag")},
                          {tr("Measure a stretch"), tr("Drag")},
                          {tr("Zoom to a stretch"), tr("Ctrl+drag")},
                          {tr("Fit the selection, everything"), tr("Double-click it, overview")},
                          {tr("What can be done with it"), tr("Right click")}}}};
    for (const QAction *menu : menus->actions()) {
        Table table{withoutMnemonic(menu->text()), {}};
        addRows(table, menu->menu());
        if (!table.rows.isEmpty())
            tables += table;
    }
    // The longest first, each into the shortest column.
    std::stable_sort(tables.begin(), tables.end(),
                     [](const Table &a, const Table &b) { return a.rows.size() > b.rows.size(); });
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("keyTables"));
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(24, 24, 24, 0);
    columns->setSpacing(48);
    QList<std::pair<qsizetype, QVBoxLayout *>> fill;
    for (int i = 0; i < Columns; ++i) {
        auto *column = new QVBoxLayout;
        column->setSpacing(16);
        columns->addLayout(column);
        fill.append({0, column});
    }
    for (const Table &table : std::as_const(tables)) {
        auto &[rows, column]
            = *std::min_element(fill.begin(), fill.end(),
                                [](const auto &a, const auto &b) { return a.first < b.first; });
        column->addWidget(widgetOf(table, content));
        rows += table.rows.size() + 2;
    }
    for (const auto &[rows, column] : std::as_const(fill))
        column->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(24, 0, 24, 16);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    // With room for a bar beside it where all cannot be as high as it is.
    const QSize around(style()->pixelMetric(QStyle::PM_ScrollBarExtent),
                       buttons->sizeHint().height() + 20);
    const QSize wanted = content->sizeHint() + around;
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
}

} // namespace app
