#include "app/workspace/scriptpanel.h"

#include "app/workspace/windowactions.h"
#include "views/source/codeeditor.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr int HeadHeight = 36;
constexpr int FormatColumns = 84;

QToolButton *buttonOf(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setProperty("framed", true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

ScriptPanel::ScriptPanel(WindowActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_both(new QSplitter(Qt::Horizontal, this))
    , m_editor(new views::CodeEditor(views::Language::Json, this))
    , m_name(new QLabel(this))
    , m_state(new QLabel(this))
    , m_format(new QPlainTextEdit(this))
    , m_foot(new QWidget(this))
    , m_footText(new QLabel(m_foot))
{
    setObjectName(QStringLiteral("scriptPanel"));
    m_editor->setObjectName(QStringLiteral("scriptEditor"));
    m_editor->setAccessibleName(tr("The script"));
    buildFormat();
    buildFoot();
    m_both->setHandleWidth(1);
    m_both->setChildrenCollapsible(false);
    m_both->addWidget(m_editor);
    m_both->addWidget(m_format);
    m_both->setStretchFactor(0, 1);
    m_both->setStretchFactor(1, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead(actions));
    layout->addWidget(m_both, 1);
    layout->addWidget(m_foot);
    setFocusProxy(m_editor);

    for (QTimer *timer : {&m_rest, &m_patience})
        timer->setSingleShot(true);
    m_rest.setInterval(Rest);
    m_patience.setInterval(Patience);
    connect(m_editor, &QsciScintilla::textChanged, this, &ScriptPanel::noteChange);
    connect(m_editor, &views::CodeEditor::saveRequested, actions->saveScript, &QAction::trigger);
    connect(&m_rest, &QTimer::timeout, this, &ScriptPanel::read);
    connect(&m_patience, &QTimer::timeout, this, &ScriptPanel::read);
}

QString ScriptPanel::text() const
{
    return m_editor->text();
}

void ScriptPanel::begin(const QString &text)
{
    m_sinceChange.invalidate();
    m_editor->begin(text);
    m_patience.stop();
    read();
}

void ScriptPanel::write(const QString &text)
{
    m_sinceChange.invalidate();
    m_editor->rewrite(text);
    m_patience.stop();
    read();
}

void ScriptPanel::follow(const QString &text)
{
    if (text != std::exchange(m_told, text))
        write(text);
}

void ScriptPanel::read()
{
    m_rest.stop();
    const QString text = m_editor->text();
    const auto problem = problemOfScript(text);
    if (problem && m_patience.isActive())
        return;
    setProblem(problem);
    if (!problem && text != std::exchange(m_told, text))
        Q_EMIT written(text, m_gesture);
}

void ScriptPanel::setName(const QString &name, const QString &state, const QString &toolTip)
{
    m_name->setText(name);
    m_name->setToolTip(toolTip);
    m_state->setText(state);
}

void ScriptPanel::showFormat(bool shown)
{
    m_format->setVisible(shown);
    const int wide = std::min(m_format->maximumWidth(), m_both->width() / 2);
    if (shown)
        m_both->setSizes({m_both->width() - wide, wide});
}

void ScriptPanel::setTheme(const views::Theme &theme)
{
    m_editor->setTheme(theme);
}

QWidget *ScriptPanel::buildHead(WindowActions *actions)
{
    auto *head = new QWidget(this);
    head->setProperty("sourceHead", true);
    head->setAttribute(Qt::WA_StyledBackground);
    m_name->setObjectName(QStringLiteral("scriptName"));
    m_name->setFont(views::uiFont(13, QFont::Bold));
    m_name->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("scriptState"));
    m_state->setProperty("tone", 2);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *examples = new QToolButton(head);
    examples->setObjectName(QStringLiteral("scriptExamples"));
    examples->setText(tr("Examples"));
    examples->setToolTip(tr("Begin with an example"));
    examples->setMenu(actions->scriptExamples);
    examples->setPopupMode(QToolButton::InstantPopup);
    examples->setIcon(views::icon(QStringLiteral("chevron-down")));
    examples->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    examples->setLayoutDirection(Qt::RightToLeft); // the chevron after the word
    examples->setProperty("framed", true);
    examples->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 2, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_name);
    row->addWidget(m_state, 1);
    row->addWidget(examples);
    row->addWidget(buttonOf(actions->openScript, head));
    row->addWidget(buttonOf(actions->saveScript, head));
    row->addWidget(buttonOf(actions->scriptFormat, head));
    head->setFixedHeight(std::max(HeadHeight, row->sizeHint().height()));
    connect(actions->scriptFormat, &QAction::toggled, this, &ScriptPanel::showFormat);
    return head;
}

void ScriptPanel::buildFormat()
{
    m_format->setObjectName(QStringLiteral("scriptFormatText"));
    m_format->setAccessibleName(tr("How a script is written"));
    m_format->setPlainText(scriptFormat());
    m_format->setReadOnly(true);
    m_format->setFrameShape(QFrame::NoFrame);
    m_format->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_format->setFont(views::codeFont());
    m_format->document()->setDocumentMargin(10);
    const int wide = QFontMetrics(m_format->font()).horizontalAdvance(u'0') * FormatColumns + 20;
    m_format->setMaximumWidth(wide);
    m_format->hide();
}

void ScriptPanel::buildFoot()
{
    m_foot->setObjectName(QStringLiteral("scriptFoot"));
    m_foot->setAttribute(Qt::WA_StyledBackground);
    m_footText->setObjectName(QStringLiteral("scriptProblem"));
    m_footText->setTextFormat(Qt::PlainText);
    m_footText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *goThere = new QToolButton(m_foot);
    goThere->setObjectName(QStringLiteral("goToProblem"));
    goThere->setText(tr("Go there"));
    goThere->setProperty("framed", true);
    goThere->setFocusPolicy(Qt::TabFocus);
    connect(goThere, &QToolButton::clicked, m_editor, &views::CodeEditor::goToProblem);
    auto *row = new QHBoxLayout(m_foot);
    row->setContentsMargins(12, 2, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_footText, 1);
    row->addWidget(goThere);
    m_foot->hide();
}

void ScriptPanel::noteChange()
{
    if (!m_sinceChange.isValid() || m_sinceChange.hasExpired(GesturePause.count()))
        --m_gesture;
    m_sinceChange.start();
    m_rest.start();
    m_patience.start();
    Q_EMIT textChanged();
}

void ScriptPanel::setProblem(const std::optional<ScriptProblem> &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    m_editor->setProblem(problem ? std::optional(views::CodeEditor::Problem{
                             problem->sentence, problem->line, problem->column})
                                 : std::nullopt);
    m_foot->setVisible(problem.has_value());
    if (problem) {
        m_footText->setText(
            tr("Line %1 is wrong. What is shown is the run before.").arg(problem->line + 1));
        m_footText->setToolTip(problem->sentence);
    }
    Q_EMIT problemChanged();
}

} // namespace app
