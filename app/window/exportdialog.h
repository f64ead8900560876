#pragma once

#include "app/session/picturechoice.h"
#include "app/window/exporter.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace app {

class ExportPreview;
class SegmentedSwitch;

/// What the window shows of the run, which an export shows too unless asked otherwise.
struct InSight
{
    views::AxisKind axis = views::AxisKind::Clock;
    views::UnitRange range; ///< of the axis
    bool whole = true; ///< nobody has chosen the range
    QString filter;
    QStringList folded; ///< groups, by name
    std::optional<PictureChoice::Selection> selection;
    trace::Time cursor{0};

    bool isFiltered() const { return !filter.isEmpty() || !folded.isEmpty(); }
};

/// What was last chosen for the look of a picture, of what is \a inSight.
PictureChoice lastChoice(const InSight &inSight);

/// Asks what a picture of a run shows and where to write it, beside the picture itself. Remembers
/// look, parts, format and folder.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const Exporter::Subject &subject, const InSight &inSight,
                 QWidget *parent = nullptr);

    PictureChoice choice() const;

Q_SIGNALS:
    void exportRequested(const QString &path, const app::PictureChoice &choice);
    void copyRequested(const app::PictureChoice &choice);

private:
    void build();
    void buildWhat(QVBoxLayout *options);
    void buildLook(QVBoxLayout *options);
    void buildParts(QVBoxLayout *options);
    void buildFile(QVBoxLayout *options);
    SegmentedSwitch *addSwitch(QVBoxLayout *options, const QString &name, const char *key,
                               const QStringList &segments, int current);
    QCheckBox *addPart(QVBoxLayout *options, const QString &text, const char *key, bool checked);
    QString suffix() const;
    void setSuffix(const QString &suffix);
    void chooseFile();
    void changed();
    void showPicture(const QImage &picture);
    void exportPicture();
    void remember() const;
    QString note() const;

    Exporter::Subject m_subject;
    InSight m_inSight;
    Exporter m_exporter; ///< of the preview
    QString m_confirmed; ///< a file that a person has agreed to replace

    SegmentedSwitch *m_time = nullptr;
    SegmentedSwitch *m_axis = nullptr;
    SegmentedSwitch *m_tasks = nullptr;
    SegmentedSwitch *m_theme = nullptr;
    SegmentedSwitch *m_fit = nullptr;
    SegmentedSwitch *m_wakes = nullptr;
    SegmentedSwitch *m_format = nullptr;
    QSpinBox *m_width = nullptr;
    QSpinBox *m_height = nullptr;
    QLabel *m_sizeHint = nullptr;
    QCheckBox *m_title = nullptr;
    QCheckBox *m_legend = nullptr;
    QCheckBox *m_depths = nullptr;
    QCheckBox *m_ready = nullptr;
    QCheckBox *m_reference = nullptr;
    QCheckBox *m_hand = nullptr;
    QLineEdit *m_file = nullptr;
    ExportPreview *m_preview = nullptr;
    QLabel *m_scale = nullptr;
    QLabel *m_note = nullptr;
    QLineEdit *m_command = nullptr;
};

} // namespace app
