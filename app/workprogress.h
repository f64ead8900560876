#pragma once

#include <QElapsedTimer>
#include <QWidget>

class QProgressBar;

namespace app {

/// How far an export has come, with a button that gives it up. In sight only when it takes long
/// enough to be waited for.
class ExportProgress : public QWidget
{
    Q_OBJECT

public:
    explicit ExportProgress(QWidget *parent = nullptr);

    void begin();
    /// From 0 to 1.
    void setShare(double share);
    void end();

Q_SIGNALS:
    void cancelRequested();

private:
    QProgressBar *m_bar;
    QElapsedTimer m_since;
};

} // namespace app
