#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "views/scenario/scenariodelegate.h"
#include "views/scenario/scenariogallery.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
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

ScenarioGallery::Own own(const char *name)
{
    return {QString::fromLatin1(name), QString::fromLatin1(name), {}, {}};
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
    support::Drawn drawn() const { return support::Drawn::by(*tree->viewport()); }
    /// What stands in the row of \a item, from left to right.
    QStringList textsOf(const QTreeWidgetItem *item) const
    {
        return drawn().textsIn(tree->visualItemRect(item));
    }
    /// Shapes in \a color, of whatever strength, in the row of \a item.
    int shapesIn(const QTreeWidgetItem *item, const QColor &color) const
    {
        int count = 0;
        const support::Drawn all = drawn();
        for (const auto &shape : all.shapes()) {
            if (!QRectF(tree->visualItemRect(item)).contains(shape.box.center()))
                continue;
            count += shape.fill.isValid() && shape.fill.rgb() == color.rgb() ? 1 : 0;
            count += shape.line.isValid() && shape.line.rgb() == color.rgb() ? 1 : 0;
        }
        return count;
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

    void aRowHasItsTitleAndItsNameAndAHeadingItsCount()
    {
        const Wall wall;
        QCOMPARE(wall.textsOf(wall.item(0, 0)),
                 (QStringList{QStringLiteral("Hello"), QStringLiteral("hello")}));
        QCOMPARE(wall.textsOf(wall.tree->topLevelItem(0)),
                 (QStringList{QStringLiteral("First steps"), QStringLiteral("2")}));
        QVERIFY(!wall.tree->header()->isVisible());
        QCOMPARE(wall.drawn().cutOff(), QStringList());
        QCOMPARE(wall.drawn().overlapping(), QStringList());
    }

    void aTitleIsNeverCutAndItsNameGivesWay()
    {
        Wall wall;
        wall.scenarios[0].title = "Hello to all of you";
        wall.scenarios[0].name = "hello-to-all";
        wall.gallery.setScenarios(wall.scenarios);
        bool withName = false;
        bool without = false;
        for (int width = 160; width < 420; width += 3) {
            wall.gallery.resize(width, 400);
            QCoreApplication::processEvents();
            const support::Drawn drawn = wall.drawn();
            QCOMPARE(drawn.overlapping(), QStringList());
            QCOMPARE(drawn.cutOff(), QStringList());
            QString title;
            for (const QString &text : drawn.textsIn(wall.tree->visualItemRect(wall.item(0, 0)))) {
                if (text == QStringLiteral("hello-to-all"))
                    withName = true;
                else
                    title += text + QLatin1Char(' ');
            }
            // In several lines where there is no room for one.
            QStringList words = title.split(QLatin1Char(' '), Qt::SkipEmptyParts);
            words.sort();
            QCOMPARE(words.join(QLatin1Char(' ')), QStringLiteral("Hello all of to you"));
            without = without || !drawn.has(QStringLiteral("hello-to-all"));
        }
        QVERIFY(withName && without);
    }

    void theListBeginsAtItsTopWhereTheChosenOneFits()
    {
        std::vector<Scenario> many;
        for (int i = 0; i < 30; ++i) {
            const std::string number = std::to_string(i);
            many.push_back(named(("name" + number).c_str(), ("Title " + number).c_str(),
                                 i < 10 ? "First steps" : "More"));
        }
        ScenarioGallery gallery;
        gallery.setScenarios(many);
        // Before it has its size.
        gallery.resize(264, 60);
        gallery.setCurrent(&many[8]);
        gallery.resize(264, 500);
        gallery.show();
        auto *tree = gallery.findChild<QTreeWidget *>();
        const auto isWhole = [&](const QTreeWidgetItem *item) {
            const QRect row = tree->visualItemRect(item);
            return row.height() > 0 && tree->viewport()->rect().contains(row.left(), row.top())
                && row.bottom() <= tree->viewport()->height();
        };
        QTRY_VERIFY(isWhole(tree->topLevelItem(0)->child(8)));
        QCoreApplication::processEvents();
        QCOMPARE(tree->verticalScrollBar()->value(), 0);
        QVERIFY(isWhole(tree->topLevelItem(0)));
        gallery.setCurrent(&many[29]);
        QVERIFY(isWhole(tree->topLevelItem(1)->child(19)));
        gallery.setCurrent(&many[2]);
        QCOMPARE(tree->verticalScrollBar()->value(), 0);
        // Where a person has scrolled to, it stays when the room changes.
        tree->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        const int there = tree->verticalScrollBar()->value();
        QVERIFY(there > 0);
        gallery.resize(264, 480);
        QCoreApplication::processEvents();
        QCOMPARE(tree->verticalScrollBar()->value(), there);
    }

    void theFilterLeavesWhatHasItsText()
    {
        Wall wall;
        auto *field = wall.gallery.findChild<QLineEdit *>();
        const auto *nothing = wall.gallery.findChild<QLabel *>(QStringLiteral("noScenario"));
        const auto left = [&wall] {
            QStringList titles;
            for (int group = 0; group < wall.tree->topLevelItemCount(); ++group) {
                for (int row = 0; row < wall.tree->topLevelItem(group)->childCount(); ++row) {
                    if (!wall.tree->topLevelItem(group)->isHidden()
                        && !wall.item(group, row)->isHidden())
                        titles += wall.item(group, row)->text(0);
                }
            }
            return titles.join(QLatin1Char(' '));
        };
        QCOMPARE(left(), QStringLiteral("Hello Rounds Lock"));
        QTest::keyClicks(field, QStringLiteral("HELL"));
        QCOMPARE(left(), QStringLiteral("Hello"));
        QCOMPARE(wall.textsOf(wall.tree->topLevelItem(0)).last(), QStringLiteral("1"));
        field->setText(QStringLiteral("what lock is about"));
        QCOMPARE(left(), QStringLiteral("Lock"));
        QVERIFY(wall.tree->topLevelItem(0)->isHidden());
        QVERIFY(!nothing->isVisible());
        field->setText(QStringLiteral("no such thing"));
        QCOMPARE(left(), QString());
        QVERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(QStringLiteral("no such thing")));
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(wall.choices.size(), 0);
        // What comes meanwhile is filtered, too, and what is folded opens for what is found.
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("such a thing"), own("other")});
        wall.tree->topLevelItem(2)->setExpanded(false);
        field->setText(QStringLiteral("such"));
        QCOMPARE(left(), QStringLiteral("such a thing"));
        QVERIFY(wall.tree->topLevelItem(2)->isExpanded());
        // Another's choice is in sight.
        wall.gallery.setCurrent(&wall.scenarios[0]);
        QCOMPARE(field->text(), QString());
        // What is out of sight hides nothing when it comes again.
        field->setText(QStringLiteral("lock"));
        wall.gallery.hide();
        wall.gallery.show();
        QCOMPARE(left(), QStringLiteral("Hello Rounds Lock such a thing other"));
    }

    void theKeysAloneFindAndChoose()
    {
        Wall wall;
        wall.gallery.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&wall.gallery));
        wall.gallery.setCurrent(&wall.scenarios[0]);
        wall.gallery.setFocus();
        QTest::keyClick(wall.tree, Qt::Key_Slash);
        auto *field = wall.gallery.findChild<QLineEdit *>();
        QVERIFY(field->hasFocus());
        QCOMPARE(field->text(), QString());
        QTest::keyClicks(field, QStringLiteral("lock"));
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(wall.tree->hasFocus());
        QCOMPARE(wall.gallery.current(), &wall.scenarios[1]);
        QCOMPARE(wall.choices.size(), 1);
        // Back, and all are there again; the chosen one stays.
        QTest::keyClick(wall.tree, Qt::Key_Slash);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(wall.tree->hasFocus());
        QCOMPARE(field->text(), QString());
        QCOMPARE(wall.gallery.current(), &wall.scenarios[1]);
        QCOMPARE(wall.choices.size(), 1);
        // Enter does the same, and for one of one's own.
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("mine")});
        QSignalSpy chosen(&wall.gallery, &ScenarioGallery::ownChosen);
        QTest::keyClick(wall.tree, Qt::Key_Slash);
        QTest::keyClicks(field, QStringLiteral("mine"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(wall.tree->hasFocus());
        // In the list the key is for nobody else.
        QKeyEvent slash(QEvent::ShortcutOverride, Qt::Key_Slash, Qt::NoModifier);
        slash.ignore();
        QApplication::sendEvent(wall.tree, &slash);
        QVERIFY(slash.isAccepted());
    }

    void rowsAreHighEnoughToBeHit()
    {
        const Wall wall;
        QVERIFY(wall.tree->visualItemRect(wall.item(0, 0)).height() >= 24);
    }

    void theChosenOneIsBoldWithItsSummaryAndABar()
    {
        Wall wall;
        const views::Theme &theme = views::Theme::light();
        wall.gallery.setTheme(theme);
        QCOMPARE(wall.shapesIn(wall.item(0, 0), theme.accent), 0);
        wall.gallery.setCurrent(&wall.scenarios[0]);
        QCoreApplication::processEvents();
        const support::Drawn drawn = wall.drawn();
        QVERIFY(drawn.find(QStringLiteral("Hello"))->font.bold());
        QVERIFY(!drawn.find(QStringLiteral("Rounds"))->font.bold());
        QVERIFY(!drawn.has(QStringLiteral("hello")));
        const QString all = drawn.texts().join(QLatin1Char(' ')).simplified();
        QVERIFY2(all.contains(QString::fromStdString(wall.scenarios[0].summary)), qPrintable(all));
        QCOMPARE(drawn.cutOff(), QStringList());
        QVERIFY(wall.shapesIn(wall.item(0, 0), theme.accent) >= 2); // a tint and a bar
        QCOMPARE(wall.shapesIn(wall.item(0, 1), theme.accent), 0);
        wall.gallery.setCurrent(&wall.scenarios[2]);
        QCoreApplication::processEvents();
        QVERIFY(wall.shapesIn(wall.item(0, 0), theme.accent) < 2);
        QVERIFY(wall.drawn().has(QStringLiteral("hello")));
        wall.gallery.setCurrent(nullptr);
        QVERIFY(wall.gallery.current() == nullptr);
        QVERIFY(!wall.drawn().find(QStringLiteral("Rounds"))->font.bold());
    }

    void whatIsUnderThePointerIsTinted()
    {
        Wall wall;
        const views::Theme &theme = views::Theme::light();
        wall.gallery.setTheme(theme);
        QTest::mouseMove(wall.tree->viewport(),
                         wall.tree->visualItemRect(wall.item(0, 1)).center());
        QCoreApplication::processEvents();
        QTRY_COMPARE(wall.shapesIn(wall.item(0, 1), theme.accent), 1);
        QCOMPARE(wall.shapesIn(wall.item(0, 0), theme.accent), 0);
    }

    void aHeadingHasASignThatTellsWhetherItIsOpen()
    {
        const Wall wall;
        const views::Theme &theme = views::Theme::light();
        const auto sign = [&](int group) {
            const support::Drawn drawn = wall.drawn();
            for (const auto &shape : drawn.outlined(theme.text2)) {
                if (QRectF(wall.tree->visualItemRect(wall.tree->topLevelItem(group)))
                        .contains(shape.box))
                    return shape.box;
            }
            return QRectF();
        };
        QVERIFY(sign(0).width() > sign(0).height()); // downwards
        wall.click(wall.tree->topLevelItem(0));
        QVERIFY(sign(0).width() < sign(0).height()); // to the right
        QVERIFY(sign(1).width() > sign(1).height());
        // A second click opens it again, however fast.
        QTest::mouseDClick(wall.tree->viewport(), Qt::LeftButton, {},
                           wall.tree->visualItemRect(wall.tree->topLevelItem(0)).center());
        const bool open = wall.tree->topLevelItem(0)->isExpanded();
        wall.click(wall.tree->topLevelItem(0));
        QCOMPARE(wall.tree->topLevelItem(0)->isExpanded(), !open);
    }

    void aChosenOneStaysChosenWhileAHeadingHasTheFocus()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[0]);
        QTest::keyClick(wall.tree, Qt::Key_Up); // its heading
        QCOMPARE(wall.gallery.current(), &wall.scenarios[0]);
        QTest::keyClick(wall.tree, Qt::Key_Down);
        QCOMPARE(wall.gallery.current(), &wall.scenarios[0]);
        QCOMPARE(wall.choices.size(), 0);
    }

    void enterChoosesOneOfOnesOwnAndNoOtherKeyDoes()
    {
        Wall wall;
        wall.gallery.setOwn(QStringLiteral("Your own"),
                            {{QStringLiteral("a"), QStringLiteral("A"), {}, {}}});
        QSignalSpy chosen(&wall.gallery, &ScenarioGallery::ownChosen);
        const auto *group
            = wall.tree->findItems(QStringLiteral("Your own"), Qt::MatchExactly).value(0);
        QVERIFY(group != nullptr);
        wall.tree->setCurrentItem(group->child(0));
        for (const Qt::Key key : {Qt::Key_Space, Qt::Key_X, Qt::Key_Home})
            QTest::keyClick(wall.tree, key);
        QCOMPARE(chosen.size(), 0);
        wall.tree->setCurrentItem(group->child(0));
        QTest::keyClick(wall.tree, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QTest::keyClick(wall.tree, Qt::Key_Enter);
        QCOMPARE(chosen.size(), 2);
    }

    void enterOnOneOfOnesOwnIsForNobodyElse()
    {
        Wall wall;
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("a"), own("b")});
        wall.tree->setCurrentItem(wall.item(2, 1));
        QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QApplication::sendEvent(wall.tree, &enter);
        QVERIFY(enter.isAccepted());
    }

    void onesOwnTakeThePlaceOfThoseBefore()
    {
        Wall wall;
        const auto titles = [&wall] {
            QStringList all;
            for (int i = 0; i < wall.tree->topLevelItem(2)->childCount(); ++i)
                all += wall.item(2, i)->text(0);
            return all;
        };
        const auto isChosen = [](const QTreeWidgetItem *item) {
            return item->data(0, views::ScenarioDelegate::ChosenRole).toBool();
        };
        wall.gallery.setCurrent(&wall.scenarios[0]);
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("a"), own("b")});
        QCOMPARE(titles(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("c"), own("b"), own("d")});
        QCOMPARE(titles(),
                 (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("d")}));
        // A scenario that is chosen stays so.
        QCOMPARE(wall.gallery.current(), &wall.scenarios[0]);
        QVERIFY(isChosen(wall.item(0, 0)));
        wall.gallery.setCurrentOwn(QStringLiteral("b"));
        QVERIFY(wall.gallery.current() == nullptr);
        QVERIFY(!isChosen(wall.item(0, 0)));
        QVERIFY(!isChosen(wall.item(2, 0)) && isChosen(wall.item(2, 1)));
        QVERIFY(!isChosen(wall.item(2, 2)));
        wall.gallery.setOwn(QStringLiteral("Your own"), {own("e")});
        QVERIFY(!isChosen(wall.item(2, 0)));
        wall.gallery.setCurrent(&wall.scenarios[2]);
        QVERIFY(isChosen(wall.item(0, 1)));
        QCOMPARE(wall.choices.size(), 0);
    }

    void theTreeIsAListWithHeadings()
    {
        const Wall wall;
        QVERIFY(!wall.tree->rootIsDecorated());
        QVERIFY(!wall.tree->expandsOnDoubleClick());
        QVERIFY(wall.tree->hasMouseTracking());
    }

    void otherScenariosTakeThePlaceOfThese()
    {
        Wall wall;
        wall.gallery.setCurrent(&wall.scenarios[2]);
        const std::vector<Scenario> others{named("chess", "Chess", "Games")};
        wall.gallery.setScenarios(others);
        QVERIFY(wall.gallery.current() == nullptr);
        QCOMPARE(wall.tree->topLevelItemCount(), 1);
        QVERIFY(wall.tree->topLevelItem(0)->isExpanded());
        wall.gallery.setScenarios(wall.scenarios);
    }
};

PAINTING_TEST_MAIN(tst_ScenarioGallery)
#include "tst_scenariogallery.moc"
