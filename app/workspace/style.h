#pragma once

#include "views/style/theme.h"

#include <QObject>

namespace app {

/// Gives the application the colours of a theme, by palette and style sheet: the desktop's light
/// or dark, also when the desktop changes, unless a person has chosen one.
class Style : public QObject
{
    Q_OBJECT

public:
    enum class Choice : std::uint8_t { Desktop, Light, Dark };
    Q_ENUM(Choice)

    /// Styles the application from now on; one at a time.
    explicit Style(QObject *parent = nullptr);
    /// Gives the desktop's own colours back.
    ~Style() override;

    Choice choice() const noexcept { return m_choice; }
    void setChoice(Choice choice);
    const views::Theme &theme() const noexcept { return *m_theme; }

Q_SIGNALS:
    void themeChanged(const views::Theme &theme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readDesktop();
    void apply();

    Choice m_choice = Choice::Desktop;
    bool m_desktopIsDark = false;
    bool m_applying = false;
    const views::Theme *m_theme = nullptr;
};

} // namespace app
