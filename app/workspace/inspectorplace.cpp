#include "app/workspace/inspectorplace.h"

#include "views/inspector/inspectorpanel.h"
#include "views/inspector/sentencestrip.h"

#include <QAction>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace app {

namespace {

constexpr int LeastWidth = 280;
constexpr int WidthOverPicture = 320;

} // namespace

InspectorPlace::InspectorPlace(views::ViewState *state, QAction *toggle, QSplitter *columns,
                               QWidget *window)
    : QObject(window)
    , m_toggle(toggle)
    , m_columns(columns)
    , m_window(window)
    , m_frame(new QScrollArea(window))
    , m_panel(new views::InspectorPanel(state))
    , m_strip(new views::SentenceStrip(state, window))
{
    m_frame->setObjectName(QStringLiteral("inspectorFrame"));
    m_frame->setFrameShape(QFrame::NoFrame);
    m_frame->setWidgetResizable(true);
    m_frame->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frame->setFocusPolicy(Qt::NoFocus);
    m_frame->setMinimumWidth(LeastWidth);
    m_frame->setWidget(m_panel);
    m_frame->hide();

    auto *open = new QToolButton(m_strip);
    open->setObjectName(QStringLiteral("openInspector"));
    open->setDefaultAction(toggle);
    open->setToolButtonStyle(Qt::ToolButtonTextOnly);
    open->setProperty("framed", true);
    open->setFocusPolicy(Qt::TabFocus);
    m_strip->addButton(open);

    connect(toggle, &QAction::triggered, this, &InspectorPlace::toggle);
    connect(m_panel, &views::InspectorPanel::closeRequested, this, [this] { this->toggle(false); });
    connect(m_strip, &views::SentenceStrip::nextWakeRequested, m_panel,
            &views::InspectorPanel::goToNextWake);
}

void InspectorPlace::setDocument(const std::shared_ptr<views::RunDocument> &document)
{
    m_panel->setDocument(document);
    m_strip->setDocument(document);
}

void InspectorPlace::setTheme(const views::Theme &theme)
{
    m_panel->setTheme(theme);
    m_strip->setTheme(theme);
}

void InspectorPlace::setCompact(bool compact)
{
    m_compact = compact;
    m_covers = false;
    show();
}

void InspectorPlace::setRoom(const QRect &room)
{
    m_room = room;
    if (m_compact) {
        const int width = std::min(WidthOverPicture, room.width());
        m_frame->setGeometry(room.right() + 1 - width, room.top(), width, room.height());
    }
}

bool InspectorPlace::uncover()
{
    if (!m_covers)
        return false;
    toggle(false);
    return true;
}

void InspectorPlace::setWanted(bool wanted)
{
    m_wanted = wanted;
    show();
}

void InspectorPlace::toggle(bool shown)
{
    (m_compact ? m_covers : m_wanted) = shown;
    show();
}

void InspectorPlace::show()
{
    if (m_compact && m_frame->parentWidget() != m_window)
        m_frame->setParent(m_window);
    else if (!m_compact && m_frame->parentWidget() != m_columns)
        m_columns->addWidget(m_frame);
    if (m_frame->property("over").toBool() != m_compact) {
        m_frame->setProperty("over", m_compact);
        m_frame->style()->polish(m_frame);
    }
    const bool shown = m_compact ? m_covers : m_wanted;
    m_toggle->setChecked(shown);
    m_strip->setVisible(m_compact);
    setRoom(m_room);
    m_frame->setVisible(shown);
    if (m_compact)
        m_frame->raise();
}

} // namespace app
