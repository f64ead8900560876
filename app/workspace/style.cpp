#include "app/workspace/style.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QPalette>
#include <QScopedValueRollback>
#include <QStyleFactory>

#include <array>

namespace app {

namespace {

QColor mixed(const QColor &over, const QColor &base, double part)
{
    const auto channel = [part](int a, int b) { return qRound(a * part + b * (1 - part)); };
    return {channel(over.red(), base.red()), channel(over.green(), base.green()),
            channel(over.blue(), base.blue())};
}

QPalette paletteOf(const views::Theme &theme)
{
    QPalette palette;
    const QColor disabled = mixed(theme.text3, theme.panel, 0.6);
    const auto set
        = [&](QPalette::ColorRole role, const QColor &color, const QColor &whenDisabled) {
              palette.setColor(QPalette::All, role, color);
              palette.setColor(QPalette::Disabled, role, whenDisabled);
          };
    set(QPalette::Window, theme.panel, theme.panel);
    set(QPalette::WindowText, theme.text1, disabled);
    set(QPalette::Base, theme.canvas, theme.panel);
    set(QPalette::AlternateBase, theme.bars, theme.bars);
    set(QPalette::Text, theme.text1, disabled);
    set(QPalette::PlaceholderText, theme.text3, disabled);
    set(QPalette::Button, theme.panel, theme.panel);
    set(QPalette::ButtonText, theme.text1, disabled);
    set(QPalette::BrightText, theme.failed, disabled);
    set(QPalette::ToolTipBase, theme.canvas, theme.canvas);
    set(QPalette::ToolTipText, theme.text1, disabled);
    set(QPalette::Highlight, theme.accent, mixed(theme.accent, theme.panel, 0.4));
    set(QPalette::HighlightedText, theme.onAccent, theme.onAccent);
    set(QPalette::Link, theme.accent, disabled);
    set(QPalette::LinkVisited, theme.accent, disabled);
    set(QPalette::Light, theme.line, theme.line);
    set(QPalette::Midlight, theme.line, theme.line);
    set(QPalette::Mid, theme.panelEdge, theme.line);
    set(QPalette::Dark, theme.controlEdge, theme.panelEdge);
    set(QPalette::Shadow, theme.dark ? QColor(0, 0, 0) : theme.controlEdge, theme.panelEdge);
    return palette;
}

/// resources/style/coroscope.qss with every $name replaced by its colour.
QString styleSheetOf(const views::Theme &theme)
{
    QFile file(QStringLiteral(":/coroscope/style/coroscope.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    struct Variable
    {
        const char *name = nullptr;
        QColor color;
    };
    // No name is the beginning of a later one.
    const std::array variables{
        Variable{"$canvas", theme.canvas},
        Variable{"$panelEdge", theme.panelEdge},
        Variable{"$panel", theme.panel},
        Variable{"$bars", theme.bars},
        Variable{"$line", theme.line},
        Variable{"$controlEdge", theme.controlEdge},
        Variable{"$text1", theme.text1},
        Variable{"$text2", theme.text2},
        Variable{"$text3", theme.text3},
        Variable{"$accentHover", mixed(theme.text1, theme.accent, 0.12)},
        Variable{"$accentPressed", mixed(theme.text1, theme.accent, 0.24)},
        Variable{"$accent", theme.accent},
        Variable{"$onAccent", theme.onAccent},
        Variable{"$failed", theme.failed},
        Variable{"$chosen", mixed(theme.accent, theme.canvas, theme.dark ? 0.26 : 0.12)},
        Variable{"$hover", mixed(theme.text1, theme.bars, 0.07)},
        Variable{"$pressed", mixed(theme.text1, theme.bars, 0.14)},
        Variable{"$disabled", mixed(theme.text3, theme.panel, 0.6)},
    };
    for (const Variable &variable : variables)
        sheet.replace(QLatin1String(variable.name), variable.color.name());
    return sheet.replace(QLatin1String("$theme"),
                         theme.dark ? QLatin1String("dark") : QLatin1String("light"));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

} // namespace

Style::Style(QObject *parent)
    : QObject(parent)
    , m_desktopIsDark(isDark(QGuiApplication::palette()))
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    qApp->installEventFilter(this);
    apply();
}

Style::~Style()
{
    qApp->removeEventFilter(this);
    qApp->setStyleSheet(QString());
    QApplication::setPalette(QPalette());
}

void Style::setChoice(Choice choice)
{
    m_choice = choice;
    apply();
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_applying) {
        if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp) {
            m_desktopIsDark = isDark(QGuiApplication::palette());
            apply();
        } else if (event->type() == QEvent::ThemeChange) {
            readDesktop();
        }
    }
    return QObject::eventFilter(watched, event);
}

void Style::readDesktop()
{
    const QScopedValueRollback applying(m_applying, true);
    // An empty palette uncovers the desktop's own under ours.
    QApplication::setPalette(QPalette());
    m_desktopIsDark = isDark(QGuiApplication::palette());
    m_theme = nullptr;
    apply();
}

void Style::apply()
{
    const bool dark = m_choice == Choice::Desktop ? m_desktopIsDark : m_choice == Choice::Dark;
    const views::Theme &theme = dark ? views::Theme::darkTheme() : views::Theme::light();
    const QPalette palette = paletteOf(theme);
    if (&theme == m_theme && QGuiApplication::palette() == palette)
        return;
    {
        const QScopedValueRollback applying(m_applying, true);
        m_theme = &theme;
        QApplication::setPalette(palette);
        qApp->setStyleSheet(styleSheetOf(theme));
    }
    Q_EMIT themeChanged(theme);
}

} // namespace app
