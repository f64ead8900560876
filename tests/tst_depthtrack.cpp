#include "views/model/depthtrack.h"
#include "views/model/search.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace views;

namespace {

struct Change
{
    std::uint32_t record = 0;
    std::uint32_t depth = 0;
};

/// Some changes, so many that they fill several blocks and begin one more.
std::vector<Change> someChanges()
{
    std::mt19937 random(3);
    std::vector<Change> changes;
    std::uint32_t record = 2;
    for (std::size_t i = 0; i < 9 * DepthTrack::BlockSize + 5; ++i) {
        changes.push_back({record, static_cast<std::uint32_t>(random() % 50)});
        record += 1 + static_cast<std::uint32_t>(random() % 4);
    }
    return changes;
}

DepthTrack trackOf(const std::vector<Change> &changes)
{
    DepthTrack track;
    for (const Change &change : changes)
        track.append(change.record, change.depth);
    return track;
}

/// The number of changes before record \a record, counted one by one.
std::size_t before(const std::vector<Change> &changes, std::size_t record)
{
    return static_cast<std::size_t>(
        std::count_if(changes.begin(), changes.end(),
                      [record](const Change &change) { return change.record < record; }));
}

} // namespace

/// A depth, and the searches that it rests on.
class tst_DepthTrack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDepthAtARecordIsThatOfTheLastChangeBefore()
    {
        const std::vector<Change> changes = someChanges();
        const DepthTrack track = trackOf(changes);
        QCOMPARE(track.size(), changes.size());
        for (std::size_t records = 0; records < changes.back().record + 3U; ++records) {
            const std::size_t count = before(changes, records);
            QCOMPARE(track.depthAfter(records), count == 0 ? 0U : changes[count - 1].depth);
        }
        QCOMPARE(DepthTrack().depthAfter(7), 0U);
    }
    void theFirstChangeFromEachRecordOnIsFound()
    {
        const std::vector<Change> changes = someChanges();
        const DepthTrack track = trackOf(changes);
        for (const std::uint32_t stride : {1U, 3U, 31U, 64U, 200U, 5000U}) {
            std::vector<std::uint32_t> records;
            for (std::uint32_t at = 0; at < changes.back().record + 2 * stride; at += stride)
                records.push_back(at);
            const std::vector<std::uint32_t> found = track.firstFrom(records);
            QCOMPARE(found.size(), records.size());
            for (std::size_t i = 0; i < records.size(); ++i)
                QCOMPARE(std::size_t{found[i]}, before(changes, records[i]));
        }
        QCOMPARE(DepthTrack().firstFrom(std::vector<std::uint32_t>{0, 5}),
                 (std::vector<std::uint32_t>{0, 0}));
    }
    void theHighestOfAStretchIsFound()
    {
        const std::vector<Change> changes = someChanges();
        const DepthTrack track = trackOf(changes);
        std::uint32_t peak = 0;
        for (std::size_t begin = 0; begin <= changes.size(); ++begin) {
            std::uint32_t highest = 0;
            QCOMPARE(track.highest(begin, begin), 0U);
            for (std::size_t end = begin; end < changes.size(); ++end) {
                highest = std::max(highest, changes[end].depth);
                QCOMPARE(track.highest(begin, end + 1), highest);
            }
            peak = std::max(peak, highest);
        }
        QCOMPARE(track.peak(), peak);
    }
    void aSearchAsksWithinItsBoundsAndFindsTheFirst()
    {
        for (const std::size_t begin : {0U, 3U}) {
            for (std::size_t end = begin; end < begin + 40; ++end) {
                for (std::size_t first = begin; first <= end; ++first) {
                    bool isWithin = true;
                    const auto after = [&](std::size_t i) {
                        isWithin = isWithin && i >= begin && i < end;
                        return i >= first;
                    };
                    QCOMPARE(firstWhere(begin, end, after), first);
                    for (std::size_t guess = begin; guess <= end; ++guess)
                        QCOMPARE(nearWhere(begin, end, guess, after), first);
                    QVERIFY(isWithin);
                }
            }
        }
    }
    void aForecastGoesOnAsTheAnswersBefore()
    {
        Forecast forecast;
        QCOMPARE(forecast.next(100), std::size_t(0));
        forecast.add(10);
        QCOMPARE(forecast.next(100), std::size_t(20));
        forecast.add(14);
        QCOMPARE(forecast.next(100), std::size_t(18));
        QCOMPARE(forecast.next(15), std::size_t(15));
    }
    void whatIsSearchedAheadIsAnsweredOnceInItsOrder()
    {
        for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 40U}) {
            std::vector<std::size_t> asked;
            std::vector<std::size_t> answered;
            searchAhead(
                count,
                [&](std::size_t i) {
                    asked.push_back(i);
                    return 100 + i;
                },
                [&](std::size_t i, std::size_t block) {
                    if (block == 100 + i)
                        answered.push_back(i);
                });
            QCOMPARE(asked.size(), count);
            QCOMPARE(answered, asked);
            QVERIFY(std::is_sorted(asked.begin(), asked.end()));
        }
    }
};

QTEST_APPLESS_MAIN(tst_DepthTrack)
#include "tst_depthtrack.moc"
