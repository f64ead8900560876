#include "app/dialogs/recorddialog.h"
#include "app/guides/runfiles.h"
#include "app/workspace/scriptpanel.h"
#include "tests/support/openedtrace.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/model/rundocument.h"
#include "views/scenario/scenariodelegate.h"

#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>
#include <QTreeWidget>

using app::RecordingWish;
using support::Program;

namespace {

/// The window with its gallery in sight.
struct Gallery : Program
{
    QTreeWidget *tree = find<QTreeWidget>("scenarioTree");

    QTreeWidgetItem *group() const
    {
        return tree->findItems(QStringLiteral("Your own"), Qt::MatchExactly).value(0);
    }
    QStringList titles() const
    {
        QStringList titles;
        for (int i = 0; i < group()->childCount(); ++i)
            titles += group()->child(i)->text(0);
        return titles;
    }
    /// What is shown as chosen.
    QStringList chosen() const
    {
        QStringList titles;
        for (int i = 0; i < group()->childCount(); ++i) {
            if (group()->child(i)->data(0, views::ScenarioDelegate::ChosenRole).toBool())
                titles += group()->child(i)->text(0);
        }
        return titles;
    }
    void click(int row, Qt::MouseButton button = Qt::LeftButton) const
    {
        tree->scrollToItem(group()->child(row));
        const QPoint at = tree->visualItemRect(group()->child(row)).center();
        if (button == Qt::LeftButton)
            QTest::mouseClick(tree->viewport(), button, {}, at);
        else
            Q_EMIT tree->customContextMenuRequested(at);
    }
    QString askedCommand() const
    {
        const auto *dialog = find<app::RecordDialog>("recordProgramDialog");
        return dialog == nullptr
            ? QString()
            : dialog->findChild<QComboBox *>(QStringLiteral("recordCommand"))->currentText();
    }
};

} // namespace

class tst_OwnPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        support::keepSettingsIn(m_folder.filePath(QStringLiteral("settings")),
                                QStringLiteral("ownprograms"));
    }
    void init() { QSettings().clear(); }

    void theGroupOffersToRecord()
    {
        Gallery gallery;
        QCOMPARE(gallery.titles(),
                 (QStringList{QStringLiteral("Your own program"),
                              QStringLiteral("Record a Python program…")}));
        gallery.click(1);
        QTRY_VERIFY(gallery.find<app::RecordDialog>("recordProgramDialog") != nullptr);
    }

    void whatWasRecordedIsRememberedTheNewestFirst()
    {
        {
            Gallery gallery;
            Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 one.py")));
            Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 two.py")));
            Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 one.py")));
        }
        Gallery gallery;
        QCOMPARE(gallery.titles().mid(1, 2),
                 (QStringList{QStringLiteral("python3 one.py"), QStringLiteral("python3 two.py")}));
        QCOMPARE(gallery.titles().size(), 4);
        // The file of the recording has gone: it can be recorded again.
        gallery.click(2);
        QTRY_COMPARE(gallery.askedCommand(), QStringLiteral("python3 two.py"));
    }

    void aClickOpensTheRecording()
    {
        Gallery gallery;
        QTRY_VERIFY(gallery.settled());
        const RecordingWish recorded = wish(QStringLiteral("python3 there.py"));
        gallery.window.files()->save(recorded.file);
        QTRY_VERIFY(QFile::exists(recorded.file));
        Q_EMIT gallery.window.files()->recorded(recorded);
        gallery.click(1);
        QTRY_VERIFY(gallery.session().isOpened());
        QCOMPARE(gallery.askedCommand(), QString());
    }

    void theRecordingThatIsShownIsTheChosenOne()
    {
        Gallery gallery;
        QTRY_VERIFY(gallery.settled());
        const RecordingWish shown = wish(QStringLiteral("python3 shown.py"));
        const QString other = m_folder.filePath(QStringLiteral("nobody's.coroscope"));
        for (const QString &file : {shown.file, other}) {
            gallery.window.files()->save(file);
            QTRY_VERIFY(QFile::exists(file));
        }
        Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 before.py")));
        Q_EMIT gallery.window.files()->recorded(shown);
        Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 after.py")));
        QCOMPARE(gallery.chosen(), QStringList());
        gallery.window.files()->open(shown.file);
        QTRY_VERIFY(gallery.session().isOpened());
        QCOMPARE(gallery.chosen(), QStringList{shown.command});
        gallery.window.files()->open(other);
        QCOMPARE(gallery.session().shown().document->info().fileName, QStringLiteral("nobody's"));
        QCOMPARE(gallery.chosen(), QStringList());
    }

    void aLongCommandStandsWithItsTwoEnds()
    {
        const QString fits = QStringLiteral("python3 ") + QString(26, u'x');
        const QString longer = QStringLiteral("python3 ") + QString(26, u'x') + u'y';
        Gallery gallery;
        Q_EMIT gallery.window.files()->recorded(wish(longer));
        Q_EMIT gallery.window.files()->recorded(wish(fits));
        QCOMPARE(gallery.titles().value(1), fits);
        QCOMPARE(gallery.titles().value(2), longer.left(17) + u'…' + longer.right(17));
    }

    void aScriptThatWasOpenedIsRemembered()
    {
        const QString path = m_folder.filePath(QStringLiteral("mine.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"tasks\": {\"main\": [[\"sleep\", 4]]}}");
        file.close();
        Gallery gallery;
        gallery.window.files()->open(path);
        QTRY_COMPARE(gallery.titles().value(1), QStringLiteral("mine.json"));
        gallery.tree->setCurrentItem(gallery.tree->topLevelItem(0)->child(0));
        QTRY_VERIFY(!gallery.find<app::ScriptPanel>("scriptPanel")->isVisible());
        gallery.click(1);
        QTRY_VERIFY(gallery.find<app::ScriptPanel>("scriptPanel")->isVisible());
        QTRY_VERIFY(gallery.settled());
        QCOMPARE(gallery.session().end().time, std::chrono::milliseconds(4));
    }

    void oneCanBeForgotten()
    {
        Gallery gallery;
        Q_EMIT gallery.window.files()->recorded(wish(QStringLiteral("python3 old.py")));
        gallery.click(1, Qt::RightButton);
        QTRY_VERIFY(gallery.find<QMenu>("ownMenu") != nullptr);
        gallery.find<QMenu>("ownMenu")->actions().back()->trigger();
        QCOMPARE(gallery.titles().size(), 2);
        delete gallery.find<QMenu>("ownMenu");
    }

private:
    RecordingWish wish(const QString &command) const
    {
        RecordingWish wish;
        wish.command = command;
        wish.folder = m_folder.path();
        wish.file = m_folder.filePath(QString(command).replace(u' ', u'-')
                                      + QStringLiteral(".coroscope"));
        return wish;
    }

    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_OwnPrograms)

#include "tst_ownprograms.moc"
