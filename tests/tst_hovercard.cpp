#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "tests/support/scenariorun.h"
#include "views/timeline/hovercard.h"

#include <algorithm>

using namespace std::chrono_literals;
using namespace views;
using support::Drawn;
using support::scenarioRun;

namespace {

/// The segment of the task called \a label at \a time.
SegmentRef segmentOf(const RunModel &model, const QString &label, trace::Time time)
{
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        if (model.label(trace::TaskId{i}) == label)
            return *model.segmentAt(trace::TaskId{i}, time.count(), AxisKind::Clock);
    }
    return {};
}

QString detailOf(const SegmentSummary &summary, const char *name)
{
    for (const auto &[title, text] : summary.details) {
        if (title == QLatin1String(name))
            return text;
    }
    return {};
}

/// A card over a view of 800 by 600.
struct Shown
{
    QWidget view;
    HoverCard card{&view};

    Shown()
    {
        view.resize(800, 600);
        view.show();
        card.setTheme(Theme::light());
    }
    static constexpr int Shadow = 14;
    /// Where the card itself stands, without what falls from it.
    QRect place() const { return card.geometry().adjusted(Shadow, Shadow, -Shadow, -Shadow); }
    void present(const SegmentSummary &summary, const QRect &row = {100, 100, 400, 24}, int x = 300)
    {
        card.present(summary, row, x, QRect(0, 0, 800, 600));
    }
    Drawn drawn() { return Drawn::by(card); }
};

SegmentSummary plain()
{
    SegmentSummary summary;
    summary.glyph = Glyph::Clock;
    summary.glyphColor = Qt::red;
    summary.state = QStringLiteral("Sleeping");
    summary.length = QStringLiteral("3.000 s");
    summary.when = QStringLiteral("5.000 s to 8.000 s");
    return summary;
}

} // namespace

/// The card beside the pointer.
class tst_HoverCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaitIsToldWithItsTimesAndItsPlaceInLine()
    {
        const RunModel model = scenarioRun("queue");
        const SegmentRef segment = segmentOf(model, QStringLiteral("Consumer 3"), 6s);
        SegmentSummary summary = summaryOf(model, segment, {}, Theme::light());
        QCOMPARE(summary.state, QStringLiteral("Waiting for an item in q"));
        QCOMPARE(summary.length, QStringLiteral("3.000 s"));
        QCOMPARE(summary.when, QStringLiteral("5.000 s to 8.000 s · steps 49 to 68"));
        QVERIFY(detailOf(summary, "At").startsWith(QStringLiteral("queueworkload.cpp:")));
        QVERIFY(detailOf(summary, "Woken by").startsWith(QStringLiteral("Producer 4")));
        // When it began, and where the cursor stands if that is within it.
        const QString line = detailOf(summary, "In line");
        QVERIFY2(line.endsWith(QStringLiteral(" when it began")), qPrintable(line));
        const int length = line.section(QLatin1Char(' '), 2, 2).toInt();
        QCOMPARE(line.section(QLatin1Char(' '), 0, 0).toInt(), length); // it came last
        QVERIFY(length > 1);
        const std::size_t own = model.track(segment.task).record(segment.index);
        const std::size_t next = model.track(segment.task).record(segment.index + 1);
        const auto atCursor = [&](std::size_t records) {
            return detailOf(summaryOf(model, segment, {6s, records}, Theme::light()), "In line")
                .section(QStringLiteral(", "), 1);
        };
        QCOMPARE(atCursor(own), QString());
        QVERIFY(atCursor(own + 1).endsWith(QStringLiteral(" at the cursor")));
        QVERIFY(atCursor(next).startsWith(QStringLiteral("1 of ")));
        QCOMPARE(atCursor(next + 1), QString());
    }

    void allOfItCanBeReadInALine()
    {
        SegmentSummary summary = plain();
        QCOMPARE(summary.line(), QStringLiteral("Sleeping, 3.000 s · 5.000 s to 8.000 s"));
        summary.length.clear();
        summary.details = {{QStringLiteral("At"), QStringLiteral("a.py:3")}};
        QCOMPARE(summary.line(), QStringLiteral("Sleeping · 5.000 s to 8.000 s · At a.py:3"));
    }

    void anEndHasNoLength()
    {
        const RunModel model = scenarioRun("queue");
        const SegmentRef end = segmentOf(model, QStringLiteral("Consumer 3"), 12s);
        const SegmentRef last{end.task, model.track(end.task).size() - 1};
        const SegmentSummary summary = summaryOf(model, last, {}, Theme::light());
        QVERIFY(summary.length.isEmpty());
        QCOMPARE(summary.when, QStringLiteral("12.000 s"));
        QVERIFY(summary.details.empty());
    }

    void whatTakesNoTimeIsAtAnInstant()
    {
        const RunModel model = scenarioRun("queue");
        const SegmentRef first{trace::TaskId{9}, 0};
        QCOMPARE(summaryOf(model, first, {}, Theme::light()).when.section(QLatin1Char(' '), 0, 0),
                 QStringLiteral("at"));
    }

    void aCancellationThatWasOutlivedIsSaidWhereItGoesOn()
    {
        const RunModel model = scenarioRun("cancel", QStringLiteral("--mode swallow"));
        int told = 0;
        for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
            const trace::TaskId task{i};
            for (std::size_t segment = 0; segment < model.track(task).size(); ++segment) {
                const SegmentSummary summary
                    = summaryOf(model, {task, segment}, {}, Theme::light());
                const QString text = detailOf(summary, "Cancelled");
                if (text.isEmpty())
                    continue;
                ++told;
                QVERIFY(text.endsWith(QStringLiteral(", and goes on")));
                const auto cancels = model.outlivedCancels(task);
                QVERIFY(std::find(cancels.begin(), cancels.end(), segment - 1) != cancels.end());
            }
        }
        QVERIFY(told > 0);
    }

    void theCardHasItsWordsInTheirPlaces()
    {
        Shown shown;
        SegmentSummary summary = plain();
        summary.details = {{QStringLiteral("At"), QStringLiteral("queue.cpp:42")},
                           {QStringLiteral("Woken by"), QStringLiteral("Producer 4")}};
        shown.present(summary);
        const Drawn drawn = shown.drawn();
        const Theme &theme = Theme::light();
        QCOMPARE(drawn.overlapping(), QStringList());
        QCOMPARE(drawn.cutOff(), QStringList());
        const QRectF card = QRectF(QPointF(Shown::Shadow, Shown::Shadow), shown.place().size());
        for (const Drawn::Words &words : drawn.words())
            QVERIFY2(card.contains(words.box), qPrintable(words.text));
        const auto at = [&](const char *text) { return *drawn.find(QString::fromLatin1(text)); };
        QVERIFY(at("Sleeping").font.bold() && at("3.000 s").font.bold());
        QCOMPARE(at("Sleeping").box.top(), at("3.000 s").box.top());
        QVERIFY(qAbs(card.right() - at("3.000 s").box.right() - (at("At").box.left() - card.left()))
                < 1.5);
        QCOMPARE(at("Sleeping").box.left(), at("5.000 s to 8.000 s").box.left());
        QCOMPARE(at("queue.cpp:42").box.left(), at("Producer 4").box.left());
        QCOMPARE(at("At").colour, theme.text2);
        QCOMPARE(at("queue.cpp:42").colour, theme.text1);
        double bottom = 0;
        for (const char *text : {"Sleeping", "5.000 s to 8.000 s", "At", "Woken by"}) {
            QVERIFY(at(text).box.top() >= bottom - 1);
            bottom = at(text).box.bottom();
        }
        // A line parts the details from the rest, a glyph says the state.
        const auto lines = drawn.filled(theme.line);
        QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const Drawn::Shape &line) {
            return line.box.top() > at("5.000 s to 8.000 s").box.bottom() - 1
                && line.box.bottom() < at("At").box.top() + 1;
        }));
        const auto red = drawn.outlined(Qt::red);
        QVERIFY(!red.isEmpty());
        QVERIFY(red[0].box.right() < at("Sleeping").box.left());
    }

    void itIsAsHighAsItHasLines()
    {
        Shown shown;
        shown.present(plain());
        const int low = shown.place().height();
        SegmentSummary more = plain();
        more.details = {{QStringLiteral("At"), QStringLiteral("queue.cpp:42")}};
        shown.present(more);
        const int one = shown.place().height();
        more.details.emplace_back(QStringLiteral("Woken by"), QStringLiteral("Producer 4"));
        shown.present(more);
        const int two = shown.place().height();
        QVERIFY(one > low + 15);
        QVERIFY(two > one + 10 && two - one < one - low);
    }

    void longWordsMakeItWiderUpToALimit()
    {
        Shown shown;
        shown.present(plain());
        const int usual = shown.place().width();
        SegmentSummary wide = plain();
        wide.state = QStringLiteral("Waiting for an item in a queue with a rather long name");
        shown.present(wide);
        QVERIFY(shown.place().width() > usual);
        QVERIFY(shown.drawn().has(wide.state));
        QCOMPARE(shown.drawn().overlapping(), QStringList());
        wide = plain();
        wide.when = QString(60, u'4');
        shown.present(wide);
        QVERIFY(shown.place().width() > usual);
        wide = plain();
        wide.details = {{QStringLiteral("At"), QString(50, u'w')}};
        shown.present(wide);
        QVERIFY(shown.place().width() > usual);
        wide.details = {{QStringLiteral("At"), QString(400, u'w')}};
        wide.state = QString(400, u'w');
        shown.present(wide);
        QVERIFY(shown.place().width() <= 520 + 40);
        QCOMPARE(shown.drawn().cutOff(), QStringList());
        QCOMPARE(shown.drawn().overlapping(), QStringList());
    }

    void itStandsBelowItsRowOrAboveWhereThereIsNoRoom()
    {
        Shown shown;
        const int height = [&] {
            shown.present(plain());
            return shown.place().height();
        }();
        QVERIFY(shown.place().top() > 124 && shown.place().top() < 140);
        // As long as there is room down to the last pixel.
        int last = 0;
        for (int top = 300; top < 570; ++top) {
            const QRect row(100, top, 400, 24);
            shown.present(plain(), row);
            QVERIFY(!shown.place().intersects(row));
            QVERIFY(QRect(0, 0, 800, 600).contains(shown.place()));
            if (shown.place().top() > row.bottom())
                last = shown.place().bottom();
        }
        QVERIFY(last >= 597);
        // Where neither is enough room it is not above all of the view.
        shown.card.present(plain(), QRect(100, 10, 400, 24), 300, QRect(0, 0, 800, 50));
        QCOMPARE(shown.place().top(), 0);
        QVERIFY(height > 20);
    }

    void itStandsAtThePointerWithinTheView()
    {
        Shown shown;
        const QRect row(0, 100, 800, 24);
        shown.present(plain(), row, 300);
        QVERIFY(shown.place().left() < 300 && shown.place().right() > 300);
        shown.present(plain(), row, 2);
        QVERIFY(shown.place().left() > 0 && shown.place().left() < 10);
        shown.present(plain(), row, 799);
        QVERIFY(shown.place().right() < 800 && shown.place().right() > 788);
        // In a view that is narrower than it is, at the left.
        shown.card.present(plain(), row, 50, QRect(0, 0, 100, 600));
        QVERIFY(shown.place().left() > 0 && shown.place().left() < 10);
    }

    void itTakesNoInput()
    {
        Shown shown;
        shown.present(plain());
        QVERIFY(shown.card.testAttribute(Qt::WA_TransparentForMouseEvents));
        QCOMPARE(shown.card.focusPolicy(), Qt::NoFocus);
    }
};

PAINTING_TEST_MAIN(tst_HoverCard)
#include "tst_hovercard.moc"
