#include "views/style/segmentedswitch.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace views {

SegmentedSwitch::SegmentedSwitch(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("switch"));
    setAccessibleName(name);
    setAttribute(Qt::WA_StyledBackground);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedSwitch::chosen);
}

void SegmentedSwitch::addSegment(const QString &text, const QString &toolTip, const QString &key)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(QStringLiteral("%1: %2").arg(accessibleName(), text));
    button->setObjectName(key);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("segment", true);
    const int index = static_cast<int>(m_group->buttons().size());
    m_group->addButton(button, index);
    button->setChecked(index == 0);
    m_layout->addWidget(button);
}

int SegmentedSwitch::current() const
{
    return m_group->checkedId();
}

void SegmentedSwitch::setCurrent(int index)
{
    m_group->button(index)->setChecked(true);
}

} // namespace views
