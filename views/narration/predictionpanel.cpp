#include "views/narration/predictionpanel.h"

#include "views/narration/choicelist.h"
#include "views/style/glyph.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace views {

namespace {

constexpr int GlyphSize = 18;

QLabel *label(QWidget *parent, const char *name, const QFont &font)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QToolButton *button(QWidget *parent, const char *name, const QString &text, const QString &help)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(help);
    button->setProperty("framed", true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QPixmap picture(Glyph glyph, const QColor &color, double ratio)
{
    QPixmap pixmap(QSize(GlyphSize, GlyphSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, glyph, {GlyphSize / 2.0, GlyphSize / 2.0}, GlyphSize - 4, color, 1.6);
    return pixmap;
}

} // namespace

PredictionPanel::PredictionPanel(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel(this))
    , m_title(label(this, "predictionTitle", uiFont(14, QFont::Bold)))
    , m_detail(label(this, "predictionDetail", uiFont(13)))
    , m_text(label(this, "predictionText", uiFont(13)))
    , m_textArea(new QScrollArea(this))
    , m_score(label(this, "predictionScore", uiFont(12)))
    , m_choices(new ChoiceList(this))
    , m_reset(new QToolButton(this))
    , m_skip(button(this, "skipQuestion", tr("Skip"), tr("See what happens, uncounted (Esc)")))
    , m_goOn(button(this, "goOnPredicting", tr("Go on"), tr("To the next question (Enter)")))
{
    setObjectName(QStringLiteral("predictionPanel"));
    setAttribute(Qt::WA_StyledBackground);
    m_detail->setProperty("tone", 2);
    m_score->setProperty("tone", 2);
    m_score->setWordWrap(false);
    m_reset->setObjectName(QStringLiteral("resetPredictionScore"));
    m_reset->setIcon(icon(QStringLiteral("restart")));
    m_reset->setToolTip(tr("Count from 0 again"));
    m_reset->setAccessibleName(m_reset->toolTip());
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::TabFocus);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_glyph, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    head->addWidget(m_score, 0, Qt::AlignTop);
    head->addWidget(m_reset, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_skip);
    foot->addWidget(m_goOn);
    foot->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 12, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_detail);
    layout->addWidget(m_choices, 1);
    layout->addWidget(m_textArea, 1);
    layout->addLayout(foot);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_textArea->setFrameShape(QFrame::NoFrame);
    m_textArea->setWidgetResizable(true);
    m_textArea->setFocusPolicy(Qt::NoFocus);
    m_textArea->setWidget(m_text);

    connect(m_choices, &ChoiceList::chosen, this, &PredictionPanel::chosen);
    connect(m_skip, &QToolButton::clicked, this, &PredictionPanel::skipped);
    connect(m_goOn, &QToolButton::clicked, this, &PredictionPanel::goneOn);
    connect(m_reset, &QToolButton::clicked, this, &PredictionPanel::resetRequested);
    setPage({});
}

void PredictionPanel::setPage(const PredictionPage &page)
{
    using Stage = PredictionPage::Stage;
    m_page = page;
    m_title->setText(page.title);
    m_detail->setText(page.detail);
    m_detail->setVisible(!page.detail.isEmpty());
    m_score->setText(page.score);
    m_score->setVisible(!page.score.isEmpty());
    m_reset->setVisible(!page.score.isEmpty());
    m_choices->setChoices(page.choices);
    m_choices->setAccessibleName(
        page.detail.isEmpty() ? page.title : QStringLiteral("%1 %2").arg(page.detail, page.title));
    m_choices->setVisible(page.stage == Stage::Asked);
    m_skip->setVisible(page.stage == Stage::Asked);
    m_goOn->setVisible(page.stage == Stage::Answered);
    // For those who do not see it: what has the focus says it all.
    m_goOn->setAccessibleName(
        (QStringList{page.title} + page.reasons + page.story + QStringList{m_goOn->text()})
            .join(u' '));
    showText();
}

void PredictionPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_choices->setTheme(theme);
    showText();
}

void PredictionPanel::takeFocus()
{
    if (m_page.stage == PredictionPage::Stage::Asked)
        m_choices->setFocus(Qt::OtherFocusReason);
    else if (m_page.stage == PredictionPage::Stage::Answered)
        m_goOn->setFocus(Qt::OtherFocusReason);
}

void PredictionPanel::showText()
{
    const bool judged = m_page.stage == PredictionPage::Stage::Answered && !m_page.isSkipped;
    m_glyph->setVisible(judged);
    if (judged)
        m_glyph->setPixmap(picture(m_page.isRight ? Glyph::Tick : Glyph::Cross,
                                   m_page.isRight ? m_theme.done : m_theme.failed,
                                   devicePixelRatioF()));
    const QStringList paragraphs = m_page.reasons + m_page.story;
    m_text->setText(paragraphs.join(u'\n'));
    m_textArea->setVisible(m_page.stage != PredictionPage::Stage::Asked);
}

void PredictionPanel::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && m_page.stage == PredictionPage::Stage::Asked)
        Q_EMIT skipped();
    else if (enter && m_page.stage == PredictionPage::Stage::Answered)
        Q_EMIT goneOn();
    else
        QWidget::keyPressEvent(event);
}

} // namespace views
