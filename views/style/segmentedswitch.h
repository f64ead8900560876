#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace views {

/// A choice of one among a few, all of them in sight. The arrow keys move it.
class SegmentedSwitch : public QWidget
{
    Q_OBJECT

public:
    /// \a name is what a screen reader calls the choice.
    explicit SegmentedSwitch(const QString &name, QWidget *parent = nullptr);

    /// Adds a segment at the end; the first one added is chosen. \a key names it for tests.
    void addSegment(const QString &text, const QString &toolTip, const QString &key);
    int current() const;
    /// Chooses segment \a index, from 0, without a signal.
    void setCurrent(int index);

Q_SIGNALS:
    /// A person has chosen segment \a index.
    void chosen(int index);

private:
    QHBoxLayout *m_layout;
    QButtonGroup *m_group;
};

} // namespace views
