#include "views/scenario/parametereditor.h"

#include "views/scenario/integerspinbox.h"
#include "views/scenario/parameterslider.h"
#include "views/scenario/realspinbox.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/valuetext.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace views {

namespace {

// A range is kept as double, in which the largest 64-bit number rounds up beyond itself.
qint64 toInteger(double bound)
{
    constexpr double TwoTo63 = 9223372036854775808.0;
    if (bound >= TwoTo63)
        return std::numeric_limits<qint64>::max();
    if (bound <= -TwoTo63)
        return std::numeric_limits<qint64>::min();
    return static_cast<qint64>(bound);
}

bool isSeed(const scenario::Parameter &parameter)
{
    return parameter.type == scenario::Parameter::Type::Integer && parameter.name == "seed";
}

/// A wheel over the panel scrolls it, and changes only what has the focus.
class ChoiceBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent *event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

} // namespace

ParameterEditor::ParameterEditor(const scenario::Parameter &parameter, QWidget *parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_title(new QLabel(QString::fromStdString(parameter.title), this))
    , m_note(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_control(makeControl())
{
    m_title->setBuddy(m_control);
    m_note->setProperty("tone", 2);
    m_note->setFont(uiFont(12));
    m_problem->setProperty("tone", QStringLiteral("failed"));
    m_problem->setFont(uiFont(12));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_control->setAccessibleName(m_title->text());
    m_control->setObjectName(QString::fromStdString(parameter.name));

    if (parameter.type == scenario::Parameter::Type::Integer && parameter.comfortable > 0)
        addSlider();
    if (isSeed(parameter)) {
        m_dice = new QToolButton(this);
        m_dice->setIcon(icon(QStringLiteral("dice")));
        m_dice->setToolTip(tr("Another seed, at random"));
        m_dice->setAccessibleName(m_dice->toolTip());
        m_dice->setFocusPolicy(Qt::TabFocus);
        m_dice->setAutoRaise(true);
        m_dice->setObjectName(QStringLiteral("dice"));
        m_dice->setFixedSize(m_control->sizeHint().height(), m_control->sizeHint().height());
        connect(m_dice, &QToolButton::clicked, this, [this] {
            // Six digits can be remembered, told to others and typed again.
            m_write(qint64{QRandomGenerator::global()->bounded(1'000'000)});
            change();
        });
    }
    showHelp();
    setValue(parameter.initial);
    arrange();
}

void ParameterEditor::setValue(const scenario::Value &value)
{
    const QSignalBlocker blockControl(m_control);
    m_write(value);
    setProblem(QString());
    if (m_slider != nullptr) {
        const QSignalBlocker blockSlider(m_slider);
        const auto number = std::get<std::int64_t>(m_read());
        m_slider->setValue(static_cast<int>(std::min<qint64>(number, m_slider->maximum())));
    }
    showNote();
}

void ParameterEditor::setPrevious(const std::optional<scenario::Value> &previous)
{
    m_previous = previous;
    if (m_slider != nullptr) {
        std::optional<int> ring;
        if (previous)
            ring = static_cast<int>(
                std::min<qint64>(std::get<std::int64_t>(*previous), m_slider->maximum()));
        m_slider->setPrevious(ring);
    }
    showNote();
}

void ParameterEditor::setProblem(const QString &problem)
{
    if (problem == m_problem->text())
        return;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty() && !m_strip);
    showHelp();
    m_control->setAccessibleDescription(problem);
    m_control->setProperty("invalid", !problem.isEmpty());
    // The style sheet looks at properties only when it is asked to.
    m_control->style()->unpolish(m_control);
    m_control->style()->polish(m_control);
}

void ParameterEditor::setActing(bool acting)
{
    if (acting == m_acting)
        return;
    m_acting = acting;
    showHelp();
    showNote();
}

void ParameterEditor::setStrip(bool strip)
{
    if (strip == m_strip)
        return;
    m_strip = strip;
    arrange();
}

void ParameterEditor::setSliderShown(bool shown)
{
    if (shown == m_sliderShown)
        return;
    m_sliderShown = shown;
    arrange();
}

bool ParameterEditor::isDragging() const
{
    return m_slider != nullptr && m_slider->isSliderDown();
}

QWidget *ParameterEditor::makeControl()
{
    using Type = scenario::Parameter::Type;
    switch (m_parameter.type) {
    case Type::Integer:
        return makeNumber();
    case Type::Real:
        return makeReal();
    case Type::Flag:
        return makeFlag();
    case Type::Choice:
        return makeChoice();
    case Type::Text:
        break;
    }
    return makeText();
}

QWidget *ParameterEditor::makeNumber()
{
    auto *box
        = new IntegerSpinBox(toInteger(m_parameter.minimum), toInteger(m_parameter.maximum), this);
    m_read = [box] { return scenario::Value(std::int64_t{box->value()}); };
    m_write = [box](const scenario::Value &value) { box->setValue(std::get<std::int64_t>(value)); };
    connect(box, &IntegerSpinBox::valueChanged, this, &ParameterEditor::change);
    return box;
}

QWidget *ParameterEditor::makeReal()
{
    auto *box = new RealSpinBox(m_parameter.minimum, m_parameter.maximum, this);
    m_read = [box] { return scenario::Value(box->value()); };
    m_write = [box](const scenario::Value &value) { box->setValue(std::get<double>(value)); };
    connect(box, &RealSpinBox::valueChanged, this, &ParameterEditor::change);
    return box;
}

QWidget *ParameterEditor::makeFlag()
{
    auto *box = new QCheckBox(this);
    m_read = [box] { return scenario::Value(box->isChecked()); };
    m_write = [box](const scenario::Value &value) { box->setChecked(std::get<bool>(value)); };
    connect(box, &QCheckBox::toggled, this, &ParameterEditor::change);
    return box;
}

QWidget *ParameterEditor::makeChoice()
{
    auto *box = new ChoiceBox(this);
    box->setFocusPolicy(Qt::StrongFocus);
    for (const std::string &choice : m_parameter.choices)
        box->addItem(QString::fromStdString(choice));
    // The list that opens takes the focus from the box.
    box->view()->setAccessibleName(m_title->text());
    m_read = [box] { return scenario::Value(box->currentText().toStdString()); };
    m_write = [box](const scenario::Value &value) {
        box->setCurrentText(QString::fromStdString(std::get<std::string>(value)));
    };
    connect(box, &QComboBox::currentIndexChanged, this, &ParameterEditor::change);
    return box;
}

QWidget *ParameterEditor::makeText()
{
    auto *edit = new QLineEdit(this);
    m_read = [edit] { return scenario::Value(edit->text().toStdString()); };
    m_write = [edit](const scenario::Value &value) {
        const QString text = QString::fromStdString(std::get<std::string>(value));
        // Setting an equal text would still move the caret of the person who types it.
        if (edit->text() != text)
            edit->setText(text);
    };
    connect(edit, &QLineEdit::textEdited, this, &ParameterEditor::change);
    return edit;
}

void ParameterEditor::addSlider()
{
    m_slider = new ParameterSlider(this);
    m_slider->setRange(static_cast<int>(m_parameter.minimum),
                       static_cast<int>(m_parameter.comfortable));
    m_slider->setPageStep(std::max(1, (m_slider->maximum() - m_slider->minimum()) / 5));
    m_slider->setAccessibleName(tr("%1, slider").arg(m_title->text()));
    m_slider->setObjectName(m_control->objectName() + QLatin1String("Slider"));
    connect(m_slider, &QSlider::sliderPressed, this, &ParameterEditor::grabbed);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        const QSignalBlocker block(m_control);
        m_write(std::int64_t{value});
        change();
    });
}

void ParameterEditor::arrange()
{
    delete layout();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_title, 0, 0);
    m_note->setVisible(!m_strip);
    m_problem->setVisible(!m_strip && !m_problem->text().isEmpty());
    // A text may be long: it has the whole width of a panel.
    const bool below = !m_strip && m_parameter.type == scenario::Parameter::Type::Text;
    if (m_slider != nullptr)
        m_slider->setVisible(!m_strip || m_sliderShown);
    int column = 1;
    if (m_strip) {
        if (m_slider != nullptr && m_sliderShown)
            grid->addWidget(m_slider, 0, column++);
    } else {
        grid->addWidget(m_note, 0, column);
        grid->setColumnStretch(column++, 1);
    }
    if (m_dice != nullptr)
        grid->addWidget(m_dice, 0, column++);
    if (below)
        grid->addWidget(m_control, 1, 0, 1, column);
    else
        grid->addWidget(m_control, 0, column++);
    if (!m_strip)
        grid->addWidget(m_problem, 2, 0, 1, column);
    if (m_slider != nullptr && !m_strip)
        grid->addWidget(m_slider, 1, 0, 1, column);
}

void ParameterEditor::change()
{
    if (m_slider != nullptr) {
        const QSignalBlocker block(m_slider);
        const auto number = std::get<std::int64_t>(m_read());
        m_slider->setValue(static_cast<int>(std::min<qint64>(number, m_slider->maximum())));
    }
    showNote();
    Q_EMIT edited();
}

/// In the tool tips, which a strip has as well.
void ParameterEditor::showHelp()
{
    QString help = QString::fromStdString(m_parameter.help);
    if (m_acting)
        help = tr("%1 A change acts at once on the program that runs.", "behind a sentence")
                   .arg(help);
    m_title->setToolTip(help);
    if (m_slider != nullptr)
        m_slider->setToolTip(help);
    const QString problem = m_problem->text();
    m_control->setToolTip(problem.isEmpty() ? help : problem);
}

void ParameterEditor::showNote()
{
    const scenario::Value now = m_read();
    QStringList notes;
    if (!m_parameter.zeroMeans.empty() && now == scenario::Value(std::int64_t{0}))
        notes += QString::fromStdString(m_parameter.zeroMeans);
    // A text would not fit beside its title; its field shows enough.
    if (m_previous && *m_previous != now && m_parameter.type != scenario::Parameter::Type::Text)
        notes += tr("was %1").arg(valueText(m_parameter, *m_previous));
    if (m_acting)
        notes += tr("acts at once");
    m_note->setText(notes.join(QLatin1String(", ")));
    m_control->setAccessibleDescription(m_note->text());
    if (m_slider != nullptr)
        m_slider->setAccessibleDescription(m_note->text());
}

} // namespace views
