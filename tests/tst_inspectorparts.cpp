#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "tests/support/scenariorun.h"
#include "views/inspector/histogram.h"
#include "views/inspector/richlabel.h"
#include "views/inspector/sectionview.h"
#include "views/inspector/sentencestrip.h"
#include "views/inspector/sharesbar.h"
#include "views/model/rundocument.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace views;
using namespace std::chrono_literals;

namespace {

/// What stands in a section's parts: its heading, bar, histogram, rows and note.
QStringList partsOf(const SectionView &view)
{
    QStringList parts;
    const auto note = [&](const char *name, const QWidget *widget) {
        if (widget->isVisible())
            parts += QString::fromLatin1(name);
    };
    note("fold", view.findChild<QToolButton *>());
    note("bar", view.findChild<SharesBar *>());
    note("histogram", view.findChild<Histogram *>());
    for (const QLabel *label : view.findChildren<QLabel *>()) {
        if (label->isVisible())
            parts += label->objectName() == QLatin1String("sectionRows") ? QStringLiteral("rows")
                                                                         : label->text();
    }
    return parts;
}

} // namespace

/// What the inspector is made of, and the strip that stands for it in a small window.
class tst_InspectorParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noLineEndsBetweenANumberAndItsUnit()
    {
        const QString text
            = linksIn(QStringLiteral("Late by <b>2.5 s</b>, 12 µs and 3 h, 45 % of 9 steps; see <a "
                                     "href=\"task:3\">Task 3 shown</a>."),
                      Theme::light());
        QVERIFY(text.endsWith(QStringLiteral("Late by <b>2.5\u00a0s</b>, 12\u00a0µs and 3\u00a0h, "
                                             "45\u00a0% of 9 steps; see <a href=\"task:3\">Task 3 "
                                             "shown</a>.")));
    }

    void aLongNameMayBreakWhereItIsJoined()
    {
        const QString link = QStringLiteral("<a href=\"place:_a_very_long_name_that_is_a_link\">");
        const QString text = linksIn(
            link + QStringLiteral("BaseSelectorEventLoop._accept_connection2</a> in short_name"),
            Theme::light());
        QVERIFY(text.endsWith(
            link
            + QStringLiteral("BaseSelectorEventLoop.\u200b_\u200baccept_\u200bconnection2</a> in "
                             "short_name")));
    }

    void aLabelInAColumnIsAsHighAsItsWidthAsks()
    {
        QWidget column;
        QVBoxLayout layout(&column);
        layout.setContentsMargins({});
        ColumnLabel label(&column, QFont());
        layout.addWidget(&label);
        layout.addStretch(1);
        label.setText(QStringLiteral("It waits for an item in the queue, which is empty."));
        column.resize(400, 400);
        column.show();
        const int low = label.height();
        for (const int width : {90, 150, 400}) {
            column.resize(width, 400);
            QCOMPARE(label.width(), width);
            QCOMPARE(label.height(), label.heightForWidth(width));
        }
        QCOMPARE(label.height(), low);
        label.setText(QStringLiteral("One<br>line<br>after<br>the<br>other"));
        QTRY_COMPARE(label.height(), label.heightForWidth(400));
        QVERIFY(label.height() >= 4 * low);
    }

    void whatASectionHasIsShownAndNothingElse()
    {
        SectionView view;
        view.resize(300, 300);
        InspectionPage::Section section;
        section.heading = QStringLiteral("Waits");
        const auto parts = [&] {
            view.show(section, Theme::light());
            return partsOf(view);
        };
        QCOMPARE(parts(), QStringList{QStringLiteral("Waits")});
        section.rows = {{QStringLiteral("a row"), {}, {}}};
        QCOMPARE(parts(), (QStringList{QStringLiteral("Waits"), QStringLiteral("rows")}));
        section.rows.clear();
        section.bar = {{.state = State::Ready, .word = QStringLiteral("ready"), .part = 1}};
        QCOMPARE(
            parts(),
            (QStringList{QStringLiteral("bar"), QStringLiteral("Waits"), QStringLiteral("rows")}));
        section.bar.clear();
        section.histogram = {1, 2};
        section.aside = QStringLiteral("3 in all");
        section.note = QStringLiteral("A note.");
        QCOMPARE(parts(),
                 (QStringList{QStringLiteral("histogram"), QStringLiteral("Waits"),
                              QStringLiteral("3 in all"), QStringLiteral("A note.")}));
        // Folded, of another heading, it has its first line only.
        section.heading = QStringLiteral("Prints");
        section.rows = {{QStringLiteral("a row"), {}, {}}};
        section.bar = {{.state = State::Ready, .word = QStringLiteral("ready"), .part = 1}};
        section.folded = true;
        QCOMPARE(parts(),
                 (QStringList{QStringLiteral("fold"), QStringLiteral("Prints"),
                              QStringLiteral("3 in all")}));
        QTest::mouseClick(view.findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(partsOf(view).size(), 7);
        // The same section anew is left as it was.
        QCOMPARE(parts().size(), 7);
    }

    void rowsOfASectionHaveColumnsWhereThereIsSomethingInThem()
    {
        SectionView view;
        view.resize(300, 300);
        InspectionPage::Section section;
        section.heading = QStringLiteral("Waits");
        section.rows = {{QStringLiteral("what"), {}, QStringLiteral("value")},
                        {QStringLiteral("alone"), {}, {}}};
        view.show(section, Theme::light());
        auto *rows = view.findChild<QLabel *>(QStringLiteral("sectionRows"));
        QCOMPARE(rows->text().count(QStringLiteral("<td")), 3);
        QVERIFY(rows->text().contains(QStringLiteral("colspan=\"2\"")));
        section.rows[0].middle = QStringLiteral("middle");
        view.show(section, Theme::light());
        QCOMPARE(rows->text().count(QStringLiteral("<td")), 4);
        QVERIFY(rows->text().contains(QStringLiteral("colspan=\"3\"")));
        section.rows[0].value.clear();
        view.show(section, Theme::light());
        QCOMPARE(rows->text().count(QStringLiteral("<td")), 4);
        const support::Drawn drawn = support::Drawn::by(*rows);
        QVERIFY(drawn.has(QStringLiteral("middle")) && drawn.has(QStringLiteral("alone")));
    }

    void aLongNoteIsWrapped()
    {
        SectionView view;
        InspectionPage::Section section;
        section.heading = QStringLiteral("Waits");
        section.note = QStringLiteral("What is told here rests on what was recorded, and that is "
                                      "not all that there was.");
        view.show(section, Theme::light());
        view.resize(200, view.heightForWidth(200));
        QCoreApplication::processEvents();
        QCOMPARE(view.width(), 200);
        const support::Drawn drawn = support::Drawn::by(view);
        QVERIFY(drawn.words().size() > 3);
        QCOMPARE(drawn.cutOff(), QStringList());
        QCOMPARE(drawn.overlapping(), QStringList());
    }

    void aHistogramHasABarForWhatIsThereAtAll()
    {
        Histogram histogram;
        histogram.resize(100, 41);
        histogram.show();
        histogram.setTheme(Theme::light());
        const auto bars = [&] {
            QList<QRectF> all;
            const support::Drawn drawn = support::Drawn::by(histogram);
            for (const auto &shape : drawn.filled(Theme::light().hatch))
                all += shape.box;
            return all;
        };
        const auto line = [&] {
            return support::Drawn::by(histogram).filled(Theme::light().controlEdge).front().box;
        };
        QVERIFY(bars().isEmpty());
        QCOMPARE(line(), QRectF(0, 40, 100, 1));
        histogram.setCounts({0, 0});
        QVERIFY(bars().isEmpty());
        histogram.setCounts({1000, 0, 500, 1});
        const auto all = bars();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0], QRectF(0, 0, 24, 40));
        QCOMPARE(all[1], QRectF(50, 20, 24, 20));
        QVERIFY(all[2].height() >= 2);
        QCOMPARE(all[2].bottom(), 40.0);
        // One beside the other, with a gap.
        QCOMPARE(all[2].left(), 75.0);
    }

    void thePlaceInTheStripStandsInOneLineBesideAButton()
    {
        const auto document = std::make_shared<RunDocument>(support::scenarioTrace("queue"));
        ViewState state;
        state.setCursor({6s, document->model().recordsUntil(6s)});
        state.setSelectedTask(trace::TaskId{9});
        SentenceStrip strip(&state);
        strip.setDocument(document);
        strip.show();
        for (const QLabel *label : strip.findChildren<QLabel *>()) {
            if (label->text().startsWith(QLatin1String("queueworkload.cpp:")))
                QVERIFY(!label->wordWrap());
        }
        QVERIFY(strip.findChild<QToolButton *>(QStringLiteral("stripNextWake"))
                    ->property("framed")
                    .toBool());
    }

    void theStripGoesToANextWakeOnlyWhereThereIsOne()
    {
        const auto document = std::make_shared<RunDocument>(support::scenarioTrace("queue"));
        ViewState state;
        state.setSelectedTask(trace::TaskId{9});
        SentenceStrip strip(&state);
        strip.setDocument(document);
        strip.show();
        const auto *next = strip.findChild<QToolButton *>(QStringLiteral("stripNextWake"));
        state.setCursor({6s, document->model().recordsUntil(6s)});
        QVERIFY(next->isEnabled());
        state.setCursor(document->model().endPosition());
        QVERIFY(!next->isEnabled());
    }

    void theStripSaysTheSentenceOfTheSelectedTask()
    {
        const auto document = std::make_shared<RunDocument>(support::scenarioTrace("queue"));
        ViewState state;
        SentenceStrip strip(&state);
        strip.setDocument(document);
        strip.setTheme(Theme::light());
        strip.resize(1000, 40);
        state.setCursor({6s, document->model().recordsUntil(6s)});
        strip.show();
        auto *sentence = strip.findChild<QLabel *>(QStringLiteral("stripSentence"));
        QVERIFY(sentence->text().contains(QStringLiteral("Nothing is selected.")));
        state.setSelectedTask(trace::TaskId{9}); // Consumer 3
        QVERIFY(sentence->text().contains(QStringLiteral("Consumer 3")));
        QVERIFY(sentence->text().contains(QStringLiteral("Waiting for an item")));
        support::Drawn drawn = support::Drawn::by(strip);
        QVERIFY(std::any_of(drawn.words().begin(), drawn.words().end(), [](const auto &words) {
            return words.text.startsWith(QStringLiteral("queueworkload.cpp:"));
        }));
        // A sign for its state before it.
        const auto signs = [&] {
            const support::Drawn now = support::Drawn::by(strip);
            int count = 0;
            for (const auto &shape : now.shapes())
                count += shape.box.right() < 40
                        && (shape.fill == Theme::light().hatch
                            || shape.line == Theme::light().hatch)
                    ? 1
                    : 0;
            return count;
        };
        QVERIFY(signs() > 0);
        state.setCursor({}); // before it is there
        QCOMPARE(signs(), 0);
        // Its links lead.
        Q_EMIT sentence->linkActivated(QStringLiteral("object:0"));
        QCOMPARE(state.selectedObject(), std::optional(trace::ObjectId{0}));
        QVERIFY(sentence->text().contains(QStringLiteral("<b>q</b>: ")));
        auto *nextWake = strip.findChild<QToolButton *>(QStringLiteral("stripNextWake"));
        QVERIFY(!nextWake->isVisible()); // of a queue
        QVERIFY(!strip.findChild<QLabel *>(QStringLiteral("stripSite"))->isVisible());
        QCOMPARE(signs(), 0);
        const auto saysThatNothingIs
            = [&] { return sentence->text().contains(QStringLiteral("Nothing is selected.")); };
        state.setSelectedObject(trace::ObjectId{99}); // there is none
        QVERIFY(saysThatNothingIs());
        Q_EMIT sentence->linkActivated(QStringLiteral("task:2"));
        QCOMPARE(state.selectedTask(), std::optional(trace::TaskId{2}));
        QVERIFY(!saysThatNothingIs());
        QVERIFY(nextWake->isVisible());
        state.setSelectedTask(trace::TaskId{16}); // there is none
        QVERIFY(saysThatNothingIs());
        QVERIFY(!nextWake->isVisible());
        // What has happened while it was hidden is said when it comes again.
        strip.hide();
        state.setSelectedTask(trace::TaskId{2});
        strip.show();
        QVERIFY(!saysThatNothingIs());
        strip.setDocument(nullptr);
        QVERIFY(saysThatNothingIs());
    }
};

PAINTING_TEST_MAIN(tst_InspectorParts)
#include "tst_inspectorparts.moc"
