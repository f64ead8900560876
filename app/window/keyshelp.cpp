#include "app/window/keyshelp.h"

#include "views/style/typography.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

#include <initializer_list>
#include <utility>

namespace app {

namespace {

// One for all tables, so that they align.
constexpr int KeysWidth = 110;

using Rows = std::initializer_list<std::pair<QString, QString>>;

QWidget *table(const QString &heading, const Rows &rows, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    auto *title = new QLabel(heading, widget);
    title->setFont(views::uiFont(13, QFont::Bold));
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const auto &[what, keys] : rows) {
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

KeysHelp::KeysHelp(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys and mouse"));
    setObjectName(QStringLiteral("keysHelp"));
    auto *left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(table(tr("Run"),
                          {{tr("Run, pause"), tr("Space")},
                           {tr("One step forth, back"), tr("N, Shift+N")},
                           {tr("To the beginning, to the end"), tr("R, E")},
                           {tr("End the run"), tr("Ctrl+.")},
                           {tr("Slower, faster"), tr("<, >")}},
                          this));
    left->addWidget(table(tr("Program"),
                          {{tr("Export the picture"), tr("Ctrl+E")},
                           {tr("Copy the picture"), tr("Ctrl+Shift+C")},
                           {tr("Undo, redo a change"), tr("Ctrl+Z, Ctrl+Y")},
                           {tr("Scenarios and parameters"), tr("F9")},
                           {tr("Output"), tr("F10")},
                           {tr("Full screen"), tr("F11")},
                           {tr("Quit"), tr("Ctrl+Q")}},
                          this));
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->addWidget(table(tr("Timeline"),
                           {{tr("Put the cursor"), tr("Click")},
                            {tr("Zoom at the pointer"), tr("Ctrl+wheel")},
                            {tr("Zoom in, out"), tr("W, S or +, −")},
                            {tr("All rows in sight"), tr("9")},
                            {tr("Move sideways"), tr("A, D or Shift+wheel")},
                            {tr("Move by hand"), tr("Shift+drag or middle drag")},
                            {tr("Measure a stretch"), tr("Drag")},
                            {tr("Zoom to a stretch"), tr("Ctrl+drag")},
                            {tr("Fit the selection"), tr("F")},
                            {tr("Fit everything"), tr("0 or Ctrl+Home")},
                            {tr("Next, previous task"), tr("Down, Up")},
                            {tr("Next, previous segment"), tr("Right, Left")},
                            {tr("Who woke it, whom it woke"), tr("[, ]")},
                            {tr("Filter the tasks"), tr("/")},
                            {tr("Back, forward in what was in sight"), tr("Alt+Left, Alt+Right")},
                            {tr("Clear the selection"), tr("Esc")},
                            {tr("Follow a live run"), tr("Ctrl+End")}},
                           this));
    right->addStretch(1);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(48);
    columns->addLayout(left);
    columns->addLayout(right);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(24);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
}

} // namespace app
