#pragma once

#include <QPainter>

namespace views {

/// Saves the state of a painter and restores it, also when an export is given up in between.
class SavedPainter
{
public:
    explicit SavedPainter(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
    }
    ~SavedPainter() { m_painter.restore(); }
    SavedPainter(const SavedPainter &) = delete;
    SavedPainter &operator=(const SavedPainter &) = delete;

private:
    QPainter &m_painter;
};

} // namespace views
