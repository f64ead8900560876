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
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace views {

OutputPanel::OutputPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new OutputModel(this))
    , m_tools(new QWidget(this))
    , m_count(new QLabel(m_tools))
    , m_newest(new QLabel(this))
    , m_follow(new QCheckBox(tr("Follow cursor"), m_tools))
    , m_copy(new QToolButton(m_tools))
    , m_view(new OutputView(state, m_model, this))
    , m_filter(new FilterField(m_view, m_tools))
{
    setObjectName(QStringLiteral("outputPanel"));
    m_count->setProperty("tone", 3);
    m_count->setFont(uiFont(12));
    m_newest->setFont(fixedFont(12));
    m_newest->setTextFormat(Qt::RichText);
    m_newest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_newest->setObjectName(QStringLiteral("newestLine"));
    m_newest->installEventFilter(this);
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
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::TabFocus);

    auto *tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(12);
    tools->addWidget(m_count);
    tools->addWidget(m_filter);
    tools->addWidget(m_follow);
    tools->addWidget(m_copy);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
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
    connect(m_model, &OutputModel::lineCountChanged, this, &OutputPanel::showCount);
    connect(m_model, &OutputModel::lineCountChanged, this, &OutputPanel::showNewest);
    connect(state, &ViewState::cursorChanged, this, &OutputPanel::showNewest);

    showCount();
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

QWidget *OutputPanel::newestLine() const
{
    return m_newest;
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

bool OutputPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_newest && (event->type() == QEvent::Show || event->type() == QEvent::Resize))
        showNewest();
    return QWidget::eventFilter(watched, event);
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
    if (!m_newest->isVisible())
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
    const QString place = m_model->placeOf(past - 1);
    const QFontMetrics metrics = m_newest->fontMetrics();
    const int before = metrics.horizontalAdvance(place + QStringLiteral("  ▎"));
    const QString line = metrics.elidedText(oneLine(m_model->textOf(past - 1)), Qt::ElideRight,
                                            m_newest->width() - before);
    m_newest->setText(
        QStringLiteral(
            "<span style='color:%1'>%2</span>&nbsp;&nbsp;<span style='color:%3'>▎%4</span>")
            .arg(m_theme->text3.name(), place, identity.name(), line.toHtmlEscaped()));
}

} // namespace views
