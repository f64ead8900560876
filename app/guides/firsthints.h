#pragma once

#include <QObject>

#include <array>

class QSettings;

namespace app {

class HintCard;
class WindowActions;
class Workspace;

/// What to try first: three hints, each of which goes for good once its thing is done or a person
/// closes it. In a small window one at a time.
class FirstHints : public QObject
{
    Q_OBJECT

public:
    enum class Hint { Run, Change, Point };

    FirstHints(Workspace *workspace, const WindowActions *actions);

    /// A person has done what \a hint says. It goes once no mouse button is down.
    void done(Hint hint);
    /// Closes those in sight; false: there were none.
    bool dismiss();
    /// Finds each its place, as the window and what it shows are now.
    void arrange();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Not yet done, and something that can be done with the run that is shown.
    bool isOpen(std::size_t hint) const;

    Workspace *m_work;
    std::array<HintCard *, 3> m_cards;
    std::array<bool, 3> m_done{};
    bool m_isHeld = false;
};

} // namespace app
