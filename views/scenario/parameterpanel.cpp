#include "views/scenario/parameterpanel.h"

#include "views/scenario/parametereditor.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>

namespace views {

namespace {

// Slower than a key that repeats, faster than a second thought.
constexpr std::chrono::milliseconds GesturePause{700};
constexpr int MoverWidth = 24;

} // namespace

ParameterPanel::ParameterPanel(QWidget *parent)
    : QWidget(parent)
    , m_outer(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_header(new QWidget(this))
    , m_heading(new QLabel(tr("Parameters"), m_header))
    , m_vary(new QToolButton(m_header))
    , m_reset(new QToolButton(m_header))
    , m_further(addMover(QStringLiteral("chevron-right"), tr("Further parameters"), 1))
    , m_scroll(new QScrollArea(this))
    , m_earlier(addMover(QStringLiteral("chevron-left"), tr("Earlier parameters"), -1))
{
    m_heading->setFont(uiFont(13, QFont::Bold));
    m_reset->setIcon(icon(QStringLiteral("restart")));
    m_reset->setToolTip(tr("Back to the defaults"));
    m_reset->setAccessibleName(tr("Reset the parameters to their defaults"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_reset->setObjectName(QStringLiteral("resetParameters"));
    connect(m_reset, &QToolButton::clicked, this, &ParameterPanel::reset);

    m_vary->setProperty("framed", true);
    m_vary->setFocusPolicy(Qt::TabFocus);
    m_vary->setAccessibleName(tr("What the scenario is there to show"));
    m_vary->setObjectName(QStringLiteral("variation"));
    m_vary->setFont(uiFont(12));
    connect(m_vary, &QToolButton::clicked, this, &ParameterPanel::vary);

    auto *header = new QHBoxLayout(m_header);
    header->addWidget(m_heading, 1);
    header->addWidget(m_vary);
    header->addWidget(m_reset);

    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_outer->setSpacing(0);
    m_outer->addWidget(m_header);
    m_outer->addWidget(m_further);
    m_outer->addWidget(m_scroll, 1);
    m_outer->addWidget(m_earlier);
    m_scroll->viewport()->installEventFilter(this);
    // The scroll area itself follows Tab only from one of its own to the next.
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, QWidget *now) {
        if (now != nullptr && m_list != nullptr && m_list->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now);
    });
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
            &ParameterPanel::showMovers);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::valueChanged, this,
            &ParameterPanel::showMovers);
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

void ParameterPanel::setRunning(bool running)
{
    m_running = running;
    for (ParameterEditor *editor : m_editors)
        editor->setActing(running && editor->parameter().live);
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

bool ParameterPanel::isVaried() const
{
    const scenario::Variation &variation = m_arguments->scenario().variation;
    scenario::Arguments varied = *m_arguments;
    varied.set(variation.parameter, variation.value);
    return varied == *m_arguments;
}

void ParameterPanel::vary()
{
    const scenario::Variation &variation = m_arguments->scenario().variation;
    scenario::Arguments wanted = *m_arguments;
    wanted.set(variation.parameter,
               isVaried()
                   ? scenario::toText(m_arguments->scenario().find(variation.parameter)->initial)
                   : variation.value);
    ++m_gesture;
    setArguments(wanted);
    Q_EMIT argumentsChanged(wanted);
}

void ParameterPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

void ParameterPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitStrip();
}

bool ParameterPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (m_strip && watched == m_scroll->viewport() && event->type() == QEvent::Wheel) {
        const QPoint turned = static_cast<QWheelEvent *>(event)->angleDelta();
        moveStrip(-(turned.x() != 0 ? turned.x() : turned.y()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ParameterPanel::rebuild()
{
    m_editors.clear();
    m_list = new QWidget;
    m_list->setObjectName(QStringLiteral("parameterList"));
    if (m_arguments) {
        for (const scenario::Parameter &parameter : m_arguments->scenario().parameters) {
            if (!parameter.inPanel)
                continue;
            auto *editor = new ParameterEditor(parameter, m_list);
            editor->setValue(m_arguments->value(parameter.name));
            connect(editor, &ParameterEditor::edited, this, [this, editor] { readEditor(editor); });
            connect(editor, &ParameterEditor::grabbed, this, [this] { m_lastEdited = nullptr; });
            editor->setActing(m_running && parameter.live);
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

QToolButton *ParameterPanel::addMover(const QString &iconName, const QString &help, int direction)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setObjectName(direction > 0 ? QStringLiteral("furtherParameters")
                                        : QStringLiteral("earlierParameters"));
    button->setFocusPolicy(Qt::NoFocus); // Tab goes to the parameters themselves
    button->setAutoRepeat(true);
    button->setFixedWidth(MoverWidth);
    button->hide();
    connect(button, &QToolButton::clicked, this,
            [this, direction] { moveStrip(direction * m_scroll->viewport()->width() / 2); });
    return button;
}

void ParameterPanel::moveStrip(int pixels)
{
    QScrollBar *bar = m_scroll->horizontalScrollBar();
    bar->setValue(bar->value() + pixels);
}

void ParameterPanel::showMovers()
{
    const QScrollBar *bar = m_scroll->horizontalScrollBar();
    m_earlier->setEnabled(bar->value() > bar->minimum());
    m_further->setEnabled(bar->value() < bar->maximum());
}

void ParameterPanel::fitStrip()
{
    if (!m_strip) {
        m_earlier->hide();
        m_further->hide();
        return;
    }
    constexpr int SliderWidth = 104 + 8;
    int room = width() - m_header->sizeHint().width() - 16;
    for (const ParameterEditor *editor : m_editors)
        room -= editor->sizeHint().width() - (editor->showsSlider() ? SliderWidth : 0) + 24;
    room += m_editors.empty() ? 0 : 24; // none after the last
    m_earlier->setVisible(room < 0);
    m_further->setVisible(room < 0);
    showMovers();
    for (ParameterEditor *editor : m_editors) {
        // Not hidden in between: it would lose the keyboard.
        const bool shown = editor->hasSlider() && room >= SliderWidth;
        room -= shown ? SliderWidth : 0;
        editor->setSliderShown(shown);
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
    const bool varies = m_arguments && !m_arguments->scenario().variation.title.empty();
    m_vary->setVisible(varies);
    if (varies) {
        const scenario::Variation &variation = m_arguments->scenario().variation;
        m_vary->setText(QString::fromStdString(isVaried() ? variation.back : variation.title));
        m_vary->setAccessibleName(m_vary->text());
        fitStrip();
    }
    m_reset->setEnabled(m_arguments
                        && *m_arguments != scenario::Arguments(m_arguments->scenario()));
}

} // namespace views
