#include "views/style/rowactions.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QStringList>

#include <utility>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::RowActions)
};

QString textOf(const QModelIndex &row)
{
    QStringList cells;
    for (int column = 0; column < row.model()->columnCount(row.parent()); ++column) {
        const QString cell = row.siblingAtColumn(column).data().toString();
        if (!cell.isEmpty())
            cells += cell;
    }
    return cells.join(u'\t');
}

} // namespace

void offerRowActions(QAbstractItemView *view)
{
    auto *goThere = new QAction(Words::tr("Go There"), view);
    goThere->setObjectName(QStringLiteral("goToRow"));
    QObject::connect(goThere, &QAction::triggered, view, [view] {
        if (view->currentIndex().isValid())
            Q_EMIT view->activated(view->currentIndex());
    });
    auto *copy = new QAction(Words::tr("Copy Line"), view);
    copy->setObjectName(QStringLiteral("copyRow"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view, [view] {
        if (view->currentIndex().isValid())
            QGuiApplication::clipboard()->setText(textOf(view->currentIndex()));
    });
    view->addActions({goThere, copy});
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void offerLine(QAbstractItemView *view, std::function<bool(const QModelIndex &)> has,
               std::function<void(const QModelIndex &)> show)
{
    auto *line = new QAction(Words::tr("Show Line in Source"), view);
    line->setObjectName(QStringLiteral("showLineOfRow"));
    line->setEnabled(false);
    QObject::connect(
        view->selectionModel(), &QItemSelectionModel::currentChanged, line,
        [line, has = std::move(has)](const QModelIndex &row) { line->setEnabled(has(row)); });
    QObject::connect(line, &QAction::triggered, view,
                     [view, show = std::move(show)] { show(view->currentIndex()); });
    view->addAction(line);
}

} // namespace views
