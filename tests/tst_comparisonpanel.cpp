#include "tests/support/drawn.h"
#include "tests/support/scenariorun.h"
#include "views/analysis/comparison.h"
#include "views/comparison/comparisonpanel.h"
#include "views/comparison/matchmenu.h"
#include "views/model/rundocument.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
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
    /// The menu of the row \a index, opened by the right button; null: none.
    MatchMenu *menuOf(const QModelIndex &index) const
    {
        tree->scrollTo(index);
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(index).center());
        return panel.findChild<MatchMenu *>();
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

/// Two runs of the queue program, and the menu of one task of them.
struct Matching
{
    std::shared_ptr<RunDocument> now;
    std::shared_ptr<RunDocument> reference;

    Matching(const QString &parameters, const QString &referenceParameters)
        : now(runOf("queue", parameters))
        , reference(runOf("queue", referenceParameters))
    {
    }
    static trace::TaskId task(const RunDocument &run, const char *label)
    {
        for (std::uint32_t i = 0; i < run.model().taskCount(); ++i) {
            if (run.model().label(trace::TaskId{i}) == QLatin1String(label))
                return trace::TaskId{i};
        }
        return trace::TaskId::None;
    }
    std::unique_ptr<MatchMenu> menu(const Both<trace::TaskId> &matched, bool isByHand = false,
                                    const std::vector<TaskMatch> &matches = {}) const
    {
        const auto always = [](double) { return true; };
        auto found = std::make_shared<const Comparison>(
            *compare(now->model(), reference->model(), always, matches));
        return std::make_unique<MatchMenu>(
            Both<std::shared_ptr<const RunModel>>{now->completeModel(), reference->completeModel()},
            std::move(found), matched, isByHand, nullptr);
    }
};

QAction *entryOf(const QMenu &menu, const QString &label)
{
    for (QAction *action : menu.actions()) {
        if (action->text() == label || action->text().startsWith(label + QStringLiteral(" (")))
            return action;
    }
    return nullptr;
}

/// The tasks that \a menu offers, without their names.
QStringList offersOf(const QMenu &menu)
{
    QStringList all;
    for (const QAction *action : menu.actions()) {
        if (action->isCheckable() && action->objectName().isEmpty())
            all += action->text().section(QStringLiteral(" ("), 0, 0);
    }
    return all;
}

QStringList checkedOf(const QMenu &menu)
{
    QStringList all;
    for (const QAction *action : menu.actions()) {
        if (action->isChecked())
            all += action->text().section(QStringLiteral(" ("), 0, 0);
    }
    return all;
}

bool canBeAutomatic(const QMenu &menu)
{
    return menu.findChild<QAction *>(QStringLiteral("matchAutomatically"))->isEnabled();
}

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

    void theReferenceHasTheNameThatItIsGivenAtLast()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        QSignalSpy compared(&shown.panel, &ComparisonPanel::compared);
        shown.panel.setReference(shown.before, QStringLiteral("3 consumers"));
        QVERIFY(compared.isEmpty());
        const auto name = [&shown] {
            return shown.tree->model()->headerData(Shown::Reference, Qt::Horizontal).toString();
        };
        shown.panel.setReference(shown.before, QStringLiteral("kept"));
        QTRY_COMPARE(name(), QStringLiteral("kept"));
        // Another one under that name.
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>They part")));
        shown.panel.setReference(runOf("queue"), QStringLiteral("kept"));
        QTRY_VERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>Equal")));
    }

    void longRunsAreComparedMeanwhile()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        const QString meals = QStringLiteral("--philosophers 100 --meals %1");
        const auto now = runOf("philosophers", meals.arg(40));
        const auto before = runOf("philosophers", meals.arg(39));
        QVERIFY(now->completeModel() && before->completeModel());
        QVERIFY(now->model().records() + before->model().records() > 20'000);
        shown.panel.setDocument(now);
        shown.panel.setReference(before, QStringLiteral("less"));
        QVERIFY(!shown.tree->isVisible());
        QVERIFY(shown.nothing->text().startsWith(QStringLiteral("Comparing")));
        QVERIFY(QTest::qWaitFor([&shown] { return shown.tree->isVisible(); }, 30'000));
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>They part")));
    }

    void somebodyMayLookAtItOutOfSight()
    {
        ViewState state;
        ComparisonPanel panel(&state);
        QSignalSpy compared(&panel, &ComparisonPanel::compared);
        panel.setDocument(runOf("queue"));
        panel.setReference(runOf("queue", QStringLiteral("--consumers 3")), {});
        QVERIFY(compared.isEmpty());
        panel.setWanted(true);
        QTRY_COMPARE(compared.size(), 1);
        panel.setWanted(true);
        panel.show();
        QVERIFY(panel.findChild<QTreeView *>()->isVisible());
        QVERIFY(panel.findChild<QLabel *>(QStringLiteral("comparisonVerdict"))
                    ->text()
                    .startsWith(QStringLiteral("<b>They part")));
        panel.setWanted(false);
        panel.hide();
        QCOMPARE(compared.size(), 1);
        panel.setDocument(runOf("queue", QStringLiteral("--consumers 4")));
        QCOMPARE(compared.size(), 1);
    }

    void lookingAwayAgainAndAgainChangesNothing()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        shown.tree->setCurrentIndex(shown.find(QStringLiteral("Consumer 1")));
        for (int i = 0; i < 3; ++i) {
            shown.panel.hide();
            shown.panel.show();
            QCOMPARE(shown.tree->currentIndex().data().toString(), QStringLiteral("Consumer 1"));
        }
    }

    void whatCouldBeComparedIsOfferedWhereNothingIs()
    {
        QAction before(QStringLiteral("Before"));
        QAction lock(QStringLiteral("Lock"));
        QAction chess(QStringLiteral("Chess"));
        lock.setObjectName(QStringLiteral("lock"));
        chess.setObjectName(QStringLiteral("chess"));
        ViewState state;
        ComparisonPanel panel(&state);
        const auto *offers = panel.findChild<QWidget *>(QStringLiteral("comparisonOffers"));
        QVERIFY(offers->isHidden());
        panel.setOffers({&before}, {&lock, &chess});
        auto *tools = qobject_cast<QToolButton *>(panel.tools());
        QStringList entries;
        for (const QAction *action : tools->menu()->actions())
            entries += action->isSeparator() ? QStringLiteral("-") : action->text();
        QCOMPARE(entries.join(u'|'), QStringLiteral("Before|-|Worth comparing:|Lock|Chess"));
        QVERIFY(!tools->menu()->actions().at(2)->isEnabled());
        QVERIFY(tools->property("framed").toBool());
        for (const char *name : {"offer-lock", "offer-chess"})
            QVERIFY2(
                panel.findChild<QToolButton *>(QLatin1String(name))->property("framed").toBool(),
                name);

        panel.show();
        QVERIFY(offers->isVisible()); // there is no run
        const auto run = runOf("queue");
        panel.setDocument(run);
        QVERIFY(offers->isVisible());
        panel.setReference(run, QStringLiteral("itself"));
        QVERIFY(!offers->isVisible());
        panel.setReference(std::make_shared<RunDocument>(std::make_shared<trace::Recorder>()),
                           QStringLiteral("unfinished"));
        QVERIFY(!offers->isVisible());
    }

    void whereTheyAreEqualThereIsNowhereToGo()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        for (const char *name : {"comparisonGoThere", "comparisonUnmatchAll"})
            QVERIFY2(shown.panel.findChild<QToolButton *>(QLatin1String(name))
                         ->property("framed")
                         .toBool(),
                     name);
        QVERIFY(shown.tree->allColumnsShowFocus());
        shown.panel.setDocument(runOf("queue", QStringLiteral("--consumers 3")));
        QTRY_VERIFY(shown.verdict->text().startsWith(QStringLiteral("<b>Equal")));
        shown.state.setCursor({});
        shown.goThere->click();
        QCOMPARE(shown.state.cursor(), Position());
    }

    void theMenuOfATaskOffersThoseThatAreLikeIt()
    {
        const Matching runs(QStringLiteral("--consumers 3"), {});
        const Both<trace::TaskId> task{runs.task(*runs.now, "Consumer 1"),
                                       runs.task(*runs.reference, "Consumer 1")};
        const auto menu = runs.menu(task);
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Compare Consumer 1 with:"));
        QVERIFY(!menu->actions().front()->isEnabled());
        // Itself and those that nobody has first.
        QCOMPARE(offersOf(*menu).join(u'|').remove(QStringLiteral("Consumer ")),
                 QStringLiteral("1|3|4|5|6|7|8|9|0|2|main|Producer 0"));
        QCOMPARE(checkedOf(*menu), QStringList{QStringLiteral("Consumer 1")});
        const QString name = runs.reference->model().name(task.reference);
        QVERIFY(name != QStringLiteral("Consumer 1"));
        QVERIFY(entryOf(*menu, QStringLiteral("Consumer 1 (%1)").arg(name)) != nullptr);
        QVERIFY(!canBeAutomatic(*menu));
        QVERIFY(canBeAutomatic(*runs.menu(task, true)));
    }

    void theMenuOfATaskWithoutACounterpartSaysSo()
    {
        const Matching runs({}, QStringLiteral("--consumers 3"));
        const auto menu = runs.menu({runs.task(*runs.now, "Consumer 9"), trace::TaskId::None});
        QCOMPARE(checkedOf(*menu), QStringList{QStringLiteral("No Task: It Is Only in This Run")});
    }

    void theMenuOfATaskOfTheReferenceOffersThoseOfThisRun()
    {
        const Matching runs(QStringLiteral("--consumers 3"), {});
        const trace::TaskId lonely = runs.task(*runs.now, "Consumer 1");
        const trace::TaskId task = runs.task(*runs.reference, "Consumer 9");
        const auto menu = runs.menu({trace::TaskId::None, task}, false,
                                    {TaskMatch{lonely, trace::TaskId::None}});
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Compare Consumer 9 with:"));
        QCOMPARE(offersOf(*menu).first(4).join(u'|'),
                 QStringLiteral("Consumer 1|Consumer 0|Consumer 2|main"));
        QCOMPARE(checkedOf(*menu), QStringList());
        QVERIFY(menu->findChild<QAction *>(QStringLiteral("matchNone")) == nullptr);
        TaskMatch chosen;
        connect(menu.get(), &MatchMenu::chosen, this,
                [&chosen](const TaskMatch &match) { chosen = match; });
        entryOf(*menu, QStringLiteral("Consumer 1"))->trigger();
        QVERIFY(chosen == (TaskMatch{lonely, task}));
    }

    void ofTakenTasksNoneStandsFirstForItsNumber()
    {
        const Matching runs(QStringLiteral("--producers 6 --consumers 9"),
                            QStringLiteral("--producers 5 --consumers 10"));
        const trace::TaskId lonely = runs.task(*runs.reference, "Consumer 9");
        QCOMPARE(lonely, runs.task(*runs.now, "Consumer 8"));
        const auto menu = runs.menu({trace::TaskId::None, lonely});
        QCOMPARE(offersOf(*menu).mid(0, 9).join(u'|').remove(QStringLiteral("Consumer ")),
                 QStringLiteral("0|1|2|3|4|5|6|7|8"));
    }

    void aDozenTasksAreOfferedAndOneAsksForMore_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<bool>("more");
        QTest::newRow("12") << QStringLiteral("--producers 3 --consumers 8") << false;
        QTest::newRow("13") << QStringLiteral("--producers 3 --consumers 9") << true;
    }
    void aDozenTasksAreOfferedAndOneAsksForMore()
    {
        QFETCH(const QString, reference);
        QFETCH(const bool, more);
        const Matching runs({}, reference);
        const auto menu
            = runs.menu({runs.task(*runs.now, "main"), runs.task(*runs.reference, "main")});
        QCOMPARE(offersOf(*menu).size(), 12);
        QCOMPARE(menu->findChild<QAction *>(QStringLiteral("matchAnother")) != nullptr, more);
    }

    void tasksOfTheReferenceAreMatchedInTheirRows()
    {
        Shown shown;
        QVERIFY(shown.isCompared());
        QCOMPARE(checkedOf(*shown.menuOf(shown.find(QStringLiteral("Consumer 1")))),
                 QStringList{QStringLiteral("Consumer 1")});
        shown.panel.findChild<MatchMenu *>()->close();
        shown.panel.setDocument(shown.before);
        shown.panel.setReference(shown.now, QStringLiteral("10 consumers"));
        QVERIFY(shown.isCompared());
        const QString nobody = QStringLiteral("%1, only in the reference");
        const QString byHand = QStringLiteral("%1, with %2, by hand");
        for (const auto &[own, other] :
             {std::pair(QStringLiteral("Consumer 1"), QStringLiteral("Consumer 9")),
              std::pair(QStringLiteral("Consumer 0"), QStringLiteral("Consumer 8"))}) {
            MatchMenu *menu = shown.menuOf(shown.find(nobody.arg(other)));
            QVERIFY(menu != nullptr);
            QVERIFY(menu->actions().front()->text().contains(other));
            QVERIFY(!canBeAutomatic(*menu));
            entryOf(*menu, own)->trigger();
            menu->close();
            QTRY_VERIFY(shown.find(byHand.arg(own, other)).isValid());
        }
        // Both stay, and can be taken back.
        const QModelIndex first
            = shown.find(byHand.arg(QStringLiteral("Consumer 1"), QStringLiteral("Consumer 9")));
        QVERIFY(first.isValid());
        QVERIFY(canBeAutomatic(*shown.menuOf(first)));
        shown.panel.findChild<MatchMenu *>()->close();
    }

    void aHeadingHasNoMenu()
    {
        const Shown shown;
        QVERIFY(shown.isCompared());
        QVERIFY(shown.menuOf(shown.tree->model()->index(0, 0)) == nullptr);
    }

    void thatTheRandomDrawsDifferIsALineOfItsOwnWhereTheRunsDo()
    {
        const auto run = [](int consumers, const QString &told) {
            RunInfo info;
            info.title = QStringLiteral("Queue");
            info.arguments = {{QStringLiteral("Consumers"), told},
                              {QStringLiteral("Seed"), QStringLiteral("444")}};
            return std::make_shared<RunDocument>(
                scenarioTrace("queue", QStringLiteral("--consumers %1").arg(consumers)), info);
        };
        const QString line = QStringLiteral("<br>Another parameter moves the random draws");
        Shown shown;
        shown.panel.setDocument(run(10, QStringLiteral("10")));
        shown.panel.setReference(run(3, QStringLiteral("3")), QStringLiteral("3 consumers"));
        QVERIFY(shown.isCompared());
        QVERIFY2(shown.verdict->text().contains(line), qPrintable(shown.verdict->text()));
        shown.panel.setReference(run(10, QStringLiteral("ten")), QStringLiteral("the same"));
        QVERIFY(shown.isCompared());
        QVERIFY2(!shown.verdict->text().contains(line), qPrintable(shown.verdict->text()));
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
