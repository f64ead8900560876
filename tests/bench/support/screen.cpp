#include "tests/bench/support/screen.h"

#include <QApplication>
#include <QWheelEvent>

#include <utility>

namespace benchsupport {

Screen::Screen(std::shared_ptr<const trace::Trace> trace, int rowHeight)
    : m_document(std::make_shared<views::RunDocument>(std::move(trace)))
    , m_view(&m_state)
{
    m_view.setRowHeight(rowHeight);
    m_view.resize(1920, rowHeight == 1 ? 1280 : 1080);
    m_view.setDocument(m_document);
    m_view.show();
    QApplication::processEvents(); // only a window that is exposed paints
    m_view.repaint();
}

void Screen::settle()
{
    while (m_document->isReading())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    m_view.fitAll();
    moveCursorToEnd();
    m_view.repaint();
}

void Screen::zoomTo(double zoom)
{
    const auto length = static_cast<qint64>(static_cast<double>(end().count()) / zoom);
    const qint64 begin = (end().count() - length) / 2;
    m_state.setVisibleRange({begin, begin + length});
}

void Screen::wheel(QPoint delta, Qt::KeyboardModifiers modifiers)
{
    const QPointF at(m_view.width() * 0.6, m_view.height() * 0.5);
    QWheelEvent event(at, m_view.mapToGlobal(at), {}, delta, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&m_view, &event);
}

void Screen::select()
{
    const views::Units middle = end().count() / 2;
    m_state.setSelectedSegment(model().segmentAt(trace::TaskId{8}, middle, views::AxisKind::Clock));
}

} // namespace benchsupport
