#include "app/workspace/outcomebar.h"

#include "app/workspace/windowactions.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QAction>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QToolButton>

namespace app {

OutcomeBar::OutcomeBar(QAction *circle, QAction *select, QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_remedy(new QLabel(this))
    , m_more(new QToolButton(this))
    , m_circle(new QToolButton(this))
    , m_select(new QToolButton(this))
    , m_selectKey(WindowActions::keyText(select))
    , m_goThere(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("outcomeBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_reason->setObjectName(QStringLiteral("outcomeReason"));
    m_reason->setTextFormat(Qt::RichText);
    m_reason->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_remedy->setProperty("tone", 2);
    m_remedy->setWordWrap(true);
    m_remedy->setText(
        tr("Step back from the end to see what led to it; the last lines of the output "
           "may tell more."));
    m_more->setObjectName(QStringLiteral("outcomeMore"));
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("Show the whole message"));
    m_more->setCheckable(true);
    m_more->setProperty("framed", true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_goThere->setText(tr("Go to the end"));
    m_goThere->setProperty("framed", true);
    m_goThere->setFocusPolicy(Qt::TabFocus);
    const auto offer = [](QToolButton *button, const char *name, QAction *action) {
        button->setObjectName(QLatin1String(name));
        button->setText(WindowActions::withKey(action->iconText(), action));
        button->setToolTip(action->toolTip());
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
    };
    offer(m_circle, "outcomeCircle", circle);
    offer(m_select, "outcomeSelect", select);
    connect(circle, &QAction::enabledChanged, m_circle, &QWidget::setVisible);
    m_close->setIcon(views::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Hide this message"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_reason);
    words->addWidget(m_remedy);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_glyph, 0, Qt::AlignTop);
    layout->addSpacing(4);
    layout->addLayout(words, 1);
    layout->addSpacing(4);
    for (QToolButton *button : {m_more, m_circle, m_select, m_goThere, m_close})
        layout->addWidget(button);
    connect(m_more, &QToolButton::toggled, this, &OutcomeBar::arrangeText);
    connect(m_goThere, &QToolButton::clicked, this, &OutcomeBar::goToEndRequested);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void OutcomeBar::showFailure(const QString &title, const QString &reason, bool hasSteps)
{
    m_circle->hide();
    m_select->hide();
    m_goThere->setVisible(hasSteps);
    m_hasRemedy = hasSteps;
    showText(QStringLiteral("failed"), reason.isEmpty() ? title : tr("%1:").arg(title), reason);
}

void OutcomeBar::showUnnoticed(const QStringList &sentences)
{
    constexpr qsizetype MostTold = 3;
    QStringList told = sentences.mid(0, MostTold);
    if (const auto left = static_cast<int>(sentences.size() - told.size()); left > 0)
        told += left == 1 ? tr("And one more.") : tr("And %n more.", nullptr, left);
    m_circle->hide();
    m_select->hide();
    m_goThere->hide();
    m_hasRemedy = false;
    showText(QStringLiteral("failed"), tr("Unnoticed by the program."),
             told.join(QLatin1Char(' ')));
}

void OutcomeBar::showDeadlock(const QString &title, const QString &reason, std::size_t tasks)
{
    m_select->setText(
        tasks == 1 ? tr("Select it (%1)").arg(m_selectKey)
                   : tr("Select the %n (%1)", nullptr, static_cast<int>(tasks)).arg(m_selectKey));
    m_select->show();
    m_goThere->hide();
    m_hasRemedy = false;
    showText(QStringLiteral("deadlock"), tr("%1.").arg(title), reason);
}

void OutcomeBar::setCompact(bool compact)
{
    m_compact = compact;
    arrangeText();
}

void OutcomeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        arrangeText();
}

void OutcomeBar::showText(const QString &icon, const QString &title, const QString &reason)
{
    m_title = title;
    m_text = reason;
    m_glyph->setPixmap(
        views::icon(icon, QPalette::BrightText).pixmap(QSize(20, 20), devicePixelRatio()));
    m_more->setChecked(false);
    show();
    arrangeText();
}

void OutcomeBar::arrangeText()
{
    const bool whole = !m_compact || m_more->isChecked();
    m_remedy->setVisible(m_hasRemedy && whole);
    m_more->setVisible(m_compact);
    m_reason->setWordWrap(whole);
    layout()->setAlignment(m_glyph, whole ? Qt::AlignTop : Qt::AlignVCenter);
    layout()->activate();
    QString text = m_text;
    if (!whole) {
        QFont bold = m_reason->font();
        bold.setBold(true);
        const double room
            = m_reason->width() - QFontMetricsF(bold).horizontalAdvance(m_title + QLatin1Char(' '));
        text = QFontMetricsF(m_reason->font()).elidedText(m_text, Qt::ElideRight, room);
        m_more->setVisible(m_hasRemedy || text != m_text);
    }
    m_reason->setText(
        QStringLiteral("<b>%1</b> %2").arg(m_title.toHtmlEscaped(), text.toHtmlEscaped()));
}

} // namespace app
