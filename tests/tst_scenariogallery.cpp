#include "tests/support/paintingtest.h"
#include "views/scenario/scenariogallery.h"

#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using scenario::Scenario;
using views::ScenarioGallery;

namespace {

Scenario named(const char *name, const char *title, const char *group)
{
    Scenario s;
    s.name = name;
    s.title = title;
    s.group = group;
    s.summary = "Shows what " + s.title + " is about, in a sentence that is long enough to wrap.";
    return s;
}

/// A gallery of two groups in a window.
struct Wall
{
    std::vector<Scenario> scenarios{named("hello", "Hello", "First steps"),
                                    named("lock", "Lock", "Coordinating"),
                                    named("rounds", "Rounds", "First steps")};
    ScenarioGallery gallery;
    QSignalSpy choices{&gallery, &ScenarioGallery::scenarioChosen};
    QTreeWidget *tree = gallery.findChild<QTreeWidget *>();

    Wall()
    {
        gallery.setScenarios(scenarios);
        gallery.resize(264, 400);
        gallery.show();
    }

    QTreeWidgetItem *item(int group, int row) const
    {
        return tree->topLevelItem(group)->child(row);
    }
    void click(const QTreeWidgetItem *item) const
    {
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                          tree->visualItemRect(item).center());
    }
};

} // namespace

class tst_ScenarioGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scenariosStandInTheirGroups()
    {
        const Wall wall;
        QCOMPARE(wall.tree->topLevelItemCount(), 2);
        QCOMPARE(wall.tree->topLevelItem(0)->text(0), QStringLiteral("First steps"));
        QCOMPARE(wall.item(0, 0)->text(0), QStringLiteral("Hello"));
        QCOMPARE(wall.item(0, 1)->text(0), QStringLiteral("Rounds"));
        QCOMPARE(wall.item(1, 0)->text(0), QStringLiteral("Lock"));
    }

    void aClickChooses()
    {
        Wall wall;
        QVERIFY(wall.gallery.current() == nullptr);
        wall.click(wall.item(1, 0));
        QCOMPARE(wall.choices.size(), 1);
        QCOMPARE(wall.gallery.current(), &wall.scenarios[1]);
        wall.click(wall.item(1, 0));
        QCOMPARE(wall.choices.size(), 1);
    }

    void theArrowKeysChoose()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[0]);
        QTest::keyClick(wall.tree, Qt::Key_Down);
        QCOMPARE(wall.gallery.current(), &wall.scenarios[2]);
        QCOMPARE(wall.choices.size(), 1);
    }

    void settingTheCurrentIsSilent()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[2]);
        QCOMPARE(wall.gallery.current(), &wall.scenarios[2]);
        QCOMPARE(wall.choices.size(), 0);
    }

    void headingsFoldAndChooseNothing()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[0]);
        wall.click(wall.tree->topLevelItem(1));
        QVERIFY(!wall.tree->topLevelItem(1)->isExpanded());
        QCOMPARE(wall.gallery.current(), &wall.scenarios[0]);
        QCOMPARE(wall.choices.size(), 0);
    }

    void theChosenOneHasRoomForItsSummary()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[0]);
        const auto height = [&](int group, int row) {
            return wall.tree->visualItemRect(wall.item(group, row)).height();
        };
        QTRY_VERIFY(height(0, 0) > 2 * height(0, 1));
        wall.gallery.setCurrent(&wall.scenarios[2]);
        QTRY_VERIFY(height(0, 1) > 2 * height(0, 0));
    }

    void aNarrowerGalleryWrapsTheSummary()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[0]);
        const int wide = wall.tree->visualItemRect(wall.item(0, 0)).height();
        wall.gallery.resize(180, 400);
        QTRY_VERIFY(wall.tree->visualItemRect(wall.item(0, 0)).height() > wide);
    }
};

PAINTING_TEST_MAIN(tst_ScenarioGallery)
#include "tst_scenariogallery.moc"
