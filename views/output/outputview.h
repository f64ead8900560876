#pragma once

#include "views/model/viewstate.h"
#include "views/output/outputmodel.h"
#include "views/style/theme.h"

#include <QListView>

namespace views {

/// Shows an OutputModel with the cursor among its lines: what comes after it is pale. Rows are
/// equally high and are found by arithmetic, so that their number costs nothing.
class OutputView : public QListView
{
    Q_OBJECT

public:
    /// \a state and \a model must outlive the view.
    OutputView(ViewState *state, OutputModel *model, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Whether the view scrolls with the cursor.
    void setFollowing(bool following);
    int rowHeight() const;
    /// Where the column of times ends: it has room for the last one, as long as it is.
    int timeRight() const;

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;

    /// The text of the selected lines, in their order, each with a line end.
    QString selectedText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void updateGeometries() override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    int verticalOffset() const override;
    int horizontalOffset() const override { return 0; }

private:
    void paintLine(QPainter &painter, int row, const QRect &rect, bool withTime, bool past);
    void paintEmpty(QPainter &painter);
    void followCursor();
    void putCursorAt(const QModelIndex &index);
    int visibleRows() const;

    ViewState *m_state;
    OutputModel *m_model;
    const Theme *m_theme = &Theme::light();
    bool m_following = true;
};

} // namespace views
