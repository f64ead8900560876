#include "tests/support/foreignrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/model/rundocument.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/scenariogallery.h"
#include "views/timeline/timelinegeometry.h"

#include <QAction>
#include <QDateTime>
#include <QHelpEvent>
#include <QImage>
#include <QTemporaryDir>
#include <QToolTip>

#include <set>

using namespace std::chrono_literals;

namespace {

/// The window with a run in it that no engine has made.
struct OpenedRun : support::Program
{
    support::ForeignRun run;
    std::shared_ptr<views::RunDocument> document;

    OpenedRun()
    {
        views::RunInfo info;
        info.title = QStringLiteral("crawler.py");
        info.fileName = QStringLiteral("crawler");
        document = std::make_shared<views::RunDocument>(run.trace(), info);
        session().open(document);
        QCoreApplication::processEvents();
    }

    views::ViewState &state() { return *window.viewState(); }
    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
    views::TimelineGeometry geometry() const
    {
        return {window.timeline()->size(), static_cast<int>(document->model().queues().size())};
    }
    QImage rows() const { return window.timeline()->grab(geometry().rows).toImage(); }
    /// A place in the rows, \a share of the visible range from its beginning.
    QPoint place(double share) const
    {
        const QRect rows = geometry().rows;
        return {rows.left() + qRound(rows.width() * share), rows.top() + 60};
    }
};

} // namespace

/// A run of another program, without arguments that it could run again with.
class tst_OpenedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_openedrun"));
    }

    void isShownUnderItsOwnNameWithoutParameters()
    {
        OpenedRun opened;
        QVERIFY(opened.window.windowTitle().startsWith(QLatin1String("crawler.py")));
        QVERIFY(opened.window.findChild<views::ParameterPanel *>()->isHidden());
        QVERIFY(opened.window.findChild<views::ScenarioGallery *>()->current() == nullptr);
        QVERIFY(opened.session().isOpened());
        QVERIFY(opened.session().isAtEnd());
        QCOMPARE(opened.session().outcome(), trace::Outcome::Stopped);
        QVERIFY2(
            opened.text("sentence").startsWith(QLatin1String("The run was stopped at 3.000 s")),
            qPrintable(opened.text("sentence")));
    }

    void isShownInItsOwnWords()
    {
        OpenedRun opened;
        opened.state().setCursor(opened.document->model().positionAfterStep(1));
        opened.state().setSelectedTask(opened.run.fetch());
        const QString hint = opened.text("sentence");
        for (const char *words : {"fetch example.org: ", "pool.acquire db", "pool.py:31 in acquire",
                                  "descriptor 8, at 2.000 s"})
            QVERIFY2(hint.contains(QLatin1String(words)), qPrintable(hint));
    }

    void whereItComesFromIsToldAtItsTitle()
    {
        OpenedRun opened;
        QWidget *timeline = opened.window.timeline();
        const QPoint title = opened.geometry().gutterOf(opened.geometry().overview).center();
        QHelpEvent ask(QEvent::ToolTip, title, timeline->mapToGlobal(title));
        QCoreApplication::sendEvent(timeline, &ask);
        const QString text = QToolTip::text();
        const QString began
            = QDateTime::fromSecsSinceEpoch(1'700'000'000).toString(QStringLiteral("HH:mm:ss"));
        for (const QString &words :
             {QStringLiteral("crawler.py\n"), QStringLiteral("python3 crawler.py &lt;sites&gt;"),
              QStringLiteral("4711"), QStringLiteral("real"), began})
            QVERIFY2(text.contains(words), qPrintable(text));
    }

    void isStepped()
    {
        OpenedRun opened;
        opened.trigger("restart");
        QCOMPARE(opened.state().cursor(), views::Position{});
        opened.trigger("step");
        QCOMPARE(opened.state().cursor(), (views::Position{0s, 5}));
        opened.trigger("step");
        QCOMPARE(opened.state().cursor(), (views::Position{2s, 10}));
        QCOMPARE(opened.session().stepsDone(), 2U);
        opened.trigger("stepBack");
        QCOMPARE(opened.session().stepsDone(), 1U);
        opened.trigger("toEnd");
        QCOMPARE(opened.session().stepsDone(), 3U);
    }

    void isFiltered()
    {
        OpenedRun opened;
        const auto tasksByKey = [&] {
            std::set<trace::TaskId> tasks;
            opened.state().setSelectedTask({});
            for (int i = 0; i < 4; ++i) {
                opened.trigger("nextTask");
                if (opened.state().selectedTask())
                    tasks.insert(*opened.state().selectedTask());
            }
            return tasks;
        };
        QCOMPARE(tasksByKey(), (std::set{opened.run.fetch(), opened.run.closer()}));
        opened.state().setSelectedTask({});
        const QImage all = opened.rows();
        opened.find<QLineEdit>("taskFilter")->setText(QStringLiteral("example.ORG"));
        QVERIFY(opened.rows() != all);
        QCOMPARE(tasksByKey(), std::set{opened.run.fetch()});
        opened.state().setSelectedTask({});
        opened.find<QLineEdit>("taskFilter")->clear();
        QCOMPARE(opened.rows(), all);
    }

    void isMeasured()
    {
        OpenedRun opened;
        QWidget *timeline = opened.window.timeline();
        const QImage before = opened.rows();
        QTest::mousePress(timeline, Qt::LeftButton, Qt::AltModifier, opened.place(0.25));
        QTest::mouseMove(timeline, opened.place(0.3));
        QTest::mouseMove(timeline, opened.place(0.5));
        QTest::mouseRelease(timeline, Qt::LeftButton, Qt::AltModifier, opened.place(0.5));
        QVERIFY(opened.rows() != before);
        QVERIFY(opened.state().measure());
        const auto whole = opened.state().visibleRange();
        opened.window.timeline()->fitSelection();
        const auto length = opened.state().visibleRange().length();
        QVERIFY(length < whole.length() / 3);
        QVERIFY(length > whole.length() / 5);
    }

    void isExported()
    {
        OpenedRun opened;
        for (const char *suffix : {"png", "svg", "pdf"}) {
            const QString path
                = m_folder.filePath(QStringLiteral("crawler.") + QLatin1String(suffix));
            opened.window.exportTo(path);
            QTRY_VERIFY(QFileInfo(path).size() > 1000);
        }
        QFile file(m_folder.filePath(QStringLiteral("crawler.svg")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        for (const char *words :
             {"<title>crawler.py</title>", "pool.acquire db", "fetch example.org", "Closer"})
            QVERIFY2(svg.contains(words), words);
    }

    void goesWhenAScenarioIsChosen()
    {
        OpenedRun opened;
        auto *gallery = opened.window.findChild<views::ScenarioGallery *>();
        const scenario::Scenario &scenario = opened.session().arguments().scenario();
        Q_EMIT gallery->scenarioChosen(&scenario);
        QTRY_VERIFY(!opened.session().isOpened());
        QVERIFY(opened.window.findChild<views::ParameterPanel *>()->isVisible());
        QVERIFY(gallery->current() == &scenario);
        QVERIFY(!opened.window.windowTitle().contains(QLatin1String("crawler.py")));
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_OpenedRun)
#include "tst_openedrun.moc"
