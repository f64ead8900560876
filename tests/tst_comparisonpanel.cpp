#include "tests/support/drawn.h"
#include "tests/support/scenariorun.h"
#include "views/analysis/comparison.h"
#include "views/comparison/comparisonpanel.h"
#include "views/model/rundocument.h"

#include <QHeaderView>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace views;
using support::Drawn;
using support::scenarioTrace;

namespace {

std::shared_ptr<RunDocument> runOf(const char *scenario, const QString &parameters = {})
{
    return std::make_shared<RunDocument>(scenarioTrace(scenario, parameters));
}

/// The queue program beside one with three consumers, compared in a window.
struct Shown
{
    enum Column { What, Now, Reference, Difference };

    std::shared_ptr<RunDocument> now = runOf("queue");
    std::shared_ptr<RunDocument> before = runOf("queue", QStringLiteral("--consumers 3"));
    ViewState state;
    ComparisonPanel panel{&state};
    QTreeView *tree = panel.findChild<QTreeView *>(QStringLiteral("comparisonTree"));
    QLabel *nothing = panel.findChild<QLabel *>(QStringLiteral("noComparison"));
    QLabel *verdict = panel.findChild<QLabel *>(QStringLiteral("comparisonVerdict"));
    QToolButton *goThere = panel.findChild<QToolButton *>(QStringLiteral("comparisonGoThere"));

    Shown()
    {
        panel.resize(900, 600);
        panel.show();
        panel.setDocument(now);
        panel.setReference(before, QStringLiteral("3 consumers"));
    }
    bool isCompared() const
    {
        return QTest::qWaitFor([this] { return tree->isVisible(); });
    }
    Comparison comparison() const { return *compare(now->model(), before->model()); }
    /// The row that begins with \a what, at any depth.
    QModelIndex find(const QString &what) const
    {
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, what,
                                                1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.front();
    }
    void click(const QModelIndex &index) const
    {
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    }
    /// All rows below the headings.
    QList<QModelIndex> rows() const
    {
        QList<QModelIndex> all;
        for (int i = 0; i < tree->model()->rowCount(); ++i)
            add(all, tree->model()->index(i, 0));
        return all;
    }

private:
    void add(QList<QModelIndex> &all, const QModelIndex &parent) const
    {
        for (int i = 0; i < tree->model()->rowCount(parent); ++i) {
            all += tree->model()->index(i, 0, parent);
            add(all, all.last());
        }
    }
};

bool isBold(const QModelIndex &index)
{
    return index.data(Qt::FontRole).value<QFont>().bold();
}

} // namespace

class tst_ComparisonPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theColumnsAreNamedAndNumbersStandUnderThemAtTheRight()
    {
        const Shown shown;
        QVERIFY(shown.isCompared());
        const QAbstractItemModel *model = shown.tree->model();
        QStringList headings;
        for (int column = 0; column < model->columnCount(); ++column)
            headings += model->headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headings.join(QStringLiteral(", ")),
                 QStringLiteral("What, Now, 3 consumers, Difference"));
        const auto isRight
            = [](const QVariant &alignment) { return (alignment.toInt() & Qt::AlignRight) != 0; };
        const QList<QModelIndex> rows = shown.rows();
        QVERIFY(rows.size() > 10);
        for (int column = 0; column < model->columnCount(); ++column) {
            const bool number = column != Shown::What;
            QCOMPARE(isRight(model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole)),
                     number);
            for (const QModelIndex &row : rows)
                QCOMPARE(isRight(row.siblingAtColumn(column).data(Qt::TextAlignmentRole)), number);
        }
    }

    void allOfItIsInSightAndWhatHasTheRoomThatNumbersLeave()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        shown.panel.resize(900, 3000);
        const Drawn drawn = Drawn::by(*shown.tree->viewport());
        QCOMPARE(drawn.cutOff(), QStringList());
        const QHeaderView *header = shown.tree->header();
        QCOMPARE(header->length(), shown.tree->viewport()->width());
        for (const int column : {Shown::Now, Shown::Reference, Shown::Difference})
            QVERIFY(header->sectionSize(Shown::What) > 2 * header->sectionSize(column));
        // Dragged, they stay where they are.
        const QPoint from(header->sectionViewportPosition(Shown::Now) + 20, header->height() / 2);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, from);
        for (int x = from.x(); x > 20; x -= 20)
            QTest::mouseMove(header->viewport(), {x, from.y()});
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, {20, from.y()});
        QCOMPARE(header->visualIndex(Shown::Now), int(Shown::Now));
    }

    void headingsAreOpenBoldAndAsWideAsTheTable()
    {
        const Shown shown;
        QVERIFY(shown.isCompared());
        QVERIFY(shown.tree->model()->rowCount() > 2);
        for (int i = 0; i < shown.tree->model()->rowCount(); ++i) {
            const QModelIndex heading = shown.tree->model()->index(i, 0);
            QVERIFY(isBold(heading));
            QVERIFY(shown.tree->isExpanded(heading));
            QVERIFY(shown.tree->isFirstColumnSpanned(i, {}));
        }
    }

    void whatDiffersIsBoldInItsFirstColumnOnly()
    {
        const Shown shown;
        QVERIFY(shown.isCompared());
        int differing = 0;
        int equal = 0;
        for (const QModelIndex &row : shown.rows()) {
            ++(isBold(row) ? differing : equal);
            for (const int column : {Shown::Now, Shown::Reference, Shown::Difference})
                QVERIFY(!isBold(row.siblingAtColumn(column)));
            if (isBold(row))
                QVERIFY(row.siblingAtColumn(Shown::Now).data()
                        != row.siblingAtColumn(Shown::Reference).data());
        }
        QVERIFY(differing > 0 && equal > 0);
    }

    void aClickSelectsTheTaskOrTheQueueOfARow()
    {
        const Shown shown;
        QVERIFY(shown.isCompared());
        shown.click(shown.find(QStringLiteral("Consumer 1")));
        QVERIFY(shown.state.selectedTask());
        QCOMPARE(shown.now->model().label(*shown.state.selectedTask()),
                 QStringLiteral("Consumer 1"));
        const auto queue = shown.comparison().queues.at(0).object.now;
        QModelIndex row;
        for (const QModelIndex &candidate : shown.rows()) {
            shown.click(candidate);
            if (shown.state.selectedObject()) {
                row = candidate;
                break;
            }
        }
        QVERIFY(row.isValid());
        QCOMPARE(shown.state.selectedObject(), std::optional(queue));
    }

    void oneGoesIntoTheStepWhereTheyPart()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        QVERIFY(shown.goThere->isVisible());
        QTest::mouseClick(shown.goThere, Qt::LeftButton);
        const std::uint32_t step = shown.comparison().parting->step.now;
        QCOMPARE(shown.state.cursor(), shown.now->model().positionAfterStep(step + 1));
        QVERIFY(step + 1 < shown.now->model().steps().steps());
    }

    void whereThisRunIsOverEarlierOneGoesToItsLastStep()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        const auto all = shown.now->sharedTrace();
        // The same run, cut off.
        const auto shorter = runOf("lock", QStringLiteral("--rounds 1"));
        const auto longer = runOf("lock", QStringLiteral("--rounds 2"));
        shown.panel.setDocument(shorter);
        shown.panel.setReference(longer, QStringLiteral("before"));
        QVERIFY(shown.isCompared());
        const auto found = compare(shorter->model(), longer->model());
        QVERIFY(found->parting.has_value());
        QTest::mouseClick(shown.goThere, Qt::LeftButton);
        const std::uint32_t steps = shorter->model().steps().steps();
        QCOMPARE(shown.state.cursor(),
                 shorter->model().positionAfterStep(std::min(found->parting->step.now + 1, steps)));
    }

    void eitherRunCanBeReplaced()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>They part")));
        shown.panel.setDocument(runOf("queue", QStringLiteral("--consumers 3")));
        QTRY_VERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>Equal")));
        QVERIFY(!shown.goThere->isVisible());
        shown.panel.setReference(shown.now, QStringLiteral("another"));
        QTRY_VERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>They part")));
        QCOMPARE(shown.tree->model()->headerData(Shown::Reference, Qt::Horizontal).toString(),
                 QStringLiteral("another"));
    }

    void aRunThatStaysIsNotComparedAgain()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        shown.tree->setCurrentIndex(shown.find(QStringLiteral("Consumer 1")));
        shown.panel.hide();
        shown.panel.show();
        QTest::qWait(50);
        QVERIFY(shown.tree->isVisible());
        QCOMPARE(shown.tree->currentIndex().data().toString(), QStringLiteral("Consumer 1"));
    }

    void itComparesOnlyWhileItIsInSight()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        shown.panel.hide();
        shown.panel.setDocument(runOf("queue", QStringLiteral("--consumers 3")));
        QTest::qWait(50);
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>They part")));
        shown.panel.show();
        QTRY_VERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>Equal")));
    }

    void whyNothingIsComparedIsSaidInFull()
    {
        ViewState state;
        ComparisonPanel panel(&state);
        const auto *nothing = panel.findChild<QLabel *>(QStringLiteral("noComparison"));
        panel.resize(240, 300);
        panel.show();
        QCOMPARE(panel.width(), 240);
        const auto says = [&](const char *text) {
            const Drawn drawn = Drawn::by(panel);
            return nothing->text().startsWith(QLatin1String(text)) && drawn.cutOff().isEmpty()
                && !panel.findChild<QTreeView *>()->isVisible();
        };
        panel.setReference(nullptr, {});
        QVERIFY(says("There is no run yet."));
        const auto run = runOf("queue");
        panel.setDocument(run);
        QVERIFY(says("There is nothing to compare with."));
        panel.setReference(run, QStringLiteral("itself"));
        QVERIFY(says("This run is the reference."));
        const auto unfinished = std::make_shared<RunDocument>(std::make_shared<trace::Recorder>());
        panel.setReference(unfinished, QStringLiteral("unfinished"));
        QVERIFY(says("The run goes on."));
        panel.setReference(run, QStringLiteral("whole"));
        panel.setDocument(unfinished);
        QVERIFY(says("The run goes on."));
    }

    void aLongVerdictIsWrapped()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        shown.panel.resize(420, 600);
        QCOMPARE(shown.panel.width(), 420);
        const Drawn drawn = Drawn::by(*shown.verdict);
        QCOMPARE(drawn.cutOff(), QStringList());
        const auto &words = drawn.words();
        QVERIFY(words.last().box.top() > words.first().box.top());
    }
};

QTEST_MAIN(tst_ComparisonPanel)

#include "tst_comparisonpanel.moc"
