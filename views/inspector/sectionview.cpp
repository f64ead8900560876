#include "views/inspector/sectionview.h"

#include "views/inspector/histogram.h"
#include "views/inspector/richlabel.h"
#include "views/inspector/sharesbar.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace views {

namespace {

QString cell(const QString &text, const QString &attributes)
{
    return QStringLiteral("<td %1>%2</td>").arg(attributes, text);
}

/// The rows of \a section as a table over the whole width.
QString tableOf(const InspectionPage::Section &section, const Theme &theme)
{
    const QString right = QStringLiteral("align=\"right\" style=\"white-space: nowrap\"");
    QString rows;
    for (const Share &share : section.bar)
        rows += QStringLiteral("<tr>%1%2%3</tr>")
                    .arg(cell(share.word.toHtmlEscaped(), QStringLiteral("width=\"100%\"")),
                         cell(exactDurationText(share.time), right),
                         cell(SectionView::tr("%1 %").arg(
                                  numberText(qint64{qRound(share.part * 100)})),
                              right + QStringLiteral(" width=\"48\"")));
    // An empty column would take its share of the width.
    const bool middle = std::any_of(section.rows.begin(), section.rows.end(),
                                    [](const auto &row) { return !row.middle.isEmpty(); });
    for (const InspectionPage::Row &row : section.rows) {
        if (row.value.isEmpty() && row.middle.isEmpty()) {
            rows += QStringLiteral("<tr>%1</tr>")
                        .arg(cell(row.what, QStringLiteral("colspan=\"%1\"").arg(middle ? 3 : 2)));
            continue;
        }
        rows += QStringLiteral("<tr>%1%2%3</tr>")
                    .arg(cell(row.what, QString()),
                         middle ? cell(row.middle.toHtmlEscaped(),
                                       right + QStringLiteral(" class=\"second\""))
                                : QString(),
                         cell(row.value, right + QStringLiteral(" class=\"value\"")));
    }
    if (rows.isEmpty())
        return {};
    return QStringLiteral("<style>.second { color: %1 } td { padding: 1px 0 1px 0 } "
                          ".value { padding-left: 8px }</style>"
                          "<table width=\"100%\" cellspacing=\"0\">%2</table>")
        .arg(theme.text2.name(), rows);
}

} // namespace

SectionView::SectionView(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_heading(new QLabel(this))
    , m_aside(new QLabel(this))
    , m_bar(new SharesBar(this))
    , m_histogram(new Histogram(this))
    , m_rows(new ColumnLabel(this, uiFont(12)))
    , m_note(new QLabel(this))
{
    m_fold->setAutoRaise(true);
    m_fold->setFixedSize(24, 24);
    m_fold->setFocusPolicy(Qt::TabFocus);
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_heading->setTextFormat(Qt::PlainText);
    m_aside->setFont(uiFont(12));
    m_aside->setProperty("tone", 2);
    m_rows->setObjectName(QStringLiteral("sectionRows"));
    m_note->setFont(uiFont(12));
    m_note->setProperty("tone", 2);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_bar->setFixedHeight(m_bar->sizeHint().height());
    m_histogram->setFixedHeight(m_histogram->sizeHint().height());

    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_fold);
    head->addWidget(m_heading, 1);
    head->addWidget(m_aside);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_bar);
    layout->addWidget(m_histogram);
    layout->addWidget(m_rows);
    layout->addWidget(m_note);
    connect(m_rows, &QLabel::linkActivated, this, &SectionView::linkActivated);
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
}

void SectionView::show(const InspectionPage::Section &section, const Theme &theme)
{
    if (section.heading != m_section.heading)
        m_folded = section.folded;
    m_section = section;
    m_heading->setText(section.heading);
    m_aside->setText(section.aside);
    m_bar->setTheme(theme);
    m_bar->setShares(section.bar);
    m_histogram->setTheme(theme);
    m_histogram->setCounts(section.histogram);
    const QString rows = linksIn(tableOf(section, theme), theme);
    if (m_rows->text() != rows)
        m_rows->setText(rows);
    m_note->setText(section.note);
    showParts();
    setVisible(true);
}

void SectionView::setFolded(bool folded)
{
    m_folded = folded;
    showParts();
}

void SectionView::showParts()
{
    m_fold->setVisible(m_section.folded);
    m_fold->setIcon(
        icon(m_folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")));
    m_fold->setToolTip(m_folded ? tr("Show") : tr("Fold"));
    m_fold->setAccessibleName(QStringLiteral("%1: %2").arg(m_section.heading, m_fold->toolTip()));
    m_aside->setVisible(!m_section.aside.isEmpty());
    m_bar->setVisible(!m_folded && !m_section.bar.empty());
    m_histogram->setVisible(!m_folded && !m_section.histogram.empty());
    m_rows->setVisible(!m_folded && (!m_section.rows.empty() || !m_section.bar.empty()));
    m_note->setVisible(!m_folded && !m_section.note.isEmpty());
}

} // namespace views
