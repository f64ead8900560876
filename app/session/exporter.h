#pragma once

#include "app/session/picturechoice.h"
#include "views/export/timelineexport.h"
#include "views/model/rundocument.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace app {

/// Writes figures of runs in a thread of its own, one after the other. Every figure ends with one
/// of written(), painted(), cancelled() and failed().
class Exporter : public QObject
{
    Q_OBJECT

public:
    explicit Exporter(QObject *parent = nullptr);
    /// Gives up what is under way, and waits only for as long as that takes.
    ~Exporter() override;

    /// What a figure shows: a run, and what of it.
    struct Subject
    {
        std::shared_ptr<const views::RunDocument> run;
        std::shared_ptr<const views::RunDocument> reference; ///< in the figure if that is chosen
        std::optional<scenario::Arguments> arguments; ///< of the run; none when it was opened
        std::optional<scenario::Arguments> before; ///< of the reference
        PictureChoice choice;
    };

    /// Writes a figure of \a subject to \a path, in the format of its suffix.
    void write(const QString &path, const Subject &subject);
    /// Paints the same figure as an image.
    void paint(const Subject &subject);
    /// Paints what would be written as a \a suffix, \a ratio pixels to a logical one.
    void preview(const Subject &subject, const QString &suffix, double ratio);
    /// Gives up what is being written and what waits for its turn.
    void cancel();

Q_SIGNALS:
    void started(const QString &path);
    /// The share from 0 to 1 of the figure in work that is done.
    void progressed(double share);
    void written(const QString &path);
    void painted(const QImage &figure);
    void cancelled();
    /// \a reason is one sentence that names the file.
    void failed(const QString &reason);

private:
    /// Runs \a task with the options of \a subject in the exporting thread.
    void start(const Subject &subject, std::function<void(const views::ExportOptions &)> task);

    QThreadPool m_pool;
    std::atomic<int> m_generation{0}; ///< what was started in an earlier one is given up
};

} // namespace app
