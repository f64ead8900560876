#pragma once

#include "app/dialogs/lastpicture.h"
#include "app/session/exporter.h"

#include <QDialog>

class QBoxLayout;
class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace views {
class SegmentedSwitch;
} // namespace views

namespace app {

class ExportPreview;

/// Asks what a picture of a run shows and where to write it, beside the picture itself, or above it
/// where the window is narrow. Remembers look, size, parts, format and folder.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const Exporter::Subject &subject, const InSight &inSight,
                 QWidget *parent = nullptr);

    PictureChoice choice() const;

    void setVisible(bool visible) override;

Q_SIGNALS:
    void exportRequested(const QString &path, const app::PictureChoice &choice);
    void copyRequested(const app::PictureChoice &choice);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void arrange();
    void buildQueues(QVBoxLayout *options);
    QStringList queuesChosen() const;
    void copy();
    void buildWhat(QVBoxLayout *options);
    void buildLook(QVBoxLayout *options);
    void buildParts(QVBoxLayout *options);
    void buildFile(QVBoxLayout *options);
    views::SegmentedSwitch *addSwitch(QVBoxLayout *options, const QString &name, const char *key,
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
    std::optional<bool> m_narrow;

    QBoxLayout *m_halves = nullptr;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<QWidget *> m_sections;
    QList<QWidget *> m_rules; ///< between the sections

    views::SegmentedSwitch *m_time = nullptr;
    views::SegmentedSwitch *m_axis = nullptr;
    views::SegmentedSwitch *m_tasks = nullptr;
    views::SegmentedSwitch *m_theme = nullptr;
    views::SegmentedSwitch *m_fit = nullptr;
    views::SegmentedSwitch *m_wakes = nullptr;
    views::SegmentedSwitch *m_format = nullptr;
    QSpinBox *m_width = nullptr;
    QSpinBox *m_height = nullptr;
    QLabel *m_sizeHint = nullptr;
    QCheckBox *m_title = nullptr;
    QCheckBox *m_legend = nullptr;
    QCheckBox *m_depths = nullptr;
    QListWidget *m_queues = nullptr; ///< null where there is one at most
    std::array<QCheckBox *, 3> m_load{}; ///< other tracks
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
