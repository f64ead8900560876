#include "app/workspace/speedcontrol.h"

#include "app/workspace/windowactions.h"
#include "views/scenario/parameterslider.h"
#include "views/style/icons.h"
#include "views/words/numbertext.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

namespace app {

namespace {

constexpr std::array Speeds{0.001, 0.002, 0.005, 0.01, 0.02, 0.05,  0.1,   0.2,   0.5,   1.0,
                            2.0,   5.0,   10.0,  20.0, 50.0, 100.0, 200.0, 500.0, 1000.0};
constexpr int Last = static_cast<int>(Speeds.size()) - 1;

QString speedText(int index)
{
    return views::numberText(Speeds[static_cast<std::size_t>(index)]) + QChar(0xD7);
}

} // namespace

SpeedControl::SpeedControl(const QAction *slower, const QAction *faster, QWidget *parent)
    : QWidget(parent)
    , m_word(new QLabel(tr("Speed"), this))
    , m_slider(new views::ParameterSlider(this))
    , m_value(new QLabel(this))
    , m_button(new QToolButton(this))
    , m_menu(new QMenu(this))
{
    const QString help = tr("Seconds of the run in one second of yours (%1 slower, %2 faster)")
                             .arg(WindowActions::keyText(slower), WindowActions::keyText(faster));
    m_word->setProperty("tone", 2);
    m_word->setBuddy(m_slider);
    m_slider->setObjectName(QStringLiteral("speed"));
    m_slider->setAccessibleName(tr("Speed"));
    m_slider->setToolTip(help);
    m_slider->setRange(0, Last);
    m_slider->setPageStep(3);
    m_slider->setFixedWidth(96);
    m_value->setMinimumWidth(m_value->fontMetrics().horizontalAdvance(speedText(0)));

    auto *group = new QActionGroup(this);
    for (int i = Last; i >= 0; --i) {
        QAction *action = m_menu->addAction(speedText(i));
        action->setCheckable(true);
        action->setData(i);
        group->addAction(action);
    }
    m_button->setObjectName(QStringLiteral("speedMenu"));
    m_button->setAccessibleName(tr("Speed"));
    m_button->setToolTip(help);
    m_button->setProperty("framed", true);
    m_button->setIcon(views::icon(QStringLiteral("chevron-down")));
    m_button->setLayoutDirection(Qt::RightToLeft); // the chevron after the number
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setMenu(m_menu);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_word);
    layout->addWidget(m_slider);
    layout->addWidget(m_value);
    layout->addWidget(m_button);

    connect(m_slider, &QSlider::valueChanged, this, [this](int index) {
        show(index);
        Q_EMIT speedChosen(Speeds[static_cast<std::size_t>(index)]);
    });
    connect(group, &QActionGroup::triggered, this,
            [this](const QAction *action) { m_slider->setValue(action->data().toInt()); });
    setSpeed(1);
}

void SpeedControl::setSpeed(double speed)
{
    const auto *const nearest
        = std::min_element(Speeds.begin(), Speeds.end(), [&](double a, double b) {
              return std::abs(std::log(a / speed)) < std::abs(std::log(b / speed));
          });
    const QSignalBlocker block(m_slider);
    const auto index = static_cast<int>(nearest - Speeds.begin());
    m_slider->setValue(index);
    show(index);
}

double SpeedControl::speed() const
{
    return Speeds[static_cast<std::size_t>(m_slider->value())];
}

void SpeedControl::setCompact(bool compact)
{
    m_word->setVisible(!compact);
    m_slider->setVisible(!compact);
    m_value->setVisible(!compact);
    m_button->setVisible(compact);
}

void SpeedControl::faster()
{
    m_slider->setValue(m_slider->value() + 1);
}

void SpeedControl::slower()
{
    m_slider->setValue(m_slider->value() - 1);
}

void SpeedControl::show(int index)
{
    m_value->setText(speedText(index));
    m_button->setText(speedText(index));
    m_menu->actions().at(Last - index)->setChecked(true);
}

} // namespace app
