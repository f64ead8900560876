#include "app/guides/runfiles.h"
#include "app/session/activitytext.h"
#include "app/session/runsession.h"
#include "app/workspace/workprogress.h"
#include "engine/run/run.h"
#include "tests/support/embrace.h"
#include "tests/support/functionprogram.h"
#include "tests/support/openedtrace.h"
#include "tests/support/programwindow.h"
#include "tests/support/scenariotrace.h"
#include "views/analysis/stoppedcircle.h"
#include "views/model/rundocument.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QToolButton>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

using app::activityText;
using app::MainWindow;
using support::Program;

namespace {

/// A recorder's file, mapped while it is written.
class MappedFile
{
public:
    explicit MappedFile(const QString &path, std::size_t size)
        : m_size(size)
        , m_file(open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (ftruncate(m_file, static_cast<off_t>(size)) == 0 && flock(m_file, LOCK_EX) == 0)
            m_bytes = static_cast<std::byte *>(
                mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, m_file, 0));
    }
    ~MappedFile()
    {
        munmap(m_bytes, m_size);
        close(m_file);
    }
    void write(const std::vector<std::byte> &bytes, std::size_t begin, std::size_t end)
    {
        if (m_bytes != nullptr)
            std::memcpy(m_bytes + begin, bytes.data() + begin, end - begin);
    }

private:
    std::size_t m_size;
    int m_file;
    std::byte *m_bytes = nullptr;
};

void write(const QString &path, const std::vector<std::byte> &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())),
             qint64(bytes.size()));
}

/// Names \a path in the file dialog \a name and accepts it.
void choose(const MainWindow &window, const char *name, const QString &path)
{
    QTRY_VERIFY(window.findChild<QFileDialog *>(QString::fromLatin1(name)) != nullptr);
    auto *dialog = window.findChild<QFileDialog *>(QString::fromLatin1(name));
    auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QVERIFY(field != nullptr);
    field->setText(path);
    QTest::keyClick(field, Qt::Key_Return);
}

/// Two slices of a task, as Chrome's tools write them.
void writeEvents(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray slice = "{\"ph\": \"X\", \"pid\": 1, \"tid\": 7, "
                             "\"name\": \"fetch (a/s.py:12)\", \"cat\": \"FEE\", ";
    file.write("{\"traceEvents\": [" + slice + "\"ts\": 1000, \"dur\": 1}, " + slice
               + "\"ts\": 1003, \"dur\": 2}]}");
}

/// \a count slices of a task.
void writeManyEvents(const QString &path, int count)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[");
    for (int i = 0; i < count; ++i)
        file.write(QStringLiteral(R"({"ph":"X","tid":1,"ts":%1,"dur":1,"name":"a"},)")
                       .arg(2 * i)
                       .toLatin1());
}

/// Two tasks that wait for each other for ever, without the end of their run.
void recordEmbrace(trace::Recorder &trace)
{
    const auto record = [](trace::Recorder &into, int steps) {
        engine::VirtualClock clock;
        engine::Run run(support::programOf(support::embrace), clock, into);
        int taken = 0;
        while (taken < steps && run.step() != engine::Run::Status::Ended)
            ++taken;
        return taken;
    };
    trace::Recorder whole;
    record(trace, record(whole, 1'000));
}

/// What RunFiles has told, and whether that stays.
QStringList sayings(const QSignalSpy &told)
{
    QStringList all;
    for (const QList<QVariant> &one : told)
        all += one[0].toString()
            + (one[1].toBool() ? QStringLiteral(" stays") : QStringLiteral(" goes"));
    return all;
}

QList<MainWindow *> windows()
{
    QList<MainWindow *> found;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            found += window;
    }
    return found;
}

} // namespace

// Runs in files, as a person opens and saves them.
class tst_RunFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_runfiles"));
    }

    void init() { QSettings().clear(); }

    void aRunIsSavedAndOpenedAgain()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const QString path = m_folder.filePath(QStringLiteral("a run.coroscope"));
        program.press(Qt::Key_S, Qt::ControlModifier);
        choose(program.window, "saveRun", path);
        QTRY_VERIFY(QFile::exists(path));
        QTRY_COMPARE(program.window.statusBar()->currentMessage(), QStringLiteral("Saved ") + path);
        QImage before;
        const auto isPaintedToTheEnd = [&program, &before] { // words come a frame later than bars
            const QImage last = std::exchange(before, program.window.timeline()->grab().toImage());
            return before == last;
        };
        QTRY_VERIFY(isPaintedToTheEnd());

        program.press(Qt::Key_O, Qt::ControlModifier);
        choose(program.window, "openRuns", path);
        QTRY_VERIFY(program.session().isOpened());
        QVERIFY(!program.find<QToolButton>("clockReal")->isEnabled());
        QVERIFY(!program.find<QAction>("clockRealAction")->isEnabled());
        QCOMPARE(program.window.windowTitle(),
                 QStringLiteral("Producers and consumers – Coroscope"));
        QCOMPARE(program.rows().taskCount(), std::size_t{16});
        QVERIFY(program.session().outcome() == trace::Outcome::Done);
        QCOMPARE(activityText(program.session()),
                 QStringLiteral("The run ended at 12.000 s, after 96 steps."));
        QVERIFY(!program.session().isGrowing());
        QTRY_VERIFY(program.window.timeline()->grab().toImage() == before);
        QCOMPARE(app::RunFiles::recent(), QStringList{path});
    }

    void nobodyIsToldToChangeWhatHasNoParameters()
    {
        const QString path = m_folder.filePath(QStringLiteral("fixed.coroscope"));
        write(path, support::twoTasks().bytes);
        Program program;
        program.window.resize(1600, 1000);
        const auto hints = [&program] {
            QStringList shown;
            for (const auto *card :
                 program.window.findChildren<QWidget *>(QStringLiteral("hintCard")))
                for (const auto *label : card->findChildren<QLabel *>())
                    shown += label->isVisible() ? label->text() : QString();
            return shown;
        };
        const QString change = QStringLiteral("Change something");
        QTRY_VERIFY(hints().contains(change));
        program.press(Qt::Key_O, Qt::ControlModifier);
        choose(program.window, "openRuns", path);
        QTRY_VERIFY(program.session().isOpened());
        QTRY_VERIFY(!hints().contains(change));
    }

    void aFileIsDroppedOnTheWindow()
    {
        const QString path = m_folder.filePath(QStringLiteral("two.coroscope"));
        write(path, support::twoTasks().bytes);
        Program program;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&program.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&program.window, &drop);
        QVERIFY(program.session().isOpened());
        QCOMPARE(program.window.windowTitle(), QStringLiteral("two – Coroscope"));
        QCOMPARE(program.rows().taskCount(), std::size_t{2});
        // It breaks off: nobody has said how it ended.
        QVERIFY(!program.session().outcome());
        QVERIFY(activityText(program.session()).startsWith(QLatin1String("The recording ends at")));
        QVERIFY(activityText(program.session())
                    .endsWith(QLatin1String("; how the run ended is not in it.")));
        QVERIFY(!program.session().shown().document->goesOn());
    }

    void textThatIsDroppedIsNotTaken()
    {
        Program program;
        QMimeData data;
        data.setText(QStringLiteral("a.coroscope"));
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&program.window, &enter);
        QVERIFY(!enter.isAccepted());
    }

    void severalFilesHaveAWindowEach()
    {
        QStringList paths;
        for (const char *name : {"one.coroscope", "other.coroscope"}) {
            paths += m_folder.filePath(QString::fromLatin1(name));
            write(paths.back(), support::twoTasks().bytes);
        }
        Program program;
        program.window.files()->openAll(paths);
        QCOMPARE(windows().size(), 2);
        for (MainWindow *window : windows()) {
            QVERIFY(window->session()->isOpened());
            QVERIFY(window->isVisible());
            if (window != &program.window)
                delete window;
        }
    }

    void whatIsNoRunIsRefusedAndTheShownOneStays()
    {
        const QString path = m_folder.filePath(QStringLiteral("text.coroscope"));
        write(path, std::vector<std::byte>(100'000, std::byte{'x'}));
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->open(path);
        auto *box = program.find<QMessageBox>("runFileError");
        QVERIFY(box != nullptr);
        QCOMPARE(box->text(),
                 QStringLiteral("Cannot open \"%1\": it is not a trace file, as Save Run and "
                                "coroscope record make them.")
                     .arg(path));
        box->close();
        QVERIFY(!program.session().isOpened());
        QVERIFY(program.settled());
        QCOMPARE(app::RunFiles::recent(), QStringList());
    }

    void whatNobodyTookNoticeOfIsToldThoughTheFileSaysItBehindTheEnd()
    {
        const QString path = m_folder.filePath(QStringLiteral("unnoticed.coroscope"));
        trace::Ending ending;
        ending.unnoticed = {{.failure = {"ValueError", "a"}, .notice = trace::Notice::Callback}};
        app::saveRun(*support::scenarioTrace("hello"), {}, ending, path);
        Program program;
        program.window.files()->open(path);
        auto *banner = program.find<QWidget>("outcomeBar");
        QTRY_VERIFY(banner->isVisible());
        const auto labels = banner->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QLatin1String("Exception in a callback: ValueError: a"));
        }));
    }

    void whatCannotBeWrittenIsSaid()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->save(m_folder.filePath(QStringLiteral("none/a.coroscope")));
        QTRY_VERIFY(program.find<QMessageBox>("runFileError") != nullptr);
        QVERIFY(program.find<QMessageBox>("runFileError")
                    ->text()
                    .startsWith(QLatin1String("Cannot write \"")));
        program.find<QMessageBox>("runFileError")->close();
    }

    void recentFilesAreInTheMenu()
    {
        const QString path = m_folder.filePath(QStringLiteral("a & b.coroscope"));
        write(path, support::twoTasks().bytes);
        {
            Program program;
            program.window.files()->open(path);
        }
        Program program;
        QMenu menu;
        program.window.files()->keepRecent(&menu);
        QCOMPARE(menu.actions().front()->toolTip(), path);
        QVERIFY(menu.actions().front()->text().endsWith(QLatin1String("a && b.coroscope")));
        menu.actions().front()->trigger();
        QVERIFY(program.session().isOpened());
        QFile::remove(path);
        Q_EMIT menu.aboutToShow();
        QVERIFY(!menu.actions().front()->isEnabled());
        menu.findChild<QAction *>(QStringLiteral("clearRecent"))->trigger();
        QCOMPARE(app::RunFiles::recent(), QStringList());
    }

    void aLongPathStandsWithItsEndAndNoPathIsNothingToChoose()
    {
        const QString sixty = u'/' + QString(49, u'p') + QStringLiteral(".coroscope");
        const QString longer = u'/' + QString(50, u'q') + QStringLiteral(".coroscope");
        QCOMPARE(sixty.size(), qsizetype{60});
        const Program program;
        QMenu menu;
        program.window.files()->keepRecent(&menu);
        QVERIFY(menu.toolTipsVisible());
        QCOMPARE(menu.actions().size(), qsizetype{1});
        QVERIFY(!menu.actions().front()->isEnabled());
        QSettings().setValue(QStringLiteral("recentFiles"), QStringList{sixty, longer});
        Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().at(0)->text(), sixty);
        QCOMPARE(menu.actions().at(1)->text(), u'…' + longer.right(60));
        QCOMPARE(menu.actions().at(1)->toolTip(), longer);
    }

    void traceEventsAreReadInTheBackgroundAndShown()
    {
        const QString path = m_folder.filePath(QStringLiteral("events.json"));
        writeEvents(path);
        Program program;
        QTRY_VERIFY(program.settled());
        QSignalSpy told(program.window.files(), &app::RunFiles::told);
        program.window.files()->open(path);
        QCOMPARE(sayings(told), QStringList{QStringLiteral("Reading events.json … stays")});
        QTRY_VERIFY(program.session().isOpened());
        QCOMPARE(program.rows().taskCount(), std::size_t{1});
        QCOMPARE(app::RunFiles::recent(), QStringList{path});
        QVERIFY2(sayings(told).last().startsWith(QLatin1String("These are trace events of another"))
                     && sayings(told).last().endsWith(QLatin1String(" stays")),
                 qPrintable(sayings(told).last()));
        QVERIFY(!told[1][1].toBool());
        for (const char *missing : {"when a task became ready and by whom", "who created a task",
                                    "how a task ended, which is shown as done"})
            QVERIFY2(sayings(told).last().contains(QLatin1String(missing)), missing);
    }

    void traceEventsThatHaveBeenGivenUpDoNotComeLater()
    {
        const QString events = m_folder.filePath(QStringLiteral("late.json"));
        writeEvents(events);
        const QString path = m_folder.filePath(QStringLiteral("instead.coroscope"));
        write(path, support::twoTasks().bytes);
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->open(events);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(20'000));
        program.window.files()->open(path);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QCOMPARE(program.session().shown().document->info().fileName, QStringLiteral("instead"));
        QCOMPARE(app::RunFiles::recent(), QStringList{path});
    }

    void whatIsToldOfAFileStaysUntilItIsDone()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QSignalSpy told(program.window.files(), &app::RunFiles::told);
        const QString path = m_folder.filePath(QStringLiteral("kept.coroscope"));
        program.window.files()->save(path);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(sayings(told),
                 (QStringList{QStringLiteral("Writing kept.coroscope … stays"),
                              QStringLiteral("Saved %1 goes").arg(path)}));
        told.clear();
        std::vector<std::byte> bytes = support::twoTasks().bytes;
        bytes.resize(bytes.size() - 1);
        const QString cut = m_folder.filePath(QStringLiteral("cut off.coroscope"));
        write(cut, bytes);
        program.window.files()->open(cut);
        QCOMPARE(sayings(told),
                 QStringList{QStringLiteral("The file is cut off at its end; what it has up to "
                                            "there is shown. stays")});
    }

    void aReferenceThatIsStillWrittenIsWaitedFor()
    {
        const QString path = m_folder.filePath(QStringLiteral("growing.coroscope"));
        const std::vector<std::byte> bytes = support::twoTasks().bytes;
        auto recorder = std::make_unique<MappedFile>(path, bytes.size());
        Program program;
        QTRY_VERIFY(program.settled());
        QSignalSpy told(program.window.files(), &app::RunFiles::told);
        QSignalSpy opened(program.window.files(), &app::RunFiles::referenceOpened);
        program.window.files()->openReference(path);
        const QString waits = QStringLiteral("Reading growing.coroscope; it is compared with as "
                                             "soon as it is there to its end. stays");
        QCOMPARE(sayings(told), QStringList{waits});
        recorder->write(bytes, 0, 2 * 65'536 + 16 + 32);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(sayings(told).last(), waits);
        QCOMPARE(opened.size(), 0);
        recorder->write(bytes, 2 * 65'536 + 16 + 32, bytes.size());
        recorder.reset();
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened[0][1].toString(), QStringLiteral("growing.coroscope"));
        QVERIFY(!program.session().isOpened());
    }

    void aReferenceThatTurnsOutToBeNoRunIsRefused()
    {
        const QString path = m_folder.filePath(QStringLiteral("no reference.coroscope"));
        constexpr std::size_t Size = std::size_t{2} * 65'536;
        auto recorder = std::make_unique<MappedFile>(path, Size);
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->openReference(path);
        QVERIFY(program.find<QMessageBox>("runFileError") == nullptr);
        recorder->write(std::vector<std::byte>(Size, std::byte{'x'}), 0, Size);
        QTRY_VERIFY(program.find<QMessageBox>("runFileError") != nullptr);
        QCOMPARE(program.find<QMessageBox>("runFileError")->windowTitle(),
                 QStringLiteral("Not compared"));
        program.find<QMessageBox>("runFileError")->close();
    }

    void aRecordingIsFollowedWhileItIsWritten()
    {
        const QString path = m_folder.filePath(QStringLiteral("live.coroscope"));
        const std::vector<std::byte> bytes = support::twoTasks().bytes;
        auto recorder = std::make_unique<MappedFile>(path, bytes.size());
        Program program;
        QTRY_VERIFY(program.settled());
        // Nothing has been written: what is shown stays.
        program.window.files()->open(path);
        QCOMPARE(program.window.statusBar()->currentMessage(),
                 QStringLiteral("Waiting for the recording to begin …"));
        QVERIFY(!program.session().isOpened());
        recorder->write(bytes, 0, 2 * 65'536 + 16 + 32);
        QTRY_VERIFY(program.session().isOpened());
        QTRY_COMPARE(program.rows().records(), std::size_t{2});
        QVERIFY(program.session().isGrowing());
        QTRY_VERIFY(
            activityText(program.session()).startsWith(QLatin1String("Following the recording: ")));
        recorder->write(bytes, 2 * 65'536 + 16 + 32, bytes.size());
        QTRY_COMPARE(program.rows().records(), std::size_t{4});
        QVERIFY(program.session().isAtEnd());
        // Its process is gone.
        recorder.reset();
        QTRY_VERIFY(!program.session().isGrowing());
        QVERIFY(activityText(program.session()).startsWith(QLatin1String("The recording ends at")));
    }

    void readingIsStoppedAndWhatWasReadStays()
    {
        // More than is read before the window shows it.
        constexpr int Steps = 600'000;
        trace::Recorder trace;
        // A circle at where it comes to be stopped, which is no end.
        recordEmbrace(trace);
        const trace::TaskId task = trace.addTask({});
        const auto number = static_cast<std::uint32_t>(task);
        const auto wait = static_cast<std::uint32_t>(trace.intern(trace::Wait()));
        trace.record({}, trace::Kind::Created, number,
                     static_cast<std::uint32_t>(trace::Waker::None));
        for (int i = 0; i < Steps; ++i) {
            trace.record(trace::Time(i), trace::Kind::Resumed, number);
            trace.record(trace::Time(i), trace::Kind::Suspended, number, wait);
        }
        const QString path = m_folder.filePath(QStringLiteral("long.coroscope"));
        app::saveRun(trace, {}, std::nullopt, path);
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->open(path);
        QVERIFY(program.session().isFed());
        auto *progress = program.find<QWidget>("readingProgress");
        QVERIFY(progress != nullptr);
        progress->findChild<QAbstractButton *>(QStringLiteral("cancelWork"))->click();
        QTRY_VERIFY(!program.session().isFed());
        const std::size_t read = program.session().shown().document->trace().records().size();
        QVERIFY2(read > 0 && read < trace.records().size(), qPrintable(QString::number(read)));
        QCOMPARE(program.window.statusBar()->currentMessage(),
                 QStringLiteral("Reading was stopped; what was read by then is shown."));
        QTRY_VERIFY(!program.session().shown().document->isReading());
        QVERIFY(progress->isHidden());
        QVERIFY(views::stoppedCircle(program.rows()));
        QVERIFY(program.find<QWidget>("outcomeBar")->isHidden());
        QVERIFY2(activityText(program.session())
                     .startsWith(QLatin1String("The recording was read up to ")),
                 qPrintable(activityText(program.session())));
        program.session().stepBack();
        QVERIFY2(activityText(program.session()).contains(QLatin1String(" It was read up to ")),
                 qPrintable(activityText(program.session())));
    }

    void theBarIsOfWhatIsReallyRead()
    {
        const QString events = m_folder.filePath(QStringLiteral("read.json"));
        writeManyEvents(events, 300'000);
        const QString path = m_folder.filePath(QStringLiteral("grows.coroscope"));
        const std::vector<std::byte> bytes = support::twoTasks().bytes;
        MappedFile recorder(path, bytes.size());
        recorder.write(bytes, 0, 2 * 65'536 + 16 + 32);
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->open(events);
        const app::WorkProgress *progress = program.window.files()->progress();
        const auto *bar = progress->findChild<QProgressBar *>();
        QVERIFY(progress->hasBegun());
        QCOMPARE(bar->maximum(), 0);
        // One that is still written is not waited for, and has no bar to end.
        program.window.files()->openReference(path);
        QVERIFY(progress->hasBegun());
        QCOMPARE(bar->maximum(), 0);
        progress->findChild<QAbstractButton *>(QStringLiteral("cancelWork"))->click();
        QVERIFY(!progress->hasBegun());
        QCOMPARE(program.window.statusBar()->currentMessage(),
                 QStringLiteral("Reading was stopped; what was shown before stays."));
    }

    void readingTraceEventsIsStoppedAndWhatWasShownStays()
    {
        const QString path = m_folder.filePath(QStringLiteral("long.json"));
        writeManyEvents(path, 20'000);
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.files()->open(path);
        program.find<QWidget>("readingProgress")
            ->findChild<QAbstractButton *>(QStringLiteral("cancelWork"))
            ->click();
        QCOMPARE(program.window.statusBar()->currentMessage(),
                 QStringLiteral("Reading was stopped; what was shown before stays."));
        QTest::qWait(100); // that nothing comes
        QVERIFY(!program.session().isOpened());
        program.window.files()->open(path);
        QTRY_VERIFY(program.session().isOpened());
        QVERIFY(!program.session().isGrowing());
    }

    void whatIsWrongWithAFileIsSaid()
    {
        const QString path = m_folder.filePath(QStringLiteral("cut.coroscope"));
        std::vector<std::byte> bytes = support::twoTasks().bytes;
        bytes.resize(bytes.size() - 1);
        write(path, bytes);
        Program program;
        program.window.files()->open(path);
        QCOMPARE(
            program.window.statusBar()->currentMessage(),
            QStringLiteral("The file is cut off at its end; what it has up to there is shown."));
    }

    void itIsSaidInAWindowThatIsShownOnlyThen()
    {
        const QString path = m_folder.filePath(QStringLiteral("short.coroscope"));
        std::vector<std::byte> bytes = support::twoTasks().bytes;
        bytes.resize(bytes.size() - 1);
        write(path, bytes);
        MainWindow window;
        window.resize(1440, 900);
        window.files()->tryToOpen(path);
        window.show();
        QTRY_VERIFY(
            window.statusBar()->currentMessage().startsWith(QLatin1String("The file is cut")));
        QVERIFY(!window.findChild<QLabel *>(QStringLiteral("sentence"))->isVisible());
    }

    void anotherScenarioIsChosenAfterwards()
    {
        const QString path = m_folder.filePath(QStringLiteral("then.coroscope"));
        write(path, support::twoTasks().bytes);
        Program program;
        program.window.files()->open(path);
        program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
        QTRY_VERIFY(program.settled());
        QVERIFY(!program.session().isOpened());
        QVERIFY(!program.session().isFed());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_RunFiles)
#include "tst_runfiles.moc"
