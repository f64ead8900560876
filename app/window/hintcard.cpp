#include "app/window/hintcard.h"

#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace app {

namespace {

constexpr int CardWidth = 232;

} // namespace

HintCard::HintCard(int number, const QString &title, const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_titleText(title)
    , m_moreText(text)
    , m_title(new QLabel(this))
    , m_more(new QLabel(text, this))
{
    setObjectName(QStringLiteral("hintCard"));
    setAttribute(Qt::WA_StyledBackground);
    auto *disc = new QLabel(QString::number(number), this);
    disc->setObjectName(QStringLiteral("hintNumber"));
    disc->setFont(views::uiFont(11, QFont::Bold));
    disc->setAlignment(Qt::AlignCenter);
    disc->setFixedSize(18, 18);
    m_more->setFont(views::uiFont(12));
    m_more->setWordWrap(true);
    m_more->setProperty("tone", 2);
    auto *close = new QToolButton(this);
    close->setIcon(views::icon(QStringLiteral("close")));
    close->setIconSize({12, 12});
    close->setFixedSize(20, 20);
    close->setToolTip(tr("Hide this hint"));
    close->setAccessibleName(close->toolTip());
    close->setFocusPolicy(Qt::TabFocus);
    connect(close, &QToolButton::clicked, this, &HintCard::closed);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_more);
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(disc, 0, text.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(close, 0, text.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    setOneLine(text.isEmpty());
}

void HintCard::setOneLine(bool oneLine)
{
    layout()->setContentsMargins(oneLine ? QMargins(6, 3, 4, 3) : QMargins(10, 10, 8, 10));
    m_more->setVisible(!oneLine);
    layout()->invalidate();
    m_title->setFont(oneLine ? views::uiFont(12) : views::uiFont(13, QFont::Bold));
    m_title->setText(oneLine && !m_moreText.isEmpty()
                         ? tr("%1: %2", "a hint and more about it").arg(m_titleText, m_moreText)
                         : m_titleText);
    setAccessibleName(m_titleText + QLatin1Char(' ') + m_moreText);
    if (oneLine)
        setFixedSize(layout()->sizeHint());
    else
        setFixedSize(CardWidth, layout()->totalHeightForWidth(CardWidth));
}

} // namespace app
