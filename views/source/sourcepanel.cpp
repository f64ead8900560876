#include "views/source/sourcepanel.h"

#include "views/model/rundocument.h"
#include "views/source/codeview.h"
#include "views/style/segmentedswitch.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/sourcetext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr int HeadHeight = 28;
constexpr int WideForTwo = 900;
constexpr int MostRead = 20; // marked lines that a screen reader is told of

QLabel *label(QWidget *parent, const char *name, const QFont &font, int tone)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    if (tone > 0)
        label->setProperty("tone", tone);
    return label;
}

QWidget *head(std::initializer_list<QWidget *> widgets)
{
    auto *head = new QWidget;
    head->setProperty("sourceHead", true);
    head->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    for (QWidget *widget : widgets)
        row->addWidget(widget, widget == *(widgets.end() - 1) ? 1 : 0);
    head->setFixedHeight(std::max(HeadHeight, row->sizeHint().height()));
    return head;
}

} // namespace

SourcePanel::SourcePanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_panes(new QSplitter(Qt::Horizontal, this))
    , m_fileChoice(new QComboBox)
    , m_fileName(label(this, "sourceFile", uiFont(12, QFont::Bold), 0))
    , m_what(label(this, "sourceWhat", uiFont(12), 2))
    , m_notice(new QWidget(this))
    , m_noticeText(label(this, "sourceNotice", uiFont(12), 2))
    , m_stack(new QStackedWidget(this))
    , m_code(new CodeView(this))
    , m_nothing(new QWidget(this))
    , m_trouble(label(this, "sourceTrouble", uiFont(13), 2))
    , m_find(new QToolButton(this))
    , m_pythonName(label(this, "pythonFile", uiFont(12, QFont::Bold), 0))
    , m_pythonWhat(label(this, "pythonWhat", uiFont(12), 2))
    , m_python(new CodeView(this))
    , m_tools(new QWidget(this))
    , m_language(new SegmentedSwitch(tr("Language"), m_tools))
    , m_follow(new QCheckBox(tr("Follow cursor"), m_tools))
{
    setObjectName(QStringLiteral("sourcePanel"));
    build();
    connect(m_code, &CodeView::lineActivated, this, &SourcePanel::activate);
    connect(m_python, &CodeView::lineActivated, this, [this](int line) {
        if (const auto counterpart = m_match.cppOf(line))
            activate(*counterpart);
    });
    connect(m_code, &CodeView::scrolled, this, &SourcePanel::matchScroll);
    connect(m_fileChoice, &QComboBox::activated, this, [this](int index) {
        m_file = trace::TextId{m_fileChoice->itemData(index).toUInt()};
        m_isChosen = true;
        m_shown.reset();
        update(Go::Always);
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follows) {
        m_isChosen = m_isChosen && !follows;
        if (follows) {
            m_shown.reset();
            update(Go::Always);
        }
    });
    connect(m_language, &SegmentedSwitch::chosen, this, &SourcePanel::arrangePanes);
    connect(m_find, &QToolButton::clicked, this, [this] { Q_EMIT folderWanted(m_files.root()); });
    connect(state, &ViewState::cursorChanged, this, [this] {
        m_segment.reset();
        update(m_follow->isChecked() ? Go::IfItMoved : Go::Stay);
    });
    const auto selected = [this] {
        if (std::exchange(m_shown, std::nullopt))
            m_isChosen = false; // with the place
        m_segment = m_state->selectedSegment();
        m_isChosen = m_isChosen && m_isActivating;
        update(m_isActivating ? Go::Stay : Go::Always);
    };
    connect(state, &ViewState::selectedTaskChanged, this, selected);
    connect(state, &ViewState::selectedSegmentChanged, this, selected);
}

SourcePanel::~SourcePanel() = default;

void SourcePanel::build()
{
    m_fileChoice->setObjectName(QStringLiteral("sourceFiles"));
    m_fileChoice->setAccessibleName(tr("File"));
    m_fileChoice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_fileChoice->setFont(uiFont(12, QFont::Bold));
    m_code->setObjectName(QStringLiteral("sourceCode"));
    m_code->setAccessibleName(tr("Source of the program"));
    m_code->showMarkColumn(true);
    m_python->setObjectName(QStringLiteral("sourcePython"));
    m_python->setAccessibleName(tr("The same program in Python"));
    // What is long gives way.
    for (QLabel *text : {m_what, m_pythonWhat, m_noticeText})
        text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    m_notice->setObjectName(QStringLiteral("sourceNoticeStrip"));
    m_notice->setAttribute(Qt::WA_StyledBackground);
    auto *notice = new QHBoxLayout(m_notice);
    notice->setContentsMargins(12, 4, 12, 4);
    notice->addWidget(m_noticeText, 1);
    m_notice->hide();

    m_find->setObjectName(QStringLiteral("findSources"));
    m_find->setText(tr("Find the sources…"));
    m_find->setToolTip(tr("Point to the folder that the files of this program lie in"));
    m_find->setProperty("framed", true);
    m_find->setFocusPolicy(Qt::TabFocus);
    m_trouble->setWordWrap(true);
    m_trouble->setAlignment(Qt::AlignCenter);
    m_nothing->setObjectName(QStringLiteral("noSource"));
    m_nothing->setAttribute(Qt::WA_StyledBackground);
    auto *nothing = new QVBoxLayout(m_nothing);
    nothing->addStretch(1);
    nothing->addWidget(m_trouble);
    nothing->addWidget(m_find, 0, Qt::AlignHCenter);
    nothing->addStretch(1);
    m_stack->addWidget(m_code);
    m_stack->addWidget(m_nothing);

    auto *code = new QWidget;
    auto *body = new QVBoxLayout(code);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(m_notice);
    body->addWidget(m_stack, 1);
    m_codePane = buildPane(head({m_fileChoice, m_fileName, m_what}), code);
    m_pythonPane = buildPane(head({m_pythonName, m_pythonWhat}), m_python);
    m_panes->addWidget(m_codePane);
    m_panes->addWidget(m_pythonPane);
    m_panes->setChildrenCollapsible(false);
    m_panes->setHandleWidth(1);
    m_panes->setStretchFactor(0, 592);
    m_panes->setStretchFactor(1, 432);
    m_panes->setSizes({592, 432});

    m_language->addSegment(tr("C++"), tr("The program here"), QStringLiteral("sourceCpp"));
    m_language->addSegment(tr("Python"), tr("The same program in Python"),
                           QStringLiteral("sourceInPython"));
    m_follow->setObjectName(QStringLiteral("sourceFollow"));
    m_follow->setToolTip(
        tr("Show the line of the selected task, or of the step, as the cursor moves"));
    m_follow->setChecked(true);
    auto *tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(12);
    tools->addWidget(m_language);
    tools->addWidget(m_follow);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panes);
    m_pythonPane->hide();
    arrangePanes();
}

QWidget *SourcePanel::buildPane(QWidget *head, QWidget *body)
{
    auto *pane = new QWidget(m_panes);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(body, 1);
    return pane;
}

void SourcePanel::setDocument(std::shared_ptr<RunDocument> document, const QString &folder)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_files = m_document ? SourceFiles(m_document->info(), m_document->trace().metadata())
                         : SourceFiles();
    m_files.setFolder(folder);
    m_segment.reset();
    m_wanted.reset();
    m_shown.reset();
    m_isChosen = false;
    // Texts have other numbers in another trace.
    m_file = m_loaded = trace::TextId::Empty;
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this,
                [this] { update(m_follow->isChecked() ? Go::IfItMoved : Go::Stay); });
    update(Go::Always);
}

void SourcePanel::setTheme(const Theme &theme)
{
    m_code->setTheme(theme);
    m_python->setTheme(theme);
}

void SourcePanel::setFolder(const QString &folder)
{
    m_files.setFolder(folder);
    m_loaded = trace::TextId::Empty;
    update(Go::Always);
}

bool SourcePanel::isFollowingCursor() const
{
    return m_follow->isChecked();
}

void SourcePanel::setFollowingCursor(bool follows)
{
    m_follow->setChecked(follows);
}

void SourcePanel::goToLine()
{
    m_isChosen = false;
    m_shown.reset();
    update(Go::Always);
}

void SourcePanel::showPlace(const SourceLine &place)
{
    m_file = place.file;
    m_isChosen = true;
    m_shown = place;
    update(Go::Always);
}

QString SourcePanel::trouble() const
{
    return m_stack->currentWidget() == m_nothing ? m_trouble->text() : QString();
}

void SourcePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // The files may be other ones by now.
    m_files.forget();
    m_loaded = trace::TextId::Empty;
    update(Go::Always);
}

void SourcePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangePanes();
}

void SourcePanel::update(Go go)
{
    if (!isVisible())
        return;
    if (!m_document) {
        m_lines = {};
        m_fileChoice->hide();
        m_fileName->clear();
        m_what->clear();
        say(tr("There is no run yet."), false);
        return;
    }
    const RunModel &model = m_document->model();
    const std::size_t records = std::min(m_state->cursor().records, model.records());
    m_lines = sourceLinesAt(model, records);
    const std::vector<SourceLine> chain = chainInFocus(records);
    m_step.reset();
    if (const auto step = stepAt(model, records))
        m_step = placeOf(linesOf(model.trace(), chainOf(model, *step)));
    std::optional<SourceLine> wanted = placeOf(chain);
    if (!wanted)
        wanted = m_step;
    if (!wanted && m_file == trace::TextId::Empty)
        wanted = firstPlace();
    const bool moved = std::exchange(m_wanted, wanted) != wanted;
    const bool goes = wanted && (go == Go::Always || (go == Go::IfItMoved && moved));
    if (goes && !m_isChosen)
        m_file = wanted->file;
    listFiles(chain);
    showFile();
    showMarks(chain);
    if (m_shown && go == Go::Always)
        m_code->goTo(static_cast<int>(m_shown->line) - 1);
    else if (!m_shown && goes && wanted->file == m_file)
        m_code->goTo(static_cast<int>(wanted->line) - 1);
    matchScroll();
}

std::vector<SourceLine> SourcePanel::chainInFocus(std::size_t records) const
{
    const auto task = m_state->selectedTask();
    const RunModel &model = m_document->model();
    if (!task || static_cast<std::size_t>(*task) >= model.taskCount())
        return {};
    if (m_segment && m_segment->index < model.track(m_segment->task).size())
        return linesOf(model.trace(), chainOf(model, *m_segment));
    const std::size_t segment = model.track(*task).segmentAfter(records);
    if (segment == TaskTrack::None)
        return {};
    return linesOf(model.trace(), chainOf(model, {*task, segment}));
}

std::optional<SourceLine> SourcePanel::placeOf(const std::vector<SourceLine> &chain) const
{
    const auto own = std::find_if(chain.begin(), chain.end(), [this](const SourceLine &line) {
        return SourceFiles::isOwn(fileName(line.file));
    });
    if (own != chain.end())
        return *own;
    return chain.empty() ? std::nullopt : std::optional(chain.front());
}

QString SourcePanel::fileName(trace::TextId file) const
{
    return QString::fromStdString(m_document->trace().text(file));
}

std::optional<SourceLine> SourcePanel::firstPlace() const
{
    const RunModel &model = m_document->model();
    if (model.taskCount() == 0)
        return {};
    const TaskTrack &main = model.track(trace::TaskId{0});
    for (std::size_t i = 0; i < main.size(); ++i) {
        if (const auto place
            = placeOf(linesOf(model.trace(), chainOf(model, {trace::TaskId{0}, i}))))
            return place;
    }
    return m_lines.marks.empty() ? std::nullopt : std::optional(m_lines.marks.front().at);
}

void SourcePanel::listFiles(const std::vector<SourceLine> &chain)
{
    std::vector<trace::TextId> files;
    const auto add = [&files](trace::TextId file) {
        if (file != trace::TextId::Empty
            && std::find(files.begin(), files.end(), file) == files.end())
            files.push_back(file);
    };
    for (const SourceLine &line : chain)
        add(line.file);
    for (const LineMark &mark : m_lines.marks)
        add(mark.at.file);
    if (m_step)
        add(m_step->file);
    add(m_file);
    std::vector<trace::TextId> listed;
    for (int i = 0; i < m_fileChoice->count(); ++i)
        listed.push_back(trace::TextId{m_fileChoice->itemData(i).toUInt()});
    if (listed != files) {
        m_fileChoice->clear();
        for (const trace::TextId file : files) {
            const QString name = fileName(file);
            m_fileChoice->addItem(name.section(QLatin1Char('/'), -1), static_cast<quint32>(file));
            m_fileChoice->setItemData(m_fileChoice->count() - 1, name, Qt::ToolTipRole);
        }
    }
    const auto current = std::find(files.begin(), files.end(), m_file);
    if (current != files.end())
        m_fileChoice->setCurrentIndex(static_cast<int>(current - files.begin()));
    m_fileChoice->setVisible(files.size() > 1);
    m_fileName->setVisible(files.size() <= 1);
}

void SourcePanel::showFile()
{
    if (m_file == trace::TextId::Empty) {
        m_loaded = m_file;
        m_match = {};
        m_fileName->clear();
        m_what->clear();
        m_notice->hide();
        const auto task = m_state->selectedTask();
        const QString why
            = task && m_document->model().taskCount() > static_cast<std::size_t>(*task)
            ? noLineText(m_document->model(), *task, m_state->cursor().records)
            : QString();
        say(!why.isEmpty() ? why
                : m_document->trace().sites().size() == 0
                ? tr("No lines are recorded of this run.")
                : tr("Nothing is suspended, and nothing has run yet."),
            false);
        return;
    }
    const QString name = fileName(m_file);
    const SourceFile &file = m_files.file(name);
    showHead(file);
    if (m_loaded == m_file)
        return;
    m_loaded = m_file;
    m_match = {};
    if (file.trouble != SourceFile::Trouble::None) {
        showTrouble(file);
        return;
    }
    m_stack->setCurrentWidget(m_code);
    m_match = file.python.isEmpty() ? LineMatch() : LineMatch(file.text, file.python);
    m_code->setSource(file.text, languageOf(name), m_match.cppGaps());
    m_python->setSource(file.python, Language::Python, m_match.pythonGaps());
    m_pythonName->setText(file.pythonName);
    m_pythonName->setToolTip(file.python.isEmpty()
                                 ? QString()
                                 : tr("%1 of its lines stand for lines of the C++: matched by the "
                                      "names and words that they share, function by function.")
                                       .arg(numberText(qint64{m_match.count()})));
    arrangePanes();
}

void SourcePanel::showHead(const SourceFile &file)
{
    const QString name = fileName(m_file);
    m_fileName->setText(name.section(QLatin1Char('/'), -1));
    const auto task = m_state->selectedTask();
    const RunModel &model = m_document->model();
    QString what;
    if (task && !m_segment && static_cast<std::size_t>(*task) < model.taskCount())
        what = noLineText(model, *task, std::min(m_state->cursor().records, model.records()));
    if (what.isEmpty()) {
        switch (file.from) {
        case SourceFile::From::Program:
            what = tr("the program here");
            break;
        case SourceFile::From::Shipped:
            what = tr("as this Coroscope has it; lines of another version may be other ones");
            break;
        case SourceFile::From::Disk:
            what = file.path;
            break;
        case SourceFile::From::Nowhere:
            break;
        }
    }
    m_what->setText(what);
    m_what->setToolTip(what);
    m_noticeText->setText(
        tr("%1 has been changed since this run began: its lines may be other ones.")
            .arg(name.section(QLatin1Char('/'), -1)));
    m_notice->setVisible(file.changed && file.trouble == SourceFile::Trouble::None);
}

void SourcePanel::showTrouble(const SourceFile &file)
{
    m_code->setSource({}, Language::Plain);
    m_python->setSource({}, Language::Plain);
    const QString name = fileName(m_file);
    switch (file.trouble) {
    case SourceFile::Trouble::None:
        break;
    case SourceFile::Trouble::Missing: {
        QStringList places;
        for (const QString &path : file.lookedIn)
            places += QFileInfo(path).path();
        places.removeDuplicates();
        say(places.isEmpty() ? tr("Where %1 lies is not recorded.").arg(name)
                             : tr("%1 was looked for in %2 and is not there.")
                                   .arg(name, places.join(tr(", ", "between folders"))),
            true);
        break;
    }
    case SourceFile::Trouble::NoFile:
        say(tr("%1 is not a file that could be shown.").arg(name), false);
        break;
    case SourceFile::Trouble::Unreadable:
        say(tr("%1 cannot be read.").arg(file.path), true);
        break;
    case SourceFile::Trouble::TooLong:
        say(tr("%1 is longer than %2 MB, which is too much to show.")
                .arg(file.path)
                .arg(SourceFiles::MostBytes >> 20),
            true);
        break;
    }
}

void SourcePanel::say(const QString &trouble, bool withButton)
{
    m_trouble->setText(trouble);
    m_find->setVisible(withButton);
    m_stack->setCurrentWidget(m_nothing);
    m_python->setSource({}, Language::Plain);
    arrangePanes();
}

void SourcePanel::showMarks(const std::vector<SourceLine> &chain)
{
    if (m_stack->currentWidget() != m_code)
        return;
    const RunModel &model = m_document->model();
    const std::size_t records = std::min(m_state->cursor().records, model.records());
    const auto task = m_state->selectedTask();
    std::vector<CodeView::Mark> marks;
    QStringList read;
    for (const LineMark &mark : m_lines.in(m_file)) {
        const auto has = [&task](const std::vector<trace::TaskId> &tasks) {
            return task && std::find(tasks.begin(), tasks.end(), *task) != tasks.end();
        };
        const QString text = lineMarkText(model, mark);
        marks.push_back({static_cast<int>(mark.at.line) - 1, static_cast<int>(mark.here.size()),
                         static_cast<int>(mark.through.size()), has(mark.here) || has(mark.through),
                         text});
        if (read.size() < MostRead)
            read += tr("Line %1: %2").arg(mark.at.line).arg(text);
    }
    m_code->setMarks(std::move(marks));
    m_code->setAccessibleDescription(read.join(QLatin1Char('\n')));
    std::vector<CodeView::Highlight> highlights;
    std::vector<int> lines;
    m_strongLine.reset();
    for (const SourceLine &line : chain) {
        const int number = static_cast<int>(line.line) - 1;
        if (line.file != m_file || std::find(lines.begin(), lines.end(), number) != lines.end())
            continue;
        const bool strong = line == (m_shown ? m_shown : m_wanted) && !m_strongLine;
        if (strong)
            m_strongLine = number;
        lines.push_back(number);
        const bool tagged = line == m_wanted && strong && task;
        highlights.push_back({number, strong, tagged ? tagOf(*task, records) : QString()});
    }
    if (m_shown && m_shown->file == m_file && !m_strongLine) {
        m_strongLine = static_cast<int>(m_shown->line) - 1;
        lines.push_back(*m_strongLine);
        highlights.push_back({*m_strongLine, true, {}});
    }
    m_code->setHighlights(std::move(highlights));
    m_code->setStep(m_step && m_step->file == m_file
                        ? std::optional(static_cast<int>(m_step->line) - 1)
                        : std::nullopt);
    showPython(lines, m_strongLine);
}

void SourcePanel::showPython(const std::vector<int> &lines, std::optional<int> strong)
{
    std::vector<CodeView::Highlight> highlights;
    for (const int line : lines) {
        if (const auto counterpart = m_match.pythonOf(line))
            highlights.push_back({*counterpart, line == strong, {}});
    }
    m_python->setHighlights(std::move(highlights));
    const auto step = m_code->step();
    m_python->setStep(step ? m_match.pythonOf(*step) : std::nullopt);
    const QString what = strong && !m_match.pythonOf(*strong)
        ? tr("has no line that stands for line %1").arg(*strong + 1)
        : tr("the same program, as the tests run it on CPython");
    m_pythonWhat->setText(what);
    m_pythonWhat->setToolTip(what);
}

QString SourcePanel::tagOf(trace::TaskId task, std::size_t records) const
{
    const RunModel &model = m_document->model();
    if (!m_segment || model.track(task).segmentAfter(records) == m_segment->index)
        return standingText(model, worldAt(model, records), task);
    const TaskTrack &track = model.track(task);
    const std::size_t next = m_segment->index + 1;
    const QString begin = placeText(model, track.record(m_segment->index));
    const QString end = next < track.size() ? placeText(model, track.record(next))
                                            : placeText(model, model.endPosition());
    return tr("%1, %2 to %3", "a task, from when, until when").arg(model.label(task), begin, end);
}

void SourcePanel::arrangePanes()
{
    const bool both = m_match.count() > 0 && m_stack->currentWidget() == m_code;
    const bool narrow = width() < WideForTwo;
    m_language->setVisible(both && narrow);
    const bool python = both && (!narrow || m_language->current() == 1);
    m_pythonPane->setVisible(python);
    m_codePane->setVisible(!python || !narrow);
}

void SourcePanel::matchScroll()
{
    if (m_match.count() == 0)
        return;
    const int line
        = m_strongLine && m_code->isInSight(*m_strongLine) ? *m_strongLine : m_code->middleLine();
    if (const auto pair = m_match.nearest(line))
        m_python->putAtRow(pair->python, m_code->rowOf(pair->cpp));
}

void SourcePanel::activate(int line)
{
    const LineMark *mark = m_lines.at({m_file, static_cast<std::uint32_t>(line) + 1});
    if (mark == nullptr)
        return;
    std::vector<trace::TaskId> tasks = mark->here;
    tasks.insert(tasks.end(), mark->through.begin(), mark->through.end());
    const auto task = m_state->selectedTask();
    auto next = task ? std::find(tasks.begin(), tasks.end(), *task) : tasks.end();
    if (next != tasks.end())
        ++next;
    const QScopedValueRollback activating(m_isActivating, true);
    m_state->setSelectedTask(next == tasks.end() ? tasks.front() : *next);
}

} // namespace views
