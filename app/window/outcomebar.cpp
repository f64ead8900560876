#include "app/window/outcomebar.h"

#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/durationtext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace app {

OutcomeBar::OutcomeBar(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_remedy(new QLabel(this))
    , m_goThere(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("outcomeBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_reason->setObjectName(QStringLiteral("outcomeReason"));
    m_reason->setFont(views::uiFont(13, QFont::Bold));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_remedy->setProperty("tone", 2);
    m_remedy->setWordWrap(true);
    m_goThere->setText(tr("Go to the end"));
    m_goThere->setProperty("framed", true);
    m_goThere->setFocusPolicy(Qt::TabFocus);
    m_close->setIcon(views::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Hide this message"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_reason);
    words->addWidget(m_remedy);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(12);
    layout->addWidget(m_glyph, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(m_goThere);
    layout->addWidget(m_close);
    connect(m_goThere, &QToolButton::clicked, this, &OutcomeBar::goToEndRequested);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void OutcomeBar::showOutcome(trace::Outcome outcome, trace::Time time, const QString &message)
{
    const bool deadlock = outcome == trace::Outcome::Deadlocked;
    const QString what = deadlock ? tr("Deadlock at %1").arg(views::instantText(time))
                                  : tr("The run failed at %1").arg(views::instantText(time));
    // The message on a deadlock says when and why by itself.
    m_reason->setText(message.isEmpty() ? what
                          : deadlock    ? message
                                        : tr("%1: %2").arg(what, message));
    m_remedy->setText(
        deadlock ? tr("They wait for ever. Step back from the end to see how each of them has come "
                      "to that.")
                 : tr("Step back from the end to see what led to it; the last lines of the output "
                      "may tell more."));
    m_glyph->setPixmap(views::icon(deadlock ? QStringLiteral("deadlock") : QStringLiteral("failed"),
                                   QPalette::BrightText)
                           .pixmap(QSize(20, 20), devicePixelRatio()));
    show();
}

} // namespace app
