#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>

class QFrame;
class QGridLayout;
class QSettings;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace views {
class ComparisonPanel;
class OutputPanel;
class FindingsPanel;
class NarrationPanel;
class ParameterPanel;
class PathPanel;
class SearchBar;
class RunDocument;
class ScenarioGallery;
class SourcePanel;
class TimelineView;
} // namespace views

namespace app {

class BottomPanel;
class CircleCard;
class HintCard;
class InspectorPlace;
class LastRunVeil;
class LegendCard;
class LoopPanel;
class OutcomeBar;
class ScriptPanel;
class SourceFolders;
class TransportBar;
class TrackMenu;
class WindowActions;

/// What fills the window, and how it shares the room. In a wide and high window the scenarios and
/// parameters stand in a panel at the left; in a small one there is a rail of buttons instead, the
/// parameters are a strip above the timeline, the inspector one below it, and of the panels under
/// it only their tabs are left.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the workspace. Shows \a actions on its buttons and keeps those of the
    /// panels checked as the panels are shown.
    Workspace(views::ViewState *state, WindowActions *actions, QWidget *parent = nullptr);

    TransportBar *transport() const noexcept { return m_transport; }
    views::ScenarioGallery *gallery() const noexcept { return m_gallery; }
    views::ParameterPanel *parameters() const noexcept { return m_parameters; }
    OutcomeBar *outcome() const noexcept { return m_outcome; }
    views::TimelineView *timeline() const noexcept { return m_timeline; }
    views::OutputPanel *output() const noexcept { return m_output; }
    InspectorPlace *inspector() const noexcept { return m_inspector; }
    views::SourcePanel *source() const noexcept { return m_source; }
    views::ComparisonPanel *comparison() const noexcept { return m_comparison; }
    ScriptPanel *script() const noexcept { return m_script; }
    LoopPanel *loop() const noexcept { return m_loop; }
    views::NarrationPanel *narration() const noexcept { return m_narration; }
    views::FindingsPanel *findings() const noexcept { return m_findings; }
    BottomPanel *bottom() const noexcept { return m_bottom; }

    /// Shows \a document in all panels; null: nothing.
    void setDocument(const std::shared_ptr<views::RunDocument> &document);

    /// On the button that opens the gallery where it is not in sight.
    void setScenarioTitle(const QString &title);
    /// Whether there are parameters to change: of a run that was opened there are none.
    void showParameters(bool shown);
    bool hasParameters() const noexcept { return m_withParameters; }
    void setTheme(const views::Theme &theme);
    /// Offers to follow the end of a live run.
    void showFollowButton(bool shown);

    /// Shares out the room of a window of \a size.
    void arrange(const QSize &size);
    /// Small: with a rail and a strip.
    bool isCompact() const noexcept { return m_compact; }

    LegendCard *legend() const noexcept { return m_legend; }
    void showLegend(bool shown);
    CircleCard *circle() const noexcept { return m_circle; }
    void showCircle(bool shown);
    /// Dims the picture and says whose it is; empty: it is what one expects.
    void showLastRun(const QString &text);

    // Show or hide a hint at its place.
    void placeHintInBar(HintCard *card, bool shown);
    void placeHintUnderParameters(HintCard *card, bool shown);
    /// False: the bars leave it no room.
    bool placeHintInRows(HintCard *card, bool shown);
    void placeHintAtFoot(HintCard *card, bool shown);

    /// Whether the window has room for a status bar.
    bool hasRoomForStatus() const noexcept { return !m_low; }

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

public Q_SLOTS:
    void showSidePanel(bool shown);
    void showBottom(bool shown);
    void showComparison();
    /// Shows the line \a place in the source.
    void showPlace(const views::SourceLine &place);
    /// Brings the script to the front, with room to write.
    void openScript();
    void openGallery();
    void closeGallery();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildBottomPanel();
    void buildComparison();
    void buildLeftPanel();
    void buildRail();
    void buildStrip();
    void buildFollowButton();
    void setCompact(bool compact);
    void placeFollowButton();
    void placeCards();
    QRect pictureRect() const;

    WindowActions *m_actions;
    TransportBar *m_transport;
    QWidget *m_rail;
    QWidget *m_strip;
    QToolButton *m_stripScenario;
    QWidget *m_leftPanel;
    QVBoxLayout *m_leftLayout;
    QSplitter *m_columns;
    QSplitter *m_rows;
    QGridLayout *m_picture; ///< the timeline, and under it the sentence of a small window
    QFrame *m_galleryPopup;
    views::ScenarioGallery *m_gallery;
    views::ParameterPanel *m_parameters;
    OutcomeBar *m_outcome;
    views::TimelineView *m_timeline;
    QToolButton *m_follow;
    BottomPanel *m_bottom;
    views::OutputPanel *m_output;
    views::SourcePanel *m_source;
    views::ComparisonPanel *m_comparison;
    ScriptPanel *m_script;
    SourceFolders *m_sourceFolders;
    LoopPanel *m_loop;
    views::NarrationPanel *m_narration;
    views::FindingsPanel *m_findings;
    views::PathPanel *m_path;
    views::SearchBar *m_search;
    InspectorPlace *m_inspector;
    LastRunVeil *m_veil;
    LegendCard *m_legend;
    HintCard *m_hintAtFoot = nullptr;
    CircleCard *m_circle;
    TrackMenu *m_tracks;

    bool m_arranged = false;
    bool m_compact = false;
    bool m_withParameters = true;
    bool m_low = false;
    int m_bottomHeight = 0; // before it was collapsed
    bool m_ghostWanted = false; // by a person, with the comparison in sight or not
};

} // namespace app
