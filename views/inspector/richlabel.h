#pragma once

#include "views/analysis/sourcelines.h"
#include "views/style/theme.h"

#include <QLabel>

#include <optional>

namespace views {

class ViewState;

/// A label of sentences that break into lines and whose links can be reached by mouse and keyboard.
QLabel *richLabel(QWidget *parent, const QFont &font);

/// Such a label in a column: it takes the width that there is, and the height that it then needs.
/// A QLabel would lay its text out over and over to find a width that looks well.
class ColumnLabel : public QLabel
{
    Q_OBJECT

public:
    ColumnLabel(QWidget *parent, const QFont &font);

    QSize sizeHint() const override { return {width(), fontMetrics().lineSpacing()}; }
    QSize minimumSizeHint() const override { return {0, fontMetrics().lineSpacing()}; }
};

/// The rich text \a body with its links in the accent of \a theme, and with no line that ends between
/// a number and its unit, and with places to break in long names.
QString linksIn(const QString &body, const Theme &theme);

/// Selects what the link \a href of such a text stands for. A place in the source is returned, for
/// who can show it.
std::optional<SourceLine> followLink(ViewState *state, const QString &href);

} // namespace views
