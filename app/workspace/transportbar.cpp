#include "app/workspace/transportbar.h"

#include "app/workspace/speedcontrol.h"
#include "views/style/segmentedswitch.h"
#include "views/style/typography.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace app {

namespace {

constexpr int BarHeight = 44;
constexpr int ButtonSize = 32;
constexpr int Sparsest = 3;

} // namespace

TransportBar::TransportBar(const TransportActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_time(new QLabel(this))
    , m_place(new QLabel(this))
    , m_speed(new SpeedControl(actions.slower, actions.faster, this))
    , m_clockWord(new QLabel(tr("Clock"), this))
    , m_clock(new views::SegmentedSwitch(tr("Clock"), this))
    , m_axisWord(new QLabel(tr("Axis"), this))
    , m_axis(new views::SegmentedSwitch(tr("Axis"), this))
{
    setObjectName(QStringLiteral("transportBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(std::max(BarHeight, fontMetrics().height() * 2 + 8));
    auto *layout = new QHBoxLayout(this);
    // The bar fits itself to its width, so its contents must not hold the window open.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->setContentsMargins(8, 0, 12, 0);
    layout->setSpacing(4);

    layout->addWidget(addButton(actions.restart));
    layout->addWidget(addButton(actions.stepBack));
    m_toggle = addButton(actions.toggle);
    m_toggle->setProperty("primary", true);
    layout->addWidget(m_toggle);
    layout->addWidget(addButton(actions.step));
    layout->addWidget(addButton(actions.toEnd));
    layout->addWidget(addLine());

    m_time->setObjectName(QStringLiteral("timeReadOut"));
    m_time->setAccessibleName(tr("Place of the cursor"));
    m_time->setFont(views::uiFont(16, QFont::Bold));
    m_place->setObjectName(QStringLiteral("stepReadOut"));
    m_place->setFont(views::uiFont(11));
    m_place->setProperty("tone", 2);
    auto *readOut = new QVBoxLayout;
    readOut->setSpacing(0);
    readOut->addStretch(1);
    readOut->addWidget(m_time);
    readOut->addWidget(m_place);
    readOut->addStretch(1);
    layout->addLayout(readOut);
    layout->addWidget(addLine());
    layout->addWidget(m_speed);
    layout->addWidget(addLine());

    m_clock->addSegment(tr("Virtual"),
                        tr("Simulate the whole program at once; time jumps over every wait"),
                        QStringLiteral("clockVirtual"));
    m_clock->addSegment(tr("Real"), tr("Run the program as the wall clock does, times the speed"),
                        QStringLiteral("clockReal"));
    m_axis->addSegment(tr("Clock"), tr("The axis counts time"), QStringLiteral("axisClock"));
    m_axis->addSegment(tr("Steps"),
                       tr("The axis counts task steps, which opens up every single instant"),
                       QStringLiteral("axisSteps"));
    for (QLabel *word : {m_clockWord, m_axisWord})
        word->setProperty("tone", 2);
    layout->addWidget(m_clockWord);
    layout->addSpacing(4);
    layout->addWidget(m_clock);
    layout->addSpacing(16);
    layout->addWidget(m_axisWord);
    layout->addSpacing(4);
    layout->addWidget(m_axis);
    layout->addStretch(1);

    m_export = addButton(actions.exportPicture);
    m_export->setProperty("framed", true);
    layout->addWidget(m_export);

    connect(m_clock, &views::SegmentedSwitch::chosen, this, [this](int index) {
        Q_EMIT clockChosen(index == 0 ? engine::qt::ClockKind::Virtual
                                      : engine::qt::ClockKind::Real);
    });
    connect(m_axis, &views::SegmentedSwitch::chosen, this, [this](int index) {
        Q_EMIT axisChosen(index == 0 ? views::AxisKind::Clock : views::AxisKind::Steps);
    });
    reserveReadOut(QStringLiteral("88:88:88.888"),
                   tr("step %1 of %1 · turn %1").arg(QStringLiteral("88 888")));
    setReadOut(QStringLiteral("0.000 s"), QString());
    setDensity(0);
}

void TransportBar::setReadOut(const QString &time, const QString &place)
{
    m_time->setText(time);
    m_place->setText(place);
    m_place->setAccessibleName(place);
    reserveReadOut(time, place);
}

void TransportBar::reserveReadOut(const QString &time, const QString &place)
{
    // Room only ever grows, and that of a day and 88 888 steps is there from the beginning.
    const int wanted = std::max(m_time->fontMetrics().horizontalAdvance(time),
                                m_place->fontMetrics().horizontalAdvance(place));
    if (wanted <= m_place->minimumWidth())
        return;
    m_place->setMinimumWidth(wanted + 8);
    // The same card may have become wider.
    TransportBar::resizeEvent(nullptr); // the constructor calls this, too
}

void TransportBar::setClock(engine::qt::ClockKind clock)
{
    m_clock->setCurrent(clock == engine::qt::ClockKind::Virtual ? 0 : 1);
}

void TransportBar::setClockChoosable(bool choosable)
{
    m_clock->setEnabled(choosable);
    m_clockWord->setEnabled(choosable);
}

void TransportBar::setAxis(views::AxisKind axis)
{
    m_axis->setCurrent(axis == views::AxisKind::Clock ? 0 : 1);
}

void TransportBar::setAside(QWidget *card)
{
    const bool another = card != m_aside;
    if (another && m_aside != nullptr)
        m_aside->hide();
    m_aside = card;
    if (another && card != nullptr) {
        auto *row = static_cast<QHBoxLayout *>(layout());
        row->insertWidget(row->indexOf(m_export), card, 0, Qt::AlignVCenter);
    }
    TransportBar::resizeEvent(nullptr);
}

QSize TransportBar::minimumSizeHint() const
{
    return {560, height()};
}

void TransportBar::resizeEvent(QResizeEvent *)
{
    if (m_aside != nullptr) {
        setDensity(0);
        m_aside->show();
        if (layout()->sizeHint().width() <= width())
            return;
        m_aside->hide();
    }
    for (int density = 0; density <= Sparsest; ++density) {
        setDensity(density);
        if (layout()->sizeHint().width() <= width())
            return;
    }
}

QToolButton *TransportBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAccessibleName(action->toolTip());
    button->setObjectName(action->objectName() + QLatin1String("Button"));
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedHeight(ButtonSize);
    button->setMinimumWidth(ButtonSize);
    return button;
}

int TransportBar::widestToggle() const
{
    const auto width = [metrics = m_toggle->fontMetrics()](const QString &word) {
        return metrics.size(Qt::TextShowMnemonic, word).width();
    };
    return m_toggle->sizeHint().width() + std::max(width(tr("Run")), width(tr("Pause")))
        - width(m_toggle->text());
}

QWidget *TransportBar::addLine()
{
    auto *holder = new QWidget(this);
    auto *line = new QFrame(holder);
    line->setObjectName(QStringLiteral("barLine"));
    line->setFixedSize(1, 24);
    auto *layout = new QHBoxLayout(holder);
    layout->setContentsMargins(10, 0, 10, 0);
    layout->addWidget(line);
    m_lines += holder;
    return holder;
}

void TransportBar::setDensity(int density)
{
    m_speed->setCompact(density >= 1);
    m_clockWord->setVisible(density < 2);
    m_axisWord->setVisible(density < 2);
    const bool words = density < 2;
    // The icon stands in a wider rectangle beside words, alone in a square.
    for (QToolButton *button : {m_toggle, m_export})
        button->setIconSize(words ? QSize(24, 16) : QSize(16, 16));
    m_toggle->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_export->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_toggle->setMinimumWidth(words ? widestToggle() : ButtonSize);
    for (QWidget *line : std::as_const(m_lines))
        line->setVisible(density < Sparsest);
    m_place->setVisible(density < Sparsest);
    layout()->invalidate();
}

} // namespace app
