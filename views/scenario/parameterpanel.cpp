#include "views/scenario/parameterpanel.h"

#include "views/scenario/parametereditor.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace views {

namespace {

// Slower than a key that repeats, faster than a second thought.
constexpr std::chrono::milliseconds GesturePause{700};

} // namespace

ParameterPanel::ParameterPanel(QWidget *parent)
    : QWidget(parent)
    , m_outer(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_header(new QWidget(this))
    , m_heading(new QLabel(tr("Parameters"), m_header))
    , m_reset(new QToolButton(m_header))
    , m_scroll(new QScrollArea(this))
{
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_reset->setIcon(icon(QStringLiteral("restart")));
    m_reset->setToolTip(tr("Back to the defaults"));
    m_reset->setAccessibleName(tr("Reset the parameters to their defaults"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_reset->setObjectName(QStringLiteral("resetParameters"));
    connect(m_reset, &QToolButton::clicked, this, &ParameterPanel::reset);

    auto *header = new QHBoxLayout(m_header);
    header->addWidget(m_heading, 1);
    header->addWidget(m_reset);

    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_outer->setSpacing(0);
    m_outer->addWidget(m_header);
    m_outer->addWidget(m_scroll, 1);
    rebuild();
}

void ParameterPanel::setArguments(const scenario::Arguments &arguments)
{
    if (arguments == m_arguments)
        return;
    const bool sameScenario = m_arguments && &m_arguments->scenario() == &arguments.scenario();
    m_arguments = arguments;
    m_lastEdited = nullptr;
    if (sameScenario) {
        for (ParameterEditor *editor : m_editors)
            editor->setValue(arguments.value(editor->parameter().name));
    } else {
        m_previous.reset();
        rebuild();
    }
    showResettable();
}

void ParameterPanel::setPrevious(const std::optional<scenario::Arguments> &previous)
{
    m_previous = previous;
    const bool comparable
        = previous && m_arguments && &previous->scenario() == &m_arguments->scenario();
    for (ParameterEditor *editor : m_editors) {
        if (comparable)
            editor->setPrevious(previous->value(editor->parameter().name));
        else
            editor->setPrevious(std::nullopt);
    }
}

void ParameterPanel::setStrip(bool strip)
{
    if (strip == m_strip)
        return;
    m_strip = strip;
    arrange();
}

ParameterEditor *ParameterPanel::editor(const std::string &parameter) const
{
    const auto found
        = std::find_if(m_editors.begin(), m_editors.end(), [&](const ParameterEditor *editor) {
              return editor->parameter().name == parameter;
          });
    return found == m_editors.end() ? nullptr : *found;
}

QSize ParameterPanel::sizeHint() const
{
    const QSize list = m_list->sizeHint();
    const QSize header = m_header->sizeHint();
    if (m_strip)
        return {list.width() + header.width(), 40};
    return {std::max(list.width(), 240), header.height() + list.height()};
}

QSize ParameterPanel::minimumSizeHint() const
{
    return m_strip ? QSize(200, 40) : QSize(200, 120);
}

void ParameterPanel::reset()
{
    if (!m_arguments)
        return;
    const scenario::Arguments defaults(m_arguments->scenario());
    if (defaults == *m_arguments)
        return;
    ++m_gesture;
    setArguments(defaults);
    Q_EMIT argumentsChanged(defaults);
}

void ParameterPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitStrip();
}

void ParameterPanel::rebuild()
{
    m_editors.clear();
    m_list = new QWidget;
    m_list->setObjectName(QStringLiteral("parameterList"));
    if (m_arguments) {
        for (const scenario::Parameter &parameter : m_arguments->scenario().parameters) {
            auto *editor = new ParameterEditor(parameter, m_list);
            editor->setValue(m_arguments->value(parameter.name));
            connect(editor, &ParameterEditor::edited, this, [this, editor] { readEditor(editor); });
            connect(editor, &ParameterEditor::grabbed, this, [this] { m_lastEdited = nullptr; });
            m_editors.push_back(editor);
        }
    }
    m_scroll->setWidget(m_list);
    arrange();
}

void ParameterPanel::arrange()
{
    delete m_list->layout();
    auto *layout
        = new QBoxLayout(m_strip ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, m_list);
    for (ParameterEditor *editor : m_editors) {
        editor->setStrip(m_strip);
        layout->addWidget(editor);
    }
    layout->addStretch(1);
    if (m_strip) {
        layout->setContentsMargins(8, 0, 8, 0);
        layout->setSpacing(24);
        m_outer->setDirection(QBoxLayout::RightToLeft);
        m_header->layout()->setContentsMargins(4, 4, 8, 4);
        m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else {
        layout->setContentsMargins(12, 4, 12, 12);
        layout->setSpacing(12);
        m_outer->setDirection(QBoxLayout::TopToBottom);
        m_header->layout()->setContentsMargins(12, 8, 8, 4);
        m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    }
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_heading->setVisible(!m_strip);
    m_outer->setContentsMargins(0, 0, 0, 0);
    updateGeometry();
    fitStrip();
}

void ParameterPanel::fitStrip()
{
    if (!m_strip)
        return;
    int room = m_scroll->width() - 24;
    std::vector<ParameterEditor *> withSlider;
    for (ParameterEditor *editor : m_editors) {
        editor->setSliderShown(false);
        room -= editor->sizeHint().width() + 24;
    }
    for (ParameterEditor *editor : m_editors) {
        constexpr int SliderWidth = 104 + 8;
        if (!editor->hasSlider() || room < SliderWidth)
            continue;
        room -= SliderWidth;
        editor->setSliderShown(true);
    }
}

void ParameterPanel::readEditor(ParameterEditor *changed)
{
    const bool sameGesture = m_lastEdited == changed
        && (changed->isDragging() || !m_sinceEdit.hasExpired(GesturePause.count()));
    if (!sameGesture)
        ++m_gesture;
    m_lastEdited = changed;
    m_sinceEdit.start();
    try {
        m_arguments->set(changed->parameter().name, scenario::toText(changed->value()));
    } catch (const scenario::ArgumentError &error) {
        // A half-typed list is no list yet: the last good one stands until it is.
        changed->setProblem(QString::fromUtf8(error.what()));
        return;
    }
    changed->setProblem(QString());
    showResettable();
    const scenario::Arguments arguments = *m_arguments;
    Q_EMIT argumentsChanged(arguments);
}

void ParameterPanel::showResettable()
{
    m_reset->setEnabled(m_arguments
                        && *m_arguments != scenario::Arguments(m_arguments->scenario()));
}

} // namespace views
