#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/source/linematch.h"
#include "views/source/sourcefiles.h"
#include "views/style/theme.h"

#include <QHash>
#include <QWidget>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace views {

class CodeView;
class RunDocument;
class SegmentedSwitch;

/// The source of a run's program at the cursor: in which lines tasks are suspended, the await chain
/// of the selected one, the step that ran. A scenario has the same program in Python beside it. A
/// click on a marked line selects who is suspended there, a second one the next of them.
class SourcePanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit SourcePanel(ViewState *state, QWidget *parent = nullptr);
    ~SourcePanel() override;

    /// Shows \a document, whose files are looked for in \a folder too; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document, const QString &folder = {});
    void setTheme(const Theme &theme);
    /// Looks for the files of the run in \a folder from now on.
    void setFolder(const QString &folder);
    /// Which of two panes is in sight where there is room for one, and whether the line follows the
    /// cursor.
    QWidget *tools() const noexcept { return m_tools; }

    bool isFollowingCursor() const;
    void setFollowingCursor(bool follows);
    /// Shows the line of the selected task, or of the step at the cursor.
    void goToLine();
    /// Shows \a place, of the document, until something else is selected or asked for.
    void showPlace(const SourceLine &place);

    CodeView *code() const noexcept { return m_code; }
    /// The same program in Python; not in sight where there is none.
    CodeView *python() const noexcept { return m_python; }
    /// What it says of lines that cannot be shown; empty while they are.
    QString trouble() const;

Q_SIGNALS:
    /// A person wants to say where the files are that a run had in \a root, which may be empty.
    void folderWanted(const QString &root);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Go : std::uint8_t { Stay, IfItMoved, Always };

    void build();
    QWidget *buildPane(QWidget *head, QWidget *body);
    void update(Go go);
    std::vector<SourceLine> chainInFocus(std::size_t records) const;
    /// Of \a chain the innermost of the program's own.
    std::optional<SourceLine> placeOf(const std::vector<SourceLine> &chain) const;
    /// Where the program is shown when nothing is selected or has run.
    std::optional<SourceLine> firstPlace() const;
    void listFiles(const std::vector<SourceLine> &chain);
    void showFile();
    void showMarks(const std::vector<SourceLine> &chain);
    void showPython(const std::vector<int> &lines, std::optional<int> strong);
    void showTrouble(const SourceFile &file);
    void say(const QString &trouble, bool withButton);
    void showHead(const SourceFile &file);
    void arrangePanes();
    void matchScroll();
    void activate(int line);
    QString tagOf(trace::TaskId task, std::size_t records) const;
    QString fileName(trace::TextId file) const;

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    SourceFiles m_files;
    SourceLines m_lines;
    std::optional<SourceLine> m_wanted; ///< the line of the selected task or of the step
    std::optional<SourceLine> m_shown; ///< the place that a person has asked for
    std::optional<SourceLine> m_step;
    std::optional<SegmentRef> m_segment; ///< chosen since the cursor moved last
    trace::TextId m_file = trace::TextId::Empty; ///< in sight
    trace::TextId m_loaded = trace::TextId::Empty; ///< into the views
    bool m_isChosen = false; ///< a person has chosen the file
    bool m_isActivating = false;
    LineMatch m_match; ///< of the file in sight
    std::optional<int> m_strongLine; ///< of the file in sight, tinted

    QSplitter *m_panes;
    QWidget *m_codePane;
    QWidget *m_pythonPane;
    QComboBox *m_fileChoice;
    QLabel *m_fileName;
    QLabel *m_what;
    QWidget *m_notice;
    QLabel *m_noticeText;
    QStackedWidget *m_stack;
    CodeView *m_code;
    QWidget *m_nothing;
    QLabel *m_trouble;
    QToolButton *m_find;
    QLabel *m_pythonName;
    QLabel *m_pythonWhat;
    CodeView *m_python;
    QWidget *m_tools;
    SegmentedSwitch *m_language;
    QCheckBox *m_follow;
};

} // namespace views
