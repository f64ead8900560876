#pragma once

#include "engine/scenario/parameter.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QToolButton;

namespace views {

class ParameterSlider;

/// The controls of one parameter: its title, a control for its type and, where the parameter has
/// a comfortable range, a slider over that range, beyond which values can still be typed.
class ParameterEditor : public QWidget
{
    Q_OBJECT

public:
    /// \a parameter must outlive the editor, which starts with its default.
    explicit ParameterEditor(const scenario::Parameter &parameter, QWidget *parent = nullptr);

    const scenario::Parameter &parameter() const noexcept { return m_parameter; }

    scenario::Value value() const { return m_read(); }
    /// Shows \a value, of the parameter's type, without a signal.
    void setValue(const scenario::Value &value);
    /// The value before the last change, to be shown beside the present one when it differs.
    void setPrevious(const std::optional<scenario::Value> &previous);
    /// A program runs that takes changes of this one: says so.
    void setActing(bool acting);
    /// Says under the control why its value is not taken; empty: it is.
    void setProblem(const QString &problem);

    /// In a strip everything stands on one line and the note beside the title goes.
    void setStrip(bool strip);
    bool hasSlider() const noexcept { return m_slider != nullptr; }
    /// In a strip; elsewhere it always does.
    bool showsSlider() const noexcept { return hasSlider() && m_sliderShown; }
    /// Only in a strip, where room may be short.
    void setSliderShown(bool shown);
    /// A person holds the slider.
    bool isDragging() const;

Q_SIGNALS:
    /// A person has changed the value.
    void edited();
    /// A person has taken hold of the slider.
    void grabbed();

private:
    QWidget *makeControl();
    QWidget *makeNumber();
    QWidget *makeReal();
    QWidget *makeFlag();
    QWidget *makeChoice();
    QWidget *makeText();
    void addSlider();
    void arrange();
    void change();
    void showNote();
    void showHelp();

    const scenario::Parameter &m_parameter;
    std::function<scenario::Value()> m_read;
    std::function<void(const scenario::Value &)> m_write;
    std::optional<scenario::Value> m_previous;
    bool m_acting = false;
    bool m_strip = false;
    bool m_sliderShown = true;

    QLabel *m_title;
    QLabel *m_note;
    QLabel *m_problem;
    QWidget *m_control;
    ParameterSlider *m_slider = nullptr;
    QToolButton *m_dice = nullptr;
};

} // namespace views
