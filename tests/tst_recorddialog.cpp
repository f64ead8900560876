#include "app/dialogs/recorddialog.h"
#include "app/session/tracefile.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using app::ProgramRecording;
using app::RecordDialog;
using app::RecordingWish;

namespace {

const QString Program = QStringLiteral(COROSCOPE_PROGRAM);

/// The dialog, with a person at it.
class Asked
{
public:
    explicit Asked(const QTemporaryDir &folder)
        : dialog(new RecordDialog(nullptr))
    {
        field("recordFolder")->setText(folder.path());
    }
    ~Asked() { delete dialog; }
    Asked(const Asked &) = delete;
    Asked &operator=(const Asked &) = delete;

    QLineEdit *field(const char *name) const
    {
        return dialog->findChild<QLineEdit *>(QString::fromLatin1(name));
    }
    QString error() const
    {
        return dialog->findChild<QLabel *>(QStringLiteral("recordError"))->text();
    }
    void write(const QString &command) const
    {
        dialog->findChild<QComboBox *>(QStringLiteral("recordCommand"))->setEditText(command);
    }

    QPointer<RecordDialog> dialog;
};

/// What the dialog wants once it is accepted; no command: nothing.
RecordingWish acceptedWish(const Asked &asked)
{
    RecordingWish found;
    QObject::connect(asked.dialog, &RecordDialog::wanted, asked.dialog,
                     [&found](const RecordingWish &wish) { found = wish; });
    asked.dialog->accept();
    return found;
}

void writeFile(const QString &path, const char *text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class tst_RecordDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        // A desktop's own file dialog cannot be driven from here.
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void init() { QSettings().clear(); }

    void aCommandIsRecordedIntoAFileThatHasItsName()
    {
        const QTemporaryDir folder;
        const Asked asked(folder);
        asked.write(QStringLiteral("python3 'my server.py' --port 80"));
        const RecordingWish wish = acceptedWish(asked);
        QCOMPARE(wish.command, QStringLiteral("python3 'my server.py' --port 80"));
        QCOMPARE(wish.folder, folder.path());
        QCOMPARE(wish.file, folder.filePath(QStringLiteral("my server.coroscope")));
        QCOMPARE(wish.sampleMs, 0);
    }

    void whatIsMissingIsSaidAndNothingIsRecorded()
    {
        const QTemporaryDir folder;
        const Asked asked(folder);
        QVERIFY(acceptedWish(asked).command.isEmpty());
        QCOMPARE(asked.error(),
                 QStringLiteral("Write the command that runs the program, as "
                                "python3 server.py."));
        asked.write(QStringLiteral("python3 server.py"));
        QVERIFY(asked.error().isEmpty());
        asked.field("recordFolder")->setText(QStringLiteral("/nowhere"));
        QVERIFY(acceptedWish(asked).command.isEmpty());
        QCOMPARE(asked.error(), QStringLiteral("There is no folder /nowhere."));
        asked.field("recordFolder")->setText(folder.path());
        asked.field("recordFile")->setText(QStringLiteral("/nowhere/x.coroscope"));
        QVERIFY(acceptedWish(asked).command.isEmpty());
        QCOMPARE(asked.error(),
                 QStringLiteral("There is no folder /nowhere to keep the recording in."));
    }

    void aWishIsWrittenIntoTheFields()
    {
        const QTemporaryDir folder;
        const Asked asked(folder);
        auto *sample = asked.dialog->findChild<QCheckBox *>(QStringLiteral("recordSample"));
        RecordingWish wish{QStringLiteral("python3 server.py"), folder.path(),
                           folder.filePath(QStringLiteral("a.coroscope")), 50};
        asked.dialog->fill(wish);
        QVERIFY(sample->isChecked());
        QCOMPARE(asked.field("recordFile")->text(), wish.file);
        wish.sampleMs = 0;
        asked.dialog->fill(wish);
        QVERIFY(!sample->isChecked());
    }

    void theSameByCommandIsSaidOnceThereIsACommand()
    {
        const QTemporaryDir folder;
        const Asked asked(folder);
        const auto said = [&asked]() -> const QLabel * {
            for (const auto *label : asked.dialog->findChildren<QLabel *>()) {
                if (label->text().startsWith(QStringLiteral("Or: ")))
                    return label;
            }
            return nullptr;
        };
        QVERIFY(said() == nullptr);
        QVERIFY(asked.field("recordFile")->placeholderText().isEmpty());
        asked.write(QStringLiteral("python3 server.py"));
        QVERIFY(said() != nullptr);
        QCOMPARE(said()->text(), QStringLiteral("Or: coroscope record -- python3 server.py"));
        QCOMPARE(asked.field("recordFile")->placeholderText(), QStringLiteral("server.coroscope"));
        // However long it is, and whatever is wrong with it.
        QVERIFY(said()->wordWrap());
        QVERIFY(asked.dialog->findChild<QLabel *>(QStringLiteral("recordError"))->wordWrap());
    }

    void aFolderAndAFileAreChosenEachInItsDialog()
    {
        const QTemporaryDir folder;
        const Asked asked(folder);
        QList<QPushButton *> choose;
        for (auto *button : asked.dialog->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Choose…"))
                choose += button;
        }
        QCOMPARE(choose.size(), 2);
        QStringList titles;
        for (QPushButton *button : choose) {
            QTimer::singleShot(0, button, [&titles] {
                auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
                if (dialog == nullptr)
                    return;
                titles += dialog->windowTitle();
                dialog->reject();
            });
            button->click();
        }
        QCOMPARE(titles.join(u'|'), QStringLiteral("Run it in|Keep the recording in"));
    }

    void commandsAreRememberedTheLastOneFirst()
    {
        const QTemporaryDir folder;
        for (const char *command : {"python3 a.py", "python3 b.py", "python3 a.py"}) {
            const Asked asked(folder);
            asked.write(QString::fromLatin1(command));
            acceptedWish(asked);
        }
        QCOMPARE(RecordDialog::remembered(),
                 (QStringList{QStringLiteral("python3 a.py"), QStringLiteral("python3 b.py")}));
        const Asked again(folder);
        QCOMPARE(
            again.dialog->findChild<QComboBox *>(QStringLiteral("recordCommand"))->currentText(),
            QStringLiteral("python3 a.py"));
    }

    void aProgramIsRecordedAndItsFileCanBeOpenedMeanwhile()
    {
        const QTemporaryDir folder;
        writeFile(folder.filePath(QStringLiteral("p.py")),
                  "import asyncio\nasyncio.run(asyncio.sleep(0.3))\n");
        auto *recording = new ProgramRecording(Program, this);
        QSignalSpy began(recording, &ProgramRecording::began);
        QSignalSpy failed(recording, &ProgramRecording::failed);
        QSignalSpy ended(recording, &ProgramRecording::ended);
        const QString file = folder.filePath(QStringLiteral("p.coroscope"));
        recording->start({QStringLiteral("/usr/bin/python3 'p.py'"), folder.path(), file, 0});
        QTRY_COMPARE(began.count(), 1);
        QCOMPARE(began.first().first().toString(), file);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(failed.count(), 0);
        const app::TraceFile read = app::readTraceFile(file, [] { return true; });
        QCOMPARE(read.ending->outcome, trace::Outcome::Done);
    }

    void aCommandThatRecordsNothingSaysWhy()
    {
        const QTemporaryDir folder;
        for (const auto &[command, why] :
             {std::pair("true",
                        "The command has ended with exit code 0, and has run no asyncio loop in a "
                        "Python that the recorder could reach."),
              std::pair("./missing",
                        "./missing cannot be run. Is it spelt right, and in the folder?"),
              std::pair("/", "/ cannot be run. Is it spelt right, and in the folder?")}) {
            auto *recording = new ProgramRecording(Program, this);
            QSignalSpy failed(recording, &ProgramRecording::failed);
            recording->start({QString::fromLatin1(command), folder.path(),
                              folder.filePath(QStringLiteral("x.coroscope")), 0});
            QTRY_COMPARE(failed.count(), 1);
            QCOMPARE(failed.first().first().toString(), QString::fromLatin1(why));
        }
    }
};

QTEST_MAIN(tst_RecordDialog)
#include "tst_recorddialog.moc"
