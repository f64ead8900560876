#include "app/workspace/bottompanel.h"
#include "app/workspace/floatingmessage.h"
#include "app/workspace/hintcard.h"
#include "app/workspace/lastrunveil.h"
#include "app/workspace/legendcard.h"
#include "app/workspace/outcomebar.h"
#include "app/workspace/paneltabs.h"
#include "app/workspace/speedcontrol.h"
#include "app/workspace/transportbar.h"
#include "app/workspace/workprogress.h"
#include "engine/workloads/registry.h"
#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "tests/support/sampletraces.h"
#include "views/findings/findingspanel.h"
#include "views/output/outputpanel.h"
#include "views/scenario/parameterpanel.h"
#include "views/source/sourcepanel.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLayout>
#include <QMenu>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTextDocumentFragment>

#include <memory>

using support::Drawn;
using support::Program;

namespace {

/// A panel with three pages in a window.
struct Bottom
{
    app::BottomPanel panel;
    QList<QWidget *> pages;
    QSignalSpy requests{&panel, &app::BottomPanel::collapseRequested};

    Bottom()
    {
        for (const char *name : {"one", "two", "three"}) {
            const QString text = QString::fromLatin1(name);
            auto *action = new QAction(text, &panel);
            action->setObjectName(text);
            action->setCheckable(true);
            pages += new QLabel(text);
            panel.addPage(pages.last(), text, action);
        }
        panel.resize(600, 200);
        panel.show();
    }
    app::PanelTabs *tabs() const { return panel.findChild<app::PanelTabs *>(); }
};

/// The bar of a window in one of its own.
struct Bar
{
    QList<QAction *> all;
    QObject owner;
    std::unique_ptr<app::TransportBar> bar;

    Bar()
    {
        for (int i = 0; i < 8; ++i)
            all += new QAction(QStringLiteral("Run"), &owner);
        bar = std::make_unique<app::TransportBar>(
            app::TransportActions{all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7]});
        bar->show();
    }
    /// What it has room for.
    QString state() const
    {
        QStringList parts;
        parts += bar->findChild<QWidget *>(QStringLiteral("speedMenu"))->isVisible()
            ? QStringLiteral("menu")
            : QStringLiteral("slider");
        for (const QLabel *label : bar->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == QStringLiteral("Axis"))
                parts += QStringLiteral("words");
        }
        if (bar->findChild<QWidget *>(QStringLiteral("stepReadOut"))->isVisible())
            parts += QStringLiteral("steps");
        return parts.join(u' ');
    }
};

} // namespace

/// What the window is made of, piece by piece, and how the pieces share it.
class tst_Workspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_workspace"));
    }
    void init()
    {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("window/inspector"), false);
    }

    void anyTabOpensACollapsedPanelAndTheRoomBesideThemDoesNot()
    {
        Bottom bottom;
        bottom.panel.setCollapsed(true);
        QTest::mouseClick(bottom.tabs(), Qt::LeftButton, {}, bottom.tabs()->tabRect(0).center());
        QCOMPARE(bottom.requests.size(), 1);
        QVERIFY(!bottom.requests[0][0].toBool());
        Q_EMIT bottom.tabs()->tabBarClicked(-1);
        QCOMPARE(bottom.requests.size(), 1);
        QVERIFY(
            bottom.panel.findChild<QToolButton *>(QStringLiteral("collapsePanel"))->autoRaise());
    }

    void theFirstPageIsAPageAsOthers()
    {
        Bottom bottom;
        bottom.panel.setPage(bottom.pages[2]);
        QCOMPARE(bottom.panel.pageName(), QStringLiteral("three"));
        bottom.panel.setPage(bottom.pages[0]);
        QCOMPARE(bottom.panel.page(), bottom.pages[0]);
        QCOMPARE(bottom.panel.pageName(), QStringLiteral("one"));
        bottom.panel.setCount(bottom.pages[0], 5, false);
        QVERIFY(bottom.tabs()->accessibleTabName(0).contains(u'5'));
        bottom.panel.setPageShown(bottom.pages[0], false);
        QVERIFY(!bottom.tabs()->isTabVisible(0));
    }

    void aPageThatGoesLeavesTheOneBeforeOrWhatIsInFront()
    {
        Bottom bottom;
        bottom.panel.setPage(bottom.pages[1]);
        bottom.panel.setPage(bottom.pages[2]);
        bottom.panel.setPageShown(bottom.pages[0], false);
        QCOMPARE(bottom.panel.page(), bottom.pages[2]);
        bottom.panel.setPageShown(bottom.pages[0], true);
        bottom.panel.setPageShown(bottom.pages[2], false);
        QCOMPARE(bottom.panel.page(), bottom.pages[1]);
    }

    void aTabTellsHowManyThereAre()
    {
        const views::Theme &theme = views::Theme::light();
        app::PanelTabs tabs;
        tabs.setTheme(theme);
        for (const char *word : {"Alpha", "Beta", "Gamma"})
            tabs.addTab(QString::fromLatin1(word));
        tabs.resize(600, tabs.sizeHint().height());
        tabs.show();
        tabs.setCount(1, 3, false);
        QCOMPARE(tabs.accessibleTabName(1), QStringLiteral("Beta, 3"));
        QVERIFY(Drawn::by(tabs).has(QStringLiteral("3")));
        QVERIFY(Drawn::by(tabs).filled(theme.failed).isEmpty());
        tabs.setCount(1, 3, true);
        const auto badges = Drawn::by(tabs).filled(theme.failed);
        QCOMPARE(badges.size(), 1);
        QVERIFY(badges.front().box.width() >= badges.front().box.height());
        QVERIFY(QRectF(tabs.tabRect(1)).contains(badges.front().box));
        tabs.setCount(0, 999, false);
        QVERIFY(Drawn::by(tabs).has(QStringLiteral("999")));
        tabs.setCount(0, 1000, false);
        QVERIFY(Drawn::by(tabs).has(QStringLiteral("999+")));
        tabs.setCount(1, 0, false);
        QCOMPARE(tabs.accessibleTabName(1), QStringLiteral("Beta"));
        QVERIFY(Drawn::by(tabs).filled(theme.failed).isEmpty());
        QVERIFY(!Drawn::by(tabs).has(QStringLiteral("0")));
    }

    void theChosenTabIsUnderlinedAndRingedWithTheFocus()
    {
        const views::Theme &theme = views::Theme::light();
        app::PanelTabs tabs;
        tabs.setTheme(theme);
        for (const char *word : {"Alpha", "Beta"})
            tabs.addTab(QString::fromLatin1(word));
        tabs.resize(400, tabs.sizeHint().height());
        tabs.setCurrentIndex(1);
        tabs.show();
        tabs.clearFocus();
        const auto rules = Drawn::by(tabs).filled(theme.accent);
        QCOMPARE(rules.size(), 1);
        const QRect chosen = tabs.tabRect(1);
        QVERIFY(QRectF(chosen).contains(rules.front().box));
        QCOMPARE(rules.front().box.bottom(), chosen.bottom() + 1.0);
        QVERIFY(Drawn::by(tabs).outlined(theme.accent).isEmpty());
        tabs.activateWindow();
        tabs.setFocus();
        QTRY_VERIFY(tabs.hasFocus());
        QCOMPARE(Drawn::by(tabs).outlined(theme.accent).size(), 1);
        QVERIFY(chosen.height() >= 36);
        // As words in a row: no wider than they are, without a line under all.
        QVERIFY(!tabs.expanding() && !tabs.drawBase() && tabs.usesScrollButtons());
    }

    void aHintPointsToWhereItIsTold()
    {
        app::HintCard card(2, QStringLiteral("Change something"),
                           QStringLiteral("Drag a slider, this one or another: the run follows it, "
                                          "whatever it is that it does."));
        const QSize plain = card.size();
        QCOMPARE(Drawn::by(card).cutOff(), QStringList());
        const auto picture = [&card](Qt::Edge edge, int at) {
            card.pointFrom(edge, at);
            return card.grab().toImage();
        };
        const QImage left = picture(Qt::TopEdge, 60);
        QCOMPARE(card.size(), plain + QSize(0, 7));
        const QImage right = picture(Qt::TopEdge, 160);
        QCOMPARE(right.size(), left.size());
        QVERIFY(left != right);
        QVERIFY(picture(Qt::TopEdge, 60) == left);
        const QImage high = picture(Qt::LeftEdge, 20);
        QCOMPARE(card.size(), plain + QSize(7, 0));
        QVERIFY(picture(Qt::LeftEdge, 40) != high);
        QVERIFY(picture(Qt::LeftEdge, 20) == high);
        card.pointFrom(std::nullopt);
        QCOMPARE(card.size(), plain);
    }

    void aBannerTellsTheFirstThreeAndHowManyMore()
    {
        QAction circle(QStringLiteral("Circle"));
        QAction select(QStringLiteral("Select"));
        app::OutcomeBar bar(&circle, &select);
        bar.resize(900, 60);
        const auto *reason = bar.findChild<QLabel *>(QStringLiteral("outcomeReason"));
        const auto told = [&](int count) {
            QStringList sentences;
            for (int i = 0; i < count; ++i)
                sentences += QStringLiteral("Number %1.").arg(i);
            bar.showUnnoticed(sentences);
            return QTextDocumentFragment::fromHtml(reason->text()).toPlainText();
        };
        QVERIFY2(told(3).endsWith(QStringLiteral("Number 2.")), qPrintable(told(3)));
        QVERIFY2(told(4).endsWith(QStringLiteral("Number 2. And one more.")), qPrintable(told(4)));
        QVERIFY2(told(5).endsWith(QStringLiteral("Number 2. And 2 more.")), qPrintable(told(5)));
    }

    void onlyAFailureThatTookStepsHasARemedy()
    {
        QAction circle(QStringLiteral("Circle"));
        QAction select(QStringLiteral("Select"));
        app::OutcomeBar bar(&circle, &select);
        bar.resize(900, 60);
        const QLabel *remedy = nullptr;
        for (const QLabel *label : bar.findChildren<QLabel *>()) {
            if (label->text().startsWith(QLatin1String("Step back")))
                remedy = label;
        }
        if (remedy == nullptr)
            QFAIL("There is no remedy.");
        QVERIFY(remedy->wordWrap());
        const QString title = QStringLiteral("It failed");
        const QString reason = QStringLiteral("for a reason");
        bar.showFailure(title, reason, true);
        QVERIFY(remedy->isVisible());
        bar.showDeadlock(title, reason, 2);
        QVERIFY(!remedy->isVisible());
        bar.showFailure(title, reason, true);
        bar.showUnnoticed({reason});
        QVERIFY(!remedy->isVisible());
        bar.showFailure(title, reason, false);
        QVERIFY(!remedy->isVisible());
    }

    void aLowBannerTakesWhatItHasRoomForUntilMoreIsWanted()
    {
        QAction circle(QStringLiteral("Circle"));
        QAction select(QStringLiteral("Select"));
        app::OutcomeBar bar(&circle, &select);
        bar.setCompact(true);
        bar.resize(1100, 40);
        auto *more = bar.findChild<QToolButton *>(QStringLiteral("outcomeMore"));
        const auto *reason = bar.findChild<QLabel *>(QStringLiteral("outcomeReason"));
        const QString text = QStringLiteral("a reason that goes on and on ").repeated(8);
        bar.showFailure(QStringLiteral("It failed"), text, true);
        const qsizetype wide = reason->text().size();
        bar.resize(700, 40);
        QTRY_VERIFY(reason->text().size() < wide);
        QVERIFY(more->isVisible());
        more->click();
        QVERIFY(reason->text().contains(text.trimmed()));
        bar.showFailure(QStringLiteral("It failed again"), text, true);
        QVERIFY(!more->isChecked());
        QVERIFY(!reason->text().contains(text.trimmed()));
        // What fits has nothing more to it.
        bar.showDeadlock(QStringLiteral("It stands"), QStringLiteral("so"), 2);
        QVERIFY(!more->isVisible());
        for (const QToolButton *button : bar.findChildren<QToolButton *>()) {
            if (!button->text().isEmpty())
                QVERIFY2(button->property("framed").toBool(), qPrintable(button->text()));
        }
    }

    void aBarThatGetsNarrowerGivesUpOneThingAfterTheOther()
    {
        const Bar bar;
        QVERIFY(bar.bar->height() >= 44);
        QStringList states;
        int last = 2000;
        for (int width = 2000; width > 100; --width) {
            bar.bar->resize(width, bar.bar->height());
            const QString state = bar.state();
            if (states.isEmpty() || states.last() != state) {
                // The one before had just had its room.
                if (!states.isEmpty()) {
                    bar.bar->resize(last, bar.bar->height());
                    QCOMPARE(bar.bar->layout()->sizeHint().width(), last);
                    bar.bar->resize(width, bar.bar->height());
                }
                states += state;
            }
            last = width;
        }
        QCOMPARE(
            states,
            (QStringList{QStringLiteral("slider words steps"), QStringLiteral("menu words steps"),
                         QStringLiteral("menu steps"), QStringLiteral("menu")}));
    }

    void aCardStandsInTheBarWhileThereIsRoomToSpare()
    {
        const Bar bar;
        auto *card = new QWidget;
        card->setFixedSize(200, 20);
        bar.bar->resize(2400, bar.bar->height());
        bar.bar->setAside(card);
        QVERIFY(card->isVisible());
        QVERIFY(bar.bar->isAncestorOf(card));
        int width = 2400;
        while (width > 100 && card->isVisible())
            bar.bar->resize(--width, bar.bar->height());
        bar.bar->resize(width + 1, bar.bar->height());
        QVERIFY(card->isVisible());
        QCOMPARE(bar.bar->layout()->sizeHint().width(), width + 1);
        QCOMPARE(bar.state(), QStringLiteral("slider words steps"));
        bar.bar->setAside(nullptr);
        QVERIFY(!card->isVisible());
    }

    void theReadOutHasRoomForItsLongestLine()
    {
        const Bar bar;
        const auto *place = bar.bar->findChild<QLabel *>(QStringLiteral("stepReadOut"));
        const QString text(120, u'8');
        bar.bar->setReadOut(QStringLiteral("0.000 s"), text);
        QVERIFY(place->minimumWidth() >= place->fontMetrics().horizontalAdvance(text));
    }

    void theSpeedGoesUpAndDownByItsSteps()
    {
        const QAction slower;
        const QAction faster;
        app::SpeedControl speed(&slower, &faster);
        QSignalSpy chosen(&speed, &app::SpeedControl::speedChosen);
        const QMenu *menu = speed.findChild<QToolButton *>(QStringLiteral("speedMenu"))->menu();
        QCOMPARE(menu->actions().size(), 19);
        for (const QAction *action : menu->actions())
            QVERIFY(action->isCheckable());
        const auto checked = [menu] {
            QStringList texts;
            for (const QAction *action : menu->actions())
                texts += action->isChecked() ? QStringList{action->text()} : QStringList();
            return texts.join(u' ');
        };
        QCOMPARE(speed.speed(), 1.0);
        QCOMPARE(checked(), QStringLiteral("1×"));
        speed.faster();
        QCOMPARE(speed.speed(), 2.0);
        QCOMPARE(checked(), QStringLiteral("2×"));
        speed.slower();
        speed.slower();
        QCOMPARE(speed.speed(), 0.5);
        QCOMPARE(chosen.size(), 3);
        speed.setSpeed(0.001);
        speed.slower();
        QCOMPARE(speed.speed(), 0.001);
        QVERIFY(menu->actions().last()->isChecked());
        speed.setSpeed(1000);
        speed.faster();
        QCOMPARE(speed.speed(), 1000.0);
        QVERIFY(menu->actions().first()->isChecked());
        QCOMPARE(chosen.size(), 3);
    }

    void theLegendIsAsLargeAsItsSignsAndAsksForItsPlace()
    {
        views::RunModel model(support::queueTrace(2, 3));
        model.advance();
        QWidget window;
        QAction toggle(QStringLiteral("Legend"));
        auto *card = new app::LegendCard(&toggle, &window);
        QSignalSpy changed(card, &app::LegendCard::signsChanged);
        card->setModel(&model, views::AxisKind::Clock);
        QCOMPARE(changed.size(), 1);
        card->setModel(&model, views::AxisKind::Clock);
        QCOMPARE(changed.size(), 1);
        card->placeIn(QRect(0, 0, 2000, 900));
        QCOMPARE(card->width(), 676);
        QVERIFY(QRect(0, 0, 2000, 900).contains(card->geometry()));
        QVERIFY(card->fitsIn({2000, card->height() + 24}));
        QVERIFY(!card->fitsIn({2000, card->height() + 23}));
        card->placeIn(QRect(0, 0, 400, 900));
        QCOMPARE(card->width(), 376);
        card->setModel(nullptr, views::AxisKind::Clock);
        QCOMPARE(changed.size(), 2);
        QVERIFY(card->accessibleDescription().isEmpty());
    }

    void theNoteOnTheVeilStandsInItsUpperPart()
    {
        app::LastRunVeil veil;
        veil.resize(400, 400);
        veil.setText(QStringLiteral("The last run of what was chosen before. ").repeated(3));
        const auto *note = veil.findChild<QLabel *>(QStringLiteral("lastRunNote"));
        QVERIFY(note->wordWrap());
        QVERIFY(veil.rect().contains(note->geometry()));
        QVERIFY(note->y() > 30 && note->geometry().bottom() < 200);
    }

    void aMessageThatStaysStaysAtTheFootOfItsWindow()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        auto *message = new app::FloatingMessage(&window);
        message->showMessage(QStringLiteral("Told"), 0);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QVERIFY(message->isVisible());
        window.resize(900, 700);
        QCoreApplication::processEvents();
        QCOMPARE(message->geometry().bottom() + 1 + 8, 700);
        message->showMessage(QString(), 0);
        QVERIFY(!message->isVisible());
        // It is there for work, too, while that shows itself.
        auto *progress = new app::WorkProgress(QStringLiteral("Work"), QStringLiteral("Stop"));
        message->take(progress);
        QVERIFY(!message->isVisible());
        progress->show();
        QVERIFY(message->isVisible());
        progress->hide();
        QVERIFY(!message->isVisible());
    }

    void workThatIsSoonDoneIsNotSeen()
    {
        app::WorkProgress progress(QStringLiteral("Work"), QStringLiteral("Stop"));
        progress.begin();
        progress.setShare(0.1);
        QVERIFY(progress.isHidden());
        QVERIFY(!progress.findChild<QProgressBar *>()->isTextVisible());
    }

    void theWindowIsSmallFromACertainSizeOn()
    {
        {
            const Program large({1360, 800});
            QVERIFY(!large.find<QWidget>("rail")->isVisible());
            QVERIFY(large.window.statusBar()->isVisible());
            QVERIFY(!large.window.statusBar()->isSizeGripEnabled());
        }
        {
            const Program narrow({1359, 800});
            QVERIFY(narrow.find<QWidget>("rail")->isVisible());
            QVERIFY(narrow.window.statusBar()->isVisible());
        }
        const Program low({1360, 799});
        QVERIFY(low.find<QWidget>("rail")->isVisible());
        QVERIFY(!low.window.statusBar()->isVisible());
    }

    void aCollapsedPanelStaysSoUntilItIsOpenedAndIsAsHighAsBefore()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *bottom = program.window.findChild<app::BottomPanel *>();
        auto *rows = qobject_cast<QSplitter *>(bottom->parentWidget());
        QVERIFY(rows != nullptr);
        rows->setSizes({rows->height() - 300, 300});
        QCoreApplication::processEvents();
        const int height = bottom->height();
        QVERIFY(height > 280);
        program.click("collapsePanel");
        QVERIFY(bottom->isCollapsed());
        program.window.resize(1450, 900);
        QCoreApplication::processEvents();
        QVERIFY(bottom->isCollapsed());
        program.click("collapsePanel");
        QCoreApplication::processEvents();
        QVERIFY(qAbs(bottom->height() - height) <= 3);
        // Nothing goes away by being made too small.
        for (const QWidget *around = rows; around != nullptr; around = around->parentWidget()) {
            if (const auto *splitter = qobject_cast<const QSplitter *>(around))
                QVERIFY(!splitter->childrenCollapsible());
        }
        for (const auto *splitter :
             program.find<QWidget>("scriptPanel")->findChildren<QSplitter *>())
            QVERIFY(!splitter->childrenCollapsible());
    }

    void whatIsAskedForOpensACollapsedPanel()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *bottom = program.window.findChild<app::BottomPanel *>();
        for (const char *action : {"nextFinding", "previousFinding"}) {
            program.click("collapsePanel");
            QVERIFY(bottom->isCollapsed());
            program.find<QAction>(action)->trigger();
            QVERIFY2(!bottom->isCollapsed(), action);
            QVERIFY(program.find<views::FindingsPanel>("findingsPanel")->isVisible());
        }
        program.click("collapsePanel");
        program.find<QAction>("pair-lock")->trigger();
        QTRY_VERIFY(!bottom->isCollapsed());
    }

    void atTheFirstStartThePanelsFollowTheCursor()
    {
        const Program program;
        QVERIFY(program.find<views::OutputPanel>("outputPanel")->isFollowingCursor());
        QVERIFY(program.find<views::SourcePanel>("sourcePanel")->isFollowingCursor());
    }

    void overASmallPictureTheInspectorTakesAPartAndGoesBeforeTheHint()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        const auto *frame = program.find<QScrollArea>("inspectorFrame");
        QVERIFY(frame->widgetResizable());
        program.window.viewState()->setSelectedTask(trace::TaskId{3});
        program.click("openInspector");
        QVERIFY(frame->isVisible());
        QCOMPARE(frame->width(), 320);
        QVERIFY(frame->property("over").toBool());
        QCOMPARE(hintsInSight(program), 1);
        program.window.timeline()->setFocus();
        program.press(Qt::Key_Escape);
        QVERIFY(!frame->isVisible());
        QCOMPARE(hintsInSight(program), 1);
        program.window.resize(1440, 900);
        program.press(Qt::Key_I);
        QVERIFY(frame->isVisible());
        QVERIFY(!frame->property("over").toBool());
    }

    void theScenariosOfASmallWindowOpenBelowTheirNameWithinIt()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        program.click("stripScenario");
        auto *popup = program.find<QWidget>("galleryPopup");
        QVERIFY(popup->isVisible());
        QVERIFY(popup->height() <= 480);
        QVERIFY(popup->height() <= program.window.centralWidget()->height() * 2 / 3);
        QCOMPARE(popup->focusWidget(), program.find<QWidget>("scenarioFilter"));
        popup->close();
    }

    void enterInAParameterGivesTheKeyboardBackToTheTimeline()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *field = program.find<QWidget>("producers");
        QVERIFY(field != nullptr);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(program.find<QWidget>("timeline")->hasFocus());
    }

    void theFollowButtonStandsInItsCornerWhateverTheSize()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.session().setClock(engine::qt::ClockKind::Real);
        program.session().setSpeed(0.01);
        program.session().run();
        program.window.timeline()->setFollowing(false);
        const auto *follow = program.find<QToolButton>("followButton");
        QTRY_VERIFY(follow->isVisible());
        program.window.resize(1500, 950);
        QCoreApplication::processEvents();
        const QSize room = program.window.timeline()->size();
        QCOMPARE(follow->geometry().right() + 1 + 24, room.width());
        QCOMPARE(follow->geometry().bottom() + 1 + 16, room.height());
        program.session().stop();
    }

    void theLegendGoesWithTheWindow()
    {
        QSettings().setValue(QStringLiteral("legend"), true);
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        QTRY_VERIFY(legend->isVisible());
        program.window.resize(1500, 950);
        const auto gap = [&] {
            const auto *timeline = program.window.timeline();
            return timeline->mapTo(&program.window, QPoint(timeline->width(), 0)).x()
                - legend->mapTo(&program.window, QPoint(legend->width(), 0)).x();
        };
        QTRY_COMPARE(gap(), 13);
    }

    void theLegendKeepsOffTheAnswersOfThePanels()
    {
        QSettings().setValue(QStringLiteral("legend"), true);
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        const auto rectangle = [&program](const QWidget *widget) {
            return QRect(widget->mapTo(&program.window, QPoint()), widget->size());
        };
        const auto *bottom = program.window.findChild<app::BottomPanel *>();
        QTRY_VERIFY(legend->isVisible());
        for (const char *page : {"loop", "findings", "source"}) {
            program.find<QAction>(page)->trigger();
            QVERIFY(!bottom->isCollapsed());
            QTRY_VERIFY(!rectangle(legend).intersects(rectangle(bottom)));
        }
        program.find<QAction>("output")->trigger();
        QTRY_VERIFY(rectangle(bottom).contains(rectangle(legend)));
    }

    void theLegendLiesUnderTheRowsWhereThereIsRoomForIt()
    {
        QSettings().setValue(QStringLiteral("legend"), true);
        QSettings().setValue(QStringLiteral("hintsDone"), 7);
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        const auto *timeline = program.window.timeline();
        const auto isUnderRows = [&] {
            const QRect card(legend->mapTo(&program.window, QPoint()), legend->size());
            return timeline->underRows()
                .translated(timeline->mapTo(&program.window, QPoint()))
                .contains(card);
        };
        QTRY_VERIFY(legend->isVisible());
        program.find<QAction>("findings")->trigger();
        program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(isUnderRows());
        // More rows come, and go.
        program.session().setArguments(scenario::Arguments(*engine::findScenario("queue")));
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(!isUnderRows());
        program.window.timeline()->setFilter(QStringLiteral("Consumer 1"));
        QVERIFY(isUnderRows());
    }

    void aHintOnOneLineIsWholeWithAnotherTheme()
    {
        app::Style style;
        QWidget window;
        app::HintCard card(3, QStringLiteral("Point at a bar"),
                           QStringLiteral("It says what the task waits for."), &window);
        window.show();
        card.setOneLine(false);
        card.setOneLine(true);
        for (const auto choice : {app::Style::Choice::Dark, app::Style::Choice::Light}) {
            style.setChoice(choice);
            QCoreApplication::processEvents();
            for (const auto *label : card.findChildren<QLabel *>()) {
                if (label->isVisible())
                    QVERIFY2(label->width() >= label->sizeHint().width(),
                             qPrintable(label->text()));
            }
        }
    }

    void nothingMovesUnderThePointerWhenSomethingIsSelected_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(1280, 720);
        QTest::newRow("as narrow as may be") << QSize(780, 520);
        QTest::newRow("large") << QSize(1600, 1000);
    }
    void nothingMovesUnderThePointerWhenSomethingIsSelected()
    {
        QFETCH(QSize, size);
        Program program(size);
        QTRY_VERIFY(program.settled());
        QCoreApplication::processEvents();
        const auto *timeline = program.window.timeline();
        const auto *strip = program.find<QWidget>("sentenceStrip");
        const auto place
            = [&] { return QRect(timeline->mapTo(&program.window, QPoint()), timeline->size()); };
        const QRect before = place();
        program.session().goTo(std::chrono::seconds(6));
        for (std::uint32_t task = 0; task < 16; ++task) {
            program.window.viewState()->setSelectedTask(trace::TaskId{task});
            QCoreApplication::processEvents();
            QCOMPARE(place(), before);
            if (!strip->isVisible())
                continue;
            // All that is said has room, over the picture if need be.
            const auto *sentence = program.find<QLabel>("stripSentence");
            QVERIFY(sentence->height() >= sentence->heightForWidth(sentence->width()));
            QVERIFY(strip->geometry().bottom() >= timeline->geometry().bottom());
        }
        program.window.viewState()->setSelectedTask(std::nullopt);
        QCoreApplication::processEvents();
        QCOMPARE(place(), before);
    }

    void aHintAtTheFootKeepsOffTheSentence()
    {
        QSettings().setValue(QStringLiteral("hintsDone"), 0);
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        program.window.viewState()->setSelectedTask(trace::TaskId{2});
        const auto *strip = program.find<QWidget>("sentenceStrip");
        QVERIFY(strip->isVisible());
        int seen = 0;
        const auto rectangle = [&program](const QWidget *widget) {
            return QRect(widget->mapTo(&program.window, QPoint()), widget->size());
        };
        for (const auto *card :
             program.window.findChildren<QWidget *>(QStringLiteral("hintCard"))) {
            if (!card->isVisible())
                continue;
            ++seen;
            QTRY_VERIFY(!rectangle(card).intersects(rectangle(strip)));
        }
        QVERIFY(seen > 0);
    }

    void hintsStandByWhatTheyAreAbout()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(titleOf(program, QStringLiteral("Change something")) != nullptr);
        const auto rectangle = [&program](const QWidget *widget) {
            return QRect(widget->mapTo(&program.window, QPoint()), widget->size());
        };
        const QLabel *change = titleOf(program, QStringLiteral("Change something"));
        const auto *parameters = program.window.findChild<views::ParameterPanel *>();
        QVERIFY(rectangle(change->parentWidget()).top() >= rectangle(parameters).bottom());
        QVERIFY(rectangle(change->parentWidget()).right() <= rectangle(parameters).right());
        // Under the few rows of such a run there is room.
        program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(titleOf(program, QStringLiteral("Point at a bar")) != nullptr);
        const QLabel *point = titleOf(program, QStringLiteral("Point at a bar"));
        QVERIFY(program.window.timeline()->isAncestorOf(point));
        QVERIFY(program.window.timeline()->rect().contains(point->parentWidget()->geometry()));
    }

    void aFolderIsAskedForFromWhatIsLeftOfTheOldOne()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const QString there = QFileInfo(m_folder.path()).absoluteFilePath();
        const QList<std::pair<QString, QString>> places{
            {there + QStringLiteral("/gone/deeper"), there},
            {there, there},
            {QString(), QDir::currentPath()}};
        for (const auto &[root, start] : places) {
            Q_EMIT program.find<views::SourcePanel>("sourcePanel")->folderWanted(root);
            QTRY_VERIFY(program.find<QFileDialog>("sourceFolder") != nullptr);
            auto *dialog = program.find<QFileDialog>("sourceFolder");
            QCOMPARE(dialog->directory().absolutePath(), start);
            dialog->close();
            QTRY_VERIFY(program.find<QFileDialog>("sourceFolder") == nullptr);
        }
    }

    void whatIsToBePressedBesideOtherThingsIsFramed()
    {
        const Program program;
        for (const char *name :
             {"openInspector", "loop_step", "scriptExamples", "goToProblem", "speedMenu",
              "predictButton", "followButton", "exportPictureButton", "cancelWork"}) {
            const auto *button = program.find<QToolButton>(name);
            QVERIFY2(button != nullptr && button->property("framed").toBool(), name);
        }
        QVERIFY(program.find<QToolButton>("toggleButton")->property("primary").toBool());
        QVERIFY(!program.find<QAction>("toggle")->isIconVisibleInMenu());
        const auto *transport = program.find<QWidget>("loopTransport");
        QVERIFY(transport->minimumHeight() >= 44);
        QVERIFY(transport->minimumHeight() >= transport->layout()->sizeHint().height());
    }

private:
    static int hintsInSight(const Program &program)
    {
        int count = 0;
        for (const auto *card : program.window.findChildren<QWidget *>(QStringLiteral("hintCard")))
            count += card->isVisible() ? 1 : 0;
        return count;
    }
    /// The label of a hint in sight that says \a text; null: there is none.
    static const QLabel *titleOf(const Program &program, const QString &text)
    {
        for (const auto *card :
             program.window.findChildren<QWidget *>(QStringLiteral("hintCard"))) {
            for (const auto *label : card->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text() == text)
                    return label;
            }
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_Workspace)
#include "tst_workspace.moc"
