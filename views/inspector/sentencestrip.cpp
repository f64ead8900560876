#include "views/inspector/sentencestrip.h"

#include "views/analysis/wakeafter.h"
#include "views/inspector/richlabel.h"
#include "views/model/rundocument.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"
#include "views/words/inspectiontext.h"
#include "views/words/objectpage.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace views {

namespace {

constexpr int LeastHeight = 46;
constexpr int GlyphRoom = 40;
constexpr int Padding = 6;
constexpr int UsualLines = 2;

} // namespace

SentenceStrip::SentenceStrip(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_sentence(richLabel(this, uiFont(13)))
    , m_site(richLabel(this, fixedFont(12)))
    , m_nextWake(new QToolButton(this))
{
    setObjectName(QStringLiteral("sentenceStrip"));
    setAttribute(Qt::WA_StyledBackground);
    m_sentence->setObjectName(QStringLiteral("stripSentence"));
    m_site->setObjectName(QStringLiteral("stripSite"));
    m_site->setWordWrap(false);
    m_site->setProperty("tone", 2);
    m_nextWake->setText(tr("Next wake"));
    m_nextWake->setToolTip(tr("Go to where it is woken next"));
    m_nextWake->setObjectName(QStringLiteral("stripNextWake"));
    m_nextWake->setProperty("framed", true);
    m_nextWake->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(GlyphRoom, Padding, 12, Padding);
    layout->setSpacing(12);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_site);
    layout->addWidget(m_nextWake);

    for (const QLabel *links : {m_sentence, m_site})
        connect(links, &QLabel::linkActivated, this, [this](const QString &href) {
            if (const auto place = followLink(m_state, href))
                Q_EMIT placeRequested(*place);
        });
    connect(m_nextWake, &QToolButton::clicked, this, &SentenceStrip::nextWakeRequested);
    connect(state, &ViewState::moved, this, &SentenceStrip::update);
    setMinimumHeight(usualHeight());
    hide();
}

SentenceStrip::~SentenceStrip() = default;

void SentenceStrip::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &SentenceStrip::update);
    update();
}

void SentenceStrip::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

int SentenceStrip::usualHeight() const
{
    return std::max(LeastHeight,
                    UsualLines * m_sentence->fontMetrics().lineSpacing() + 2 * Padding);
}

void SentenceStrip::addButton(QToolButton *button)
{
    layout()->addWidget(button);
}

void SentenceStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawGlyph(painter, m_glyph, QPointF(GlyphRoom / 2.0 + 2, height() / 2.0), 16, m_theme.hatch,
              1.35, m_theme.panel);
}

void SentenceStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    update();
}

void SentenceStrip::update()
{
    if (isHidden())
        return;
    const auto known = [](const auto &id, std::size_t count) {
        return id && static_cast<std::size_t>(*id) < count;
    };
    const auto task = m_state->selectedTask();
    const auto object = m_state->selectedObject();
    const bool ofTask = m_document && known(task, m_document->model().taskCount());
    const bool ofObject = m_document && known(object, m_document->trace().objects().size());
    m_nextWake->setVisible(ofTask);
    if (ofTask)
        showTask(*task);
    else if (ofObject)
        showObject(*object);
    else
        showNothing();
    QWidget::update();
}

void SentenceStrip::showTask(trace::TaskId task)
{
    const RunModel &model = m_document->model();
    const Position cursor = m_state->cursor();
    const Wake wake = wakeAfter(model, task, cursor.records);
    m_nextWake->setEnabled(wake.by != Wake::By::Nobody && wake.record >= cursor.records);
    const World world = worldAt(model, std::min(cursor.records, model.records()));
    const Inspection inspection = inspect(model, world, cursor.time, task, m_document->goesOn());
    say(inspection.name, inspection.sentence,
        inspection.waitsOn.empty() ? QString() : inspection.waitsOn.front().place);
    const std::size_t segment = model.track(task).segmentAfter(world.records);
    m_glyph = segment == TaskTrack::None ? Glyph::None : glyphOf(model, {task, segment});
}

void SentenceStrip::showObject(trace::ObjectId object)
{
    const RunModel &model = m_document->model();
    const World world = worldAt(model, std::min(m_state->cursor().records, model.records()));
    const InspectionPage page = objectPage(model, world, object, nullptr, nullptr);
    say(page.name, page.sentence, {});
    m_glyph = Glyph::None;
}

void SentenceStrip::showNothing()
{
    m_sentence->setText(
        QStringLiteral("<span style='color: %1'>%2</span>")
            .arg(m_theme.text2.name(),
                 tr("Nothing is selected. A click on a bar or a name tells here why it waits, and "
                    "who wakes it.")));
    m_site->hide();
    m_glyph = Glyph::None;
}

void SentenceStrip::say(const QString &name, const QString &sentence, const QString &place)
{
    m_sentence->setText(
        linksIn(QStringLiteral("<b>%1</b>: %2").arg(name.toHtmlEscaped(), sentence), m_theme));
    m_site->setText(linksIn(place, m_theme));
    m_site->setVisible(!place.isEmpty());
}

} // namespace views
