#include "views/output/outputpanel.h"

#include "views/model/onelinetext.h"
#include "views/output/outputmodel.h"
#include "views/output/outputview.h"
#include "views/style/filterfield.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace views {

OutputPanel::OutputPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new OutputModel(this))
    , m_header(new QWidget(this))
    , m_heading(new QLabel(tr("Output"), m_header))
    , m_count(new QLabel(m_header))
    , m_newest(new QLabel(m_header))
    , m_follow(new QCheckBox(tr("Follow cursor"), m_header))
    , m_copy(new QToolButton(m_header))
    , m_collapse(new QToolButton(m_header))
    , m_view(new OutputView(state, m_model, this))
    , m_filter(new FilterField(m_view, m_header))
{
    m_heading->setObjectName(QStringLiteral("panelTab"));
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_heading->setBuddy(m_view);
    m_count->setProperty("tone", 3);
    m_count->setFont(uiFont(12));
    m_newest->setFont(fixedFont(12));
    m_newest->setTextFormat(Qt::RichText);
    m_newest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_newest->hide();

    m_filter->setObjectName(QStringLiteral("outputFilter"));
    m_filter->setPlaceholderText(tr("Filter output"));
    m_filter->setAccessibleName(tr("Show only lines that contain this text"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(220);
    m_follow->setObjectName(QStringLiteral("followCursor"));
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Scroll so that the cursor stays in sight"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy the selected lines, or all"));
    m_copy->setAccessibleName(tr("Copy output"));
    m_copy->setObjectName(QStringLiteral("copyOutput"));
    m_collapse->setObjectName(QStringLiteral("collapseOutput"));
    for (QToolButton *button : {m_copy, m_collapse}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }

    auto *header = new QHBoxLayout(m_header);
    header->setContentsMargins(16, 0, 8, 0);
    header->setSpacing(12);
    header->addWidget(m_heading);
    header->addWidget(m_count);
    header->addWidget(m_newest, 1);
    header->addStretch(0);
    header->addWidget(m_filter);
    header->addWidget(m_follow);
    header->addWidget(m_copy);
    header->addWidget(m_collapse);
    m_header->setObjectName(QStringLiteral("panelHeader"));
    m_header->setAttribute(Qt::WA_StyledBackground);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_view, 1);

    auto *copyAction = new QAction(tr("Copy Lines"), m_view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copyAction);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    connect(copyAction, &QAction::triggered, this, &OutputPanel::copy);
    connect(m_copy, &QToolButton::clicked, this, &OutputPanel::copy);
    connect(m_follow, &QCheckBox::toggled, m_view, &OutputView::setFollowing);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        showCount();
    });
    connect(m_collapse, &QToolButton::clicked, this,
            [this] { Q_EMIT collapseRequested(!m_collapsed); });
    connect(m_model, &OutputModel::lineCountChanged, this, &OutputPanel::showCount);
    connect(m_model, &OutputModel::lineCountChanged, this, &OutputPanel::showNewest);
    connect(state, &ViewState::cursorChanged, this, &OutputPanel::showNewest);

    showCount();
    setCollapsed(false);
    m_header->setFixedHeight(collapsedHeight());
}

void OutputPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    m_model->setDocument(std::move(document));
    showCount();
    showNewest();
}

void OutputPanel::setTheme(const Theme &theme)
{
    m_theme = &theme;
    m_view->setTheme(theme);
    showNewest();
}

void OutputPanel::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    m_view->setVisible(!collapsed);
    for (QWidget *widget : {static_cast<QWidget *>(m_filter), static_cast<QWidget *>(m_follow),
                            static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_count)})
        widget->setVisible(!collapsed);
    m_newest->setVisible(collapsed);
    m_collapse->setIcon(
        icon(collapsed ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    m_collapse->setToolTip(collapsed ? tr("Show the output") : tr("Collapse to one line"));
    m_collapse->setAccessibleName(m_collapse->toolTip());
    setMaximumHeight(collapsed ? collapsedHeight() : QWIDGETSIZE_MAX);
    setMinimumHeight(collapsed ? collapsedHeight() : collapsedHeight() + 3 * m_view->rowHeight());
    showNewest();
}

int OutputPanel::collapsedHeight() const
{
    return std::max(36, m_filter->sizeHint().height() + 8);
}

bool OutputPanel::isFollowingCursor() const
{
    return m_follow->isChecked();
}

void OutputPanel::setFollowingCursor(bool following)
{
    m_follow->setChecked(following);
}

void OutputPanel::copy()
{
    QString text = m_view->selectedText();
    if (text.isEmpty()) {
        for (int row = 0; row < m_model->rowCount(); ++row)
            text += m_model->textOf(row) + QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

void OutputPanel::showCount()
{
    const QString all = lineCountText(m_model->lineCount());
    m_count->setText(m_model->filter().isEmpty()
                         ? all
                         : tr("%1 of %2", "so many of so many lines")
                               .arg(numberText(qint64{m_model->rowCount()}), all));
}

void OutputPanel::showNewest()
{
    if (!m_collapsed)
        return;
    const int past = m_model->rowsBefore(m_state->cursor().records);
    if (past == 0) {
        m_newest->setText(QString());
        return;
    }
    const trace::TaskId task = m_model->taskOf(past - 1);
    const QColor identity = task == trace::TaskId::None
        ? m_theme->text1
        : m_theme->identity(static_cast<std::size_t>(task));
    m_newest->setText(
        QStringLiteral(
            "<span style='color:%1'>%2</span>&nbsp;&nbsp;<span style='color:%3'>▎%4</span>")
            .arg(m_theme->text3.name(), bareTimeText(m_model->timeOf(past - 1)), identity.name(),
                 oneLine(m_model->textOf(past - 1)).toHtmlEscaped()));
}

} // namespace views
