#include "engine/trace/recorder.h"
#include "tests/support/strings.h"
#include "views/model/rundocument.h"
#include "views/timeline/markpainter.h"
#include "views/words/marktext.h"

#include <QSignalSpy>
#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using support::strings;
using trace::Kind;

namespace {

/// A run of one task that marks two places by itself, the second one as its own.
std::shared_ptr<trace::Recorder> markedTrace()
{
    auto trace = std::make_shared<trace::Recorder>();
    trace::TaskInfo info;
    info.number = 1;
    info.label = trace->intern(std::string_view("main"));
    trace->addTask(info);
    const auto text
        = [&](std::string_view word) { return static_cast<std::uint32_t>(trace->intern(word)); };
    trace->record(0s, Kind::Created, 0, static_cast<std::uint32_t>(trace::Waker::None));
    trace->record(1s, Kind::Marked, static_cast<std::uint32_t>(trace::TaskId::None),
                  text("half past"));
    trace->record(2s, Kind::Resumed, 0, 0);
    trace->record(3s, Kind::Marked, 0, text("inside"));
    trace->record(4s, Kind::Finished, 0, 0);
    trace->record(4s, Kind::Ended, 0);
    return trace;
}

QStringList notes(const std::vector<RunMark> &marks)
{
    QStringList notes;
    for (const RunMark &mark : marks)
        notes += mark.note;
    return notes;
}

} // namespace

class tst_RunMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMarksOfARecordingAreThere()
    {
        const RunDocument document(markedTrace());
        QCOMPARE(notes(document.marks()), strings({"half past", "inside"}));
        QCOMPARE(document.marks()[0].position, (Position{1s, 2}));
        QCOMPARE(document.marks()[1].task, trace::TaskId{0});
        QCOMPARE(markText(document.model(), document.marks()[1]),
                 QStringLiteral("Mark at 3.000 s, main: inside"));
    }
    void aPersonAddsChangesAndTakesAway()
    {
        RunDocument document(markedTrace());
        QSignalSpy told(&document, &RunDocument::marksChanged);
        MarkChanges changes;
        changes.add({2s, 3}, QStringLiteral("mine"));
        changes.change(document.marks()[0], QStringLiteral("other"));
        changes.change(document.marks()[1], std::nullopt);
        document.setMarkChanges(changes);
        QCOMPARE(told.size(), 1);
        QCOMPARE(notes(document.marks()), strings({"other", "mine"}));
        QVERIFY(markAt(document.marks(), {2s, 3}) != nullptr);
        QVERIFY(markAt(document.marks(), {3s, 4}) == nullptr);
        changes.change(document.marks()[1], QStringLiteral("still mine"));
        changes.add({2s, 3}, QStringLiteral("in its place"));
        document.setMarkChanges(changes);
        QCOMPARE(notes(document.marks()), strings({"other", "in its place"}));
        changes.change(document.marks()[1], std::nullopt);
        document.setMarkChanges(changes);
        QCOMPARE(notes(document.marks()), strings({"other"}));
        document.setMarkChanges({});
        QCOMPARE(notes(document.marks()), strings({"half past", "inside"}));
    }
    void aPartHasThoseThatItShows()
    {
        const auto whole = std::make_shared<RunDocument>(markedTrace());
        RunDocument part(whole, 3);
        QCOMPARE(notes(part.marks()), strings({"half past"}));
        MarkChanges changes;
        changes.add({4s, 5}, QStringLiteral("later"));
        changes.add({0s, 1}, QStringLiteral("sooner"));
        whole->setMarkChanges(changes);
        QCOMPARE(notes(part.marks()), strings({"sooner", "half past"}));
        part.revealTo(6);
        QCOMPARE(notes(part.marks()), strings({"sooner", "half past", "inside", "later"}));
    }
    void theNextOneIsFound()
    {
        const RunDocument document(markedTrace());
        QCOMPARE(markFrom(document.marks(), 0), 0U);
        QCOMPARE(markFrom(document.marks(), 3), 1U);
        QCOMPARE(markFrom(document.marks(), 5), 2U);
    }
    void flagsKeepTheirNotesApart()
    {
        RunDocument document(markedTrace());
        MarkChanges changes;
        changes.add({1s, 3}, QStringLiteral("close behind it, with a long note that has no room"));
        document.setMarkChanges(changes);
        const Fonts fonts{QFont()};
        const MarkPainter painter(Theme::light(), fonts, document.model(), document.marks());
        const TimeAxis axis(AxisKind::Clock, {0, 4'000'000'000}, 800);
        const auto places = painter.places(axis, QRectF(100, 0, 800, 30), {});
        // Two are in one pixel: the later one stands for both.
        QCOMPARE(places.size(), 2U);
        QCOMPARE(places[0].x, 300.0);
        QVERIFY(places[0].note.startsWith(QStringLiteral("close")));
        QVERIFY(places[0].plate.right() < places[1].plate.left());
        const auto beside = painter.places(axis, QRectF(100, 0, 800, 30), QRectF(320, 5, 60, 20));
        QVERIFY(beside[0].plate.right() < 320);
        QVERIFY(painter
                    .places(TimeAxis(AxisKind::Clock, {0, 500'000'000}, 800),
                            QRectF(100, 0, 800, 30), {})
                    .empty());
    }
};

QTEST_MAIN(tst_RunMarks)

#include "tst_runmarks.moc"
