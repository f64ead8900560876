#include "app/guides/runfiles.h"

#include "app/dialogs/recorddialog.h"
#include "app/session/runsession.h"
#include "app/workspace/workprogress.h"
#include "views/export/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QTimer>
#include <QUrl>
#include <QtConcurrent>

#include <utility>

namespace app {

namespace {

constexpr std::chrono::milliseconds Look{50};
const QLatin1String RecentKey("recentFiles");
const QLatin1String FolderKey("runFolder");
const QLatin1String Suffix("coroscope");

QString folder()
{
    return QSettings().value(FolderKey, QDir::currentPath()).toString();
}

/// What stands in a menu: as much of its end as there is room for.
QString shortened(const QString &path)
{
    constexpr qsizetype Most = 60;
    const QString native = QDir::toNativeSeparators(path);
    return native.size() <= Most ? native : u'…' + native.right(Most);
}

/// Of a file that is written one does not wait for the end.
bool isWaitedFor(const std::shared_ptr<TraceFeed> &feed)
{
    return feed && feed->state() == TraceFeed::State::Reading && !feed->isWritten();
}

} // namespace

RunFiles::RunFiles(RunSession *session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
    , m_progress(new WorkProgress(tr("Progress of reading"), tr("Stop reading"), window))
{
    m_progress->setObjectName(QStringLiteral("readingProgress"));
    connect(m_progress, &WorkProgress::cancelRequested, this, &RunFiles::stopReading);
    m_look.setInterval(Look);
    connect(&m_look, &QTimer::timeout, this, &RunFiles::showProgress);
}

RunFiles::~RunFiles()
{
    m_events.cancel();
}

void RunFiles::ask()
{
    QFileDialog *dialog = askForFile(QStringLiteral("openRuns"), tr("Open Runs"));
    dialog->setNameFilters({tr("Recorded runs (*.%1)").arg(Suffix),
                            tr("Scripts and trace events (*.json)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &RunFiles::openAll);
    dialog->open();
}

void RunFiles::askForReference()
{
    QFileDialog *dialog
        = askForFile(QStringLiteral("openReference"), tr("Compare with a Recorded Run"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { openReference(path); });
    dialog->open();
}

QFileDialog *RunFiles::askForFile(const QString &name, const QString &title)
{
    auto *dialog = new QFileDialog(m_window, title, folder(),
                                   tr("Recorded runs (*.%1);;All files (*)").arg(Suffix));
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void RunFiles::openAll(const QStringList &paths)
{
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (i == 0)
            open(paths[i]);
        else
            Q_EMIT anotherWanted(paths[i]);
    }
}

void RunFiles::open(const QString &path)
{
    try {
        tryToOpen(path);
    } catch (const OpenError &error) {
        showError(tr("Not opened"), QString::fromUtf8(error.what()));
    }
}

void RunFiles::tryToOpen(const QString &path)
{
    m_events.cancel();
    const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    if (path != QLatin1String("-") && (!isJson || QFileInfo(path).isFile())
        && isChromeTrace(path)) {
        readEvents(path);
        return;
    }
    if (isJson) {
        Q_EMIT scriptWanted(path);
        return;
    }
    m_feed = std::make_shared<TraceFeed>(path);
    connect(m_feed.get(), &TraceFeed::stateChanged, this, &RunFiles::follow);
    if (m_feed->state() == TraceFeed::State::Waiting)
        Q_EMIT told(tr("Waiting for the recording to begin …"), true);
    else
        show();
}

/// Reads trace events of Chrome's in another thread, and shows them when all are there.
void RunFiles::readEvents(const QString &path)
{
    struct Read
    {
        TraceFile file;
        QString error;
    };
    Q_EMIT told(tr("Reading %1 …").arg(QFileInfo(path).fileName()), true);
    auto *watcher = new QFutureWatcher<Read>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        showProgress();
        if (watcher->isCanceled() || watcher->future().resultCount() == 0)
            return;
        const Read read = watcher->result();
        Q_EMIT told(QString(), false);
        if (!read.error.isEmpty()) {
            showError(tr("Not opened"), read.error);
            return;
        }
        m_feed.reset();
        showProgress();
        remember(QFileInfo(path).absoluteFilePath());
        auto document = std::make_shared<views::RunDocument>(read.file.trace, read.file.info);
        document->setOver();
        m_session->open(document);
        Q_EMIT told(troubleTexts(read.file.report).join(u' '), true);
    });
    const QFuture<Read> reading = QtConcurrent::run([path](QPromise<Read> &promise) {
        try {
            promise.addResult(
                Read{readTraceFile(path, [&promise] { return !promise.isCanceled(); }), {}});
        } catch (const GivenUp &) {
            return;
        } catch (const OpenError &error) {
            promise.addResult(Read{{}, QString::fromUtf8(error.what())});
        }
    });
    watcher->setFuture(reading);
    m_events = QFuture<void>(reading);
    showProgress();
}

bool RunFiles::areEventsRead() const
{
    return m_events.isRunning() && !m_events.isCanceled();
}

/// Of the reading that stopReading() stops.
void RunFiles::showProgress()
{
    const bool events = areEventsRead();
    if (!events && !isWaitedFor(m_reference) && !isWaitedFor(m_feed)) {
        m_look.stop();
        m_progress->end();
        return;
    }
    if (!m_progress->hasBegun())
        m_progress->begin(events ? WorkProgress::Kind::Busy : WorkProgress::Kind::Share);
    if (events)
        m_progress->setBusy();
    else
        m_progress->setShare((isWaitedFor(m_reference) ? m_reference : m_feed)->share());
    m_look.start();
}

void RunFiles::stopReading()
{
    if (areEventsRead()) {
        m_events.cancel();
        showProgress();
        Q_EMIT told(tr("Reading was stopped; what was shown before stays."), false);
    } else if (isWaitedFor(m_reference)) {
        m_reference.reset();
        showProgress();
        Q_EMIT told(tr("Reading was stopped; nothing is compared with."), false);
    } else if (m_feed) {
        m_feed->stop();
    }
}

/// The feed is in another state.
void RunFiles::follow()
{
    if (sender() != m_feed.get())
        return;
    switch (m_feed->state()) {
    case TraceFeed::State::Waiting:
        break;
    case TraceFeed::State::Reading:
        Q_EMIT told(QString(), false);
        show();
        break;
    case TraceFeed::State::Complete:
        showProgress();
        tellTrouble(*m_feed);
        break;
    case TraceFeed::State::Failed:
        Q_EMIT told(QString(), false);
        showError(tr("Not opened"), m_feed->error());
        break;
    }
}

void RunFiles::show()
{
    if (m_feed->path() != QLatin1String("-"))
        remember(QFileInfo(m_feed->path()).absoluteFilePath());
    m_session->open(m_feed);
    showProgress();
    if (m_feed->state() == TraceFeed::State::Complete)
        tellTrouble(*m_feed);
}

void RunFiles::openReference(const QString &path, const QString &name)
{
    m_referenceName = name;
    try {
        m_reference = std::make_shared<TraceFeed>(path);
    } catch (const OpenError &error) {
        showError(tr("Not compared"), QString::fromUtf8(error.what()));
        return;
    }
    connect(m_reference.get(), &TraceFeed::stateChanged, this, [this, feed = m_reference.get()] {
        if (feed == m_reference.get()) // and not one that was given up for another
            followReference();
    });
    followReference();
}

/// Only a recording that is over is compared with: what is still written is waited for.
void RunFiles::followReference()
{
    const auto feed = m_reference;
    const QString name
        = m_referenceName.isEmpty() ? QFileInfo(feed->path()).fileName() : m_referenceName;
    if (feed->state() == TraceFeed::State::Complete || feed->state() == TraceFeed::State::Failed) {
        // Not under its own signal.
        QTimer::singleShot(0, this, [over = std::exchange(m_reference, nullptr)] {});
    }
    switch (feed->state()) {
    case TraceFeed::State::Waiting:
    case TraceFeed::State::Reading:
        Q_EMIT told(
            tr("Reading %1; it is compared with as soon as it is there to its end.").arg(name),
            true);
        showProgress();
        break;
    case TraceFeed::State::Complete: {
        Q_EMIT told(QString(), false);
        if (m_referenceName.isEmpty())
            remember(QFileInfo(feed->path()).absoluteFilePath());
        auto document = std::make_shared<views::RunDocument>(feed->trace(), feed->info());
        if (const auto ending = feed->ending())
            document->setEnding(*ending);
        document->setOver();
        Q_EMIT referenceOpened(document, name);
        tellTrouble(*feed);
        break;
    }
    case TraceFeed::State::Failed:
        Q_EMIT told(QString(), false);
        showError(tr("Not compared"), feed->error());
        break;
    }
}

void RunFiles::tellTrouble(const TraceFeed &feed)
{
    const QStringList texts = feed.isStopped()
        ? QStringList(tr("Reading was stopped; what was read by then is shown."))
        : troubleTexts(feed.report());
    if (!texts.isEmpty())
        Q_EMIT told(texts.join(u' '), true);
}

void RunFiles::askToSave()
{
    const auto &document = m_session->shown().document;
    if (!document)
        return;
    auto *dialog = new QFileDialog(m_window, tr("Save Run"), folder(),
                                   tr("Recorded runs (*.%1)").arg(Suffix));
    dialog->setObjectName(QStringLiteral("saveRun"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(Suffix);
    dialog->selectFile(document->info().fileName + u'.' + Suffix);
    connect(dialog, &QFileDialog::fileSelected, this, &RunFiles::save);
    dialog->open();
}

void RunFiles::save(const QString &path)
{
    const auto &document = m_session->shown().document;
    if (!document)
        return;
    const auto write = [path, trace = document->sharedTrace(), info = document->info(),
                        ending = document->ending(), marks = marksToSave(*document)] {
        try {
            saveRun(*trace, info, ending, path, marks);
        } catch (const views::ExportError &error) {
            return QString::fromUtf8(error.what());
        }
        return QString();
    };
    Q_EMIT told(tr("Writing %1 …").arg(QFileInfo(path).fileName()), true);
    auto *watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcher<QString>::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const QString error = watcher->result();
        Q_EMIT told(error.isEmpty() ? tr("Saved %1").arg(QDir::toNativeSeparators(path))
                                    : QString(),
                    false);
        if (error.isEmpty())
            remember(QFileInfo(path).absoluteFilePath());
        else
            showError(tr("Not saved"), error);
    });
    watcher->setFuture(QtConcurrent::run(write));
}

QStringList RunFiles::recent()
{
    return QSettings().value(RecentKey).toStringList();
}

void RunFiles::remember(const QString &path)
{
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings settings;
    settings.setValue(RecentKey, paths.mid(0, MostRecent));
    settings.setValue(FolderKey, QFileInfo(path).absolutePath());
}

void RunFiles::keepRecent(QMenu *menu)
{
    menu->setToolTipsVisible(true);
    fillRecent(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillRecent(menu); });
}

void RunFiles::fillRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &path : recent()) {
        QAction *action
            = menu->addAction(QString(shortened(path)).replace(u'&', QLatin1String("&&")));
        action->setToolTip(QDir::toNativeSeparators(path));
        // One that has gone is still named, since its disk may come back.
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("Nothing has been opened or saved yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    QAction *clear = menu->addAction(tr("&Clear"));
    clear->setObjectName(QStringLiteral("clearRecent"));
    connect(clear, &QAction::triggered, this, [] { QSettings().remove(RecentKey); });
}

QStringList RunFiles::dropped(const QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    return paths;
}

void RunFiles::askToRecord(const std::optional<RecordingWish> &again)
{
    auto *dialog = new RecordDialog(m_window);
    if (again)
        dialog->fill(*again);
    connect(dialog, &RecordDialog::wanted, this, [this](const RecordingWish &wish) {
        auto *recording = new ProgramRecording(QCoreApplication::applicationFilePath(), this);
        connect(recording, &ProgramRecording::began, this, [this, wish](const QString &file) {
            open(file);
            Q_EMIT recorded(wish);
        });
        connect(recording, &ProgramRecording::failed, this,
                [this](const QString &why) { showError(tr("Nothing was recorded"), why); });
        recording->start(wish);
    });
    dialog->open();
}

void RunFiles::showError(const QString &title, const QString &reason)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, reason, QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("runFileError"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace app
