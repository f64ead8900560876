#include "app/dialogs/commandpalette.h"
#include "app/dialogs/exportpreview.h"
#include "app/dialogs/gototime.h"
#include "app/dialogs/keyshelp.h"
#include "app/dialogs/markdialog.h"
#include "tests/support/drawn.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace std::chrono_literals;
using app::CommandPalette;
using app::ExportPreview;
using app::GoToTime;
using app::KeysHelp;
using app::MarkDialog;

namespace {

QAction *add(QMenu *menu, const char *text, const char *key = "")
{
    auto *action = new QAction(QString::fromLatin1(text), menu);
    if (*key != '\0')
        action->setShortcut(QKeySequence(QString::fromLatin1(key)));
    menu->addAction(action);
    return action;
}

/// Menus with all that menus may have, and the palette of them.
struct Palette
{
    QWidget window;
    QMenuBar menus{&window};
    QAction *undo = nullptr;
    QPointer<CommandPalette> palette;

    explicit Palette(const QString &last = {})
    {
        QMenu *file = menus.addMenu(QStringLiteral("&File"));
        QAction *open = add(file, "&Open", "Ctrl+O");
        file->addSeparator();
        file->addSection(QStringLiteral("Section"));
        add(file, "Save")->setEnabled(false);
        add(file, "");
        add(file->addMenu(QStringLiteral("Recent")), "one");
        QMenu *edit = menus.addMenu(QStringLiteral("&Edit"));
        edit->addAction(open);
        undo = add(edit, "&Undo");
        if (!last.isEmpty())
            edit->addAction(last);
        palette = new CommandPalette(&menus, &window);
        palette->show();
    }
    QLineEdit *field() const
    {
        return palette->findChild<QLineEdit *>(QStringLiteral("paletteField"));
    }
    QListWidget *list() const
    {
        return palette->findChild<QListWidget *>(QStringLiteral("paletteList"));
    }
    QStringList offered() const
    {
        QStringList all;
        for (int row = 0; row < list()->count(); ++row)
            all += list()->item(row)->text();
        return all;
    }
};

/// Keys in a help of menus that have as many.
struct Help
{
    QMenuBar menus;
    std::optional<KeysHelp> help;

    Help()
    {
        for (const char *name : {"&File", "&Edit", "&View"})
            add(menus.addMenu(QString::fromLatin1(name)), "Do it", "Ctrl+D");
        add(menus.addMenu(QStringLiteral("&Help")), "About");
        help.emplace(&menus);
        help->show();
    }
    const QLabel *label(const char *text) const
    {
        for (const auto *candidate : help->findChildren<QLabel *>()) {
            if (candidate->text() == QLatin1String(text))
                return candidate;
        }
        return nullptr;
    }
    QPoint place(const char *text) const { return label(text)->mapTo(&*help, QPoint()); }
};

QImage pictureOf(const QSize &size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::red);
    return picture;
}

} // namespace

/// The small dialogs, and the preview in the large one.
class tst_Dialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandThatCanBeDoneIsOfferedOnce()
    {
        const Palette palette;
        QCOMPARE(palette.offered().join(u'|'),
                 QStringLiteral("File: Open|File: Recent: one|Edit: Undo"));
        QCOMPARE(palette.list()->currentRow(), 0);
    }
    void aKeyStandsAtTheRightAndALongCommandIsCutAndNotScrolled()
    {
        const Palette palette(QString(120, u'x'));
        palette.palette->resize(400, 300);
        QCoreApplication::processEvents();
        QVERIFY(!palette.list()->horizontalScrollBar()->isVisible());
        const support::Drawn drawn = support::Drawn::by(*palette.list()->viewport());
        const double right = palette.list()->viewport()->width() - 8;
        const auto *key = drawn.find(QStringLiteral("Ctrl+O"));
        QVERIFY(key != nullptr);
        QVERIFY2(qAbs(key->box.right() - right) < 2, qPrintable(QString::number(key->box.right())));
        QVERIFY(drawn.find(QStringLiteral("File: Open"))->box.left() >= 8);
        QCOMPARE(drawn.texts().filter(QChar(0x2026)).size(), 1);
        for (const auto &words : drawn.words())
            QVERIFY2(words.box.right() < right + 1, qPrintable(words.text));
        QCOMPARE(drawn.overlapping(), QStringList());
        QCOMPARE(palette.list()->item(0)->data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("File: Open (Ctrl+O)"));
    }
    void theArrowsGoThroughTheCommandsInACircle()
    {
        const Palette palette;
        QTest::keyClick(palette.field(), Qt::Key_Down);
        QCOMPARE(palette.list()->currentRow(), 1);
        QTest::keyClick(palette.field(), Qt::Key_Up);
        QCOMPARE(palette.list()->currentRow(), 0);
        QTest::keyClick(palette.field(), Qt::Key_Up);
        QCOMPARE(palette.list()->currentRow(), 2);
        QTest::keyClick(palette.field(), Qt::Key_Down);
        QCOMPARE(palette.list()->currentRow(), 0);
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
        QCoreApplication::sendEvent(palette.field(), &down);
        QVERIFY(down.isAccepted());
    }
    void whereNothingIsFoundNothingIsDone()
    {
        const Palette palette;
        palette.field()->setText(QStringLiteral("zebra"));
        QCOMPARE(palette.list()->count(), 0);
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Return})
            QTest::keyClick(palette.field(), key);
        QVERIFY(palette.palette && palette.palette->isVisible());
    }
    void aCommandIsDoneOnce()
    {
        const Palette palette;
        QSignalSpy done(palette.undo, &QAction::triggered);
        palette.field()->setText(QStringLiteral("undo"));
        QCOMPARE(palette.list()->count(), 1);
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QTRY_VERIFY(palette.palette.isNull());
        QTRY_VERIFY(!done.isEmpty());
        QCoreApplication::processEvents();
        QCOMPARE(done.size(), 1);
    }

    void oneGoesToTheVeryEndOfTheRunAndNoFurther()
    {
        QPointer<GoToTime> dialog = new GoToTime(0s, 12s, nullptr);
        std::optional<trace::Time> chosen;
        connect(dialog, &GoToTime::chosen, this, [&chosen](trace::Time time) { chosen = time; });
        auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("goToTimeField"));
        const auto *error = dialog->findChild<QLabel *>(QStringLiteral("goToTimeError"));
        QVERIFY(error->wordWrap());
        dialog->show();
        field->setText(QStringLiteral("12.001 s"));
        dialog->accept();
        QVERIFY(!chosen);
        QVERIFY(!error->text().isEmpty());
        field->setText(QStringLiteral("12 s"));
        dialog->accept();
        QCOMPARE(chosen, std::optional(trace::Time(12s)));
        QTRY_VERIFY(dialog.isNull());
    }

    void enterInTheNoteOfAMarkDoesNotDeleteIt()
    {
        QPointer<MarkDialog> dialog
            = new MarkDialog(QStringLiteral("7.000 s"), QStringLiteral("here"), nullptr);
        const auto *remove = dialog->findChild<QPushButton *>(QStringLiteral("deleteMarkButton"));
        QVERIFY(!remove->autoDefault() && !remove->isDefault());
        QString noted;
        connect(dialog, &MarkDialog::noted, this, [&noted](const QString &note) { noted = note; });
        dialog->show();
        QTest::keyClick(dialog->findChild<QLineEdit *>(QStringLiteral("markNote")), Qt::Key_Return);
        QCOMPARE(noted, QStringLiteral("here"));
        QTRY_VERIFY(dialog.isNull());
    }

    void tablesOfKeysFillTheColumnsInTheOrderOfTheMenus()
    {
        const Help help;
        const QPoint mouse = help.place("Mouse in the timeline");
        const QPoint file = help.place("File");
        const QPoint edit = help.place("Edit");
        const QPoint view = help.place("View");
        QVERIFY(mouse.x() < file.x() && file.x() < edit.x());
        QCOMPARE(view.x(), file.x());
        QVERIFY(view.y() > file.y());
        QVERIFY(help.label("Help") == nullptr); // it has no keys
        QVERIFY(help.help->findChild<QScrollArea *>()->widgetResizable());
    }
    void keysStandUnderEachOther()
    {
        const Help help;
        int y = help.place("Mouse in the timeline").y();
        for (const char *key :
             {"Click", "Ctrl+wheel", "Shift+wheel", "Shift+, middle or right drag", "Drag",
              "Ctrl+drag", "Double-click it, overview", "Right click"}) {
            QVERIFY2(help.place(key).y() > y, key);
            y = help.place(key).y();
        }
    }

    void aLargePictureIsFittedAndASmallOneIsNotBlownUp()
    {
        ExportPreview preview;
        QSignalSpy scaled(&preview, &ExportPreview::scaleChanged);
        const auto *label = qobject_cast<const QLabel *>(preview.widget());
        preview.resize(400, 300);
        preview.show();
        QCOMPARE(preview.scale(), 0);
        preview.setPicture(pictureOf({1200, 400}));
        QVERIFY(preview.scale() > 30 && preview.scale() < 40);
        QCOMPARE(scaled.size(), 1);
        QCOMPARE(scaled[0][0].toInt(), preview.scale());
        QVERIFY(label->width() <= preview.viewport()->width());
        QCOMPARE(label->pixmap().deviceIndependentSize().toSize(), label->size());
        preview.setPicture(pictureOf({1200, 400}));
        QCOMPARE(scaled.size(), 1);

        preview.setPicture(pictureOf({400, 1200}));
        QVERIFY(preview.scale() > 20 && preview.scale() < 30);
        QVERIFY(label->height() <= preview.viewport()->height());

        preview.setPicture(pictureOf({100, 50}));
        QCOMPARE(preview.scale(), 100);
        QCOMPARE(label->size(), QSize(100, 50));
        QCOMPARE(label->pixmap().deviceIndependentSize().toSize(), QSize(100, 50));

        preview.setFitted(false);
        preview.setPicture(pictureOf({1200, 400}));
        QCOMPARE(preview.scale(), 100);
        QCOMPARE(label->size(), QSize(1200, 400));
    }
    void workOnAPictureIsABarWithoutWords()
    {
        ExportPreview preview;
        auto *bar = preview.findChild<QProgressBar *>();
        preview.show();
        QVERIFY(!bar->isVisible());
        QVERIFY(!bar->isTextVisible());
        preview.setBusy(true);
        QVERIFY(bar->isVisible());
    }
};

QTEST_MAIN(tst_Dialogs)

#include "tst_dialogs.moc"
