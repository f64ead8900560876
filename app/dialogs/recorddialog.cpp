#include "app/dialogs/recorddialog.h"

#include "app/session/recordingname.h"
#include "app/session/runcommand.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>

#include <vector>

namespace app {

namespace {

const QString CommandsKey = QStringLiteral("record/commands");
const QString FolderKey = QStringLiteral("record/folder");
constexpr int SampleMs = 50;

} // namespace

RecordDialog::RecordDialog(QWidget *parent)
    : QDialog(parent)
    , m_command(new QComboBox(this))
    , m_sample(new QCheckBox(tr("&Sample the stack of steps over %1 ms").arg(SampleMs), this))
    , m_shown(new QLabel(this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("recordProgramDialog"));
    setWindowTitle(tr("Record a Python program"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(8);
    auto *label = new QLabel(tr("&Command"), this);
    label->setBuddy(m_command);
    m_command->setObjectName(QStringLiteral("recordCommand"));
    m_command->setEditable(true);
    m_command->addItems(remembered());
    m_command->lineEdit()->setPlaceholderText(QStringLiteral("python3 server.py"));
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_command, 0, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    m_folder = addPlace(layout, tr("&Folder"), "recordFolder");
    m_folder->setText(QSettings().value(FolderKey, QDir::currentPath()).toString());
    m_file = addPlace(layout, tr("&Keep in"), "recordFile");
    layout->addWidget(m_sample, layout->rowCount(), 1, 1, 2);
    m_sample->setObjectName(QStringLiteral("recordSample"));
    m_shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_shown->setTextFormat(Qt::PlainText);
    m_shown->setWordWrap(true);
    m_shown->setProperty("tone", QStringLiteral("secondary"));
    layout->addWidget(m_shown, layout->rowCount(), 0, 1, 3);
    m_error->setObjectName(QStringLiteral("recordError"));
    m_error->setProperty("tone", QStringLiteral("failed"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    layout->addWidget(m_error, layout->rowCount(), 0, 1, 3);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Record"));
    layout->addWidget(buttons, layout->rowCount(), 0, 1, 3);
    setMinimumWidth(520);
    connect(buttons, &QDialogButtonBox::accepted, this, &RecordDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_command, &QComboBox::currentTextChanged, this, &RecordDialog::changed);
    connect(m_folder, &QLineEdit::textChanged, this, &RecordDialog::changed);
    connect(m_file, &QLineEdit::textChanged, this, &RecordDialog::changed);
    connect(m_sample, &QCheckBox::toggled, this, &RecordDialog::changed);
    changed();
}

void RecordDialog::fill(const RecordingWish &wish)
{
    m_command->setEditText(wish.command);
    m_folder->setText(wish.folder);
    m_file->setText(wish.file);
    m_sample->setChecked(wish.sampleMs > 0);
}

QStringList RecordDialog::remembered()
{
    return QSettings().value(CommandsKey).toStringList();
}

QLineEdit *RecordDialog::addPlace(QGridLayout *layout, const QString &label, const char *name)
{
    const int row = layout->rowCount();
    auto *field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    auto *words = new QLabel(label, this);
    words->setBuddy(field);
    auto *choose = new QPushButton(tr("Choose…"), this);
    layout->addWidget(words, row, 0);
    layout->addWidget(field, row, 1);
    layout->addWidget(choose, row, 2);
    const bool isFolder = field->objectName() == QStringLiteral("recordFolder");
    connect(choose, &QPushButton::clicked, this,
            isFolder ? &RecordDialog::chooseFolder : &RecordDialog::chooseFile);
    return field;
}

void RecordDialog::chooseFolder()
{
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Run it in"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(folder);
}

void RecordDialog::chooseFile()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Keep the recording in"), m_folder->text(), tr("Recorded runs (*.coroscope)"));
    if (!file.isEmpty())
        m_file->setText(file);
}

void RecordDialog::changed()
{
    m_error->clear();
    RecordingWish wish;
    const bool isRight = read(wish);
    // As the command line would call it.
    m_file->setPlaceholderText(isRight ? QFileInfo(wish.file).fileName() : QString());
    QStringList words{QStringLiteral("coroscope"), QStringLiteral("record")};
    if (m_sample->isChecked())
        words << QStringLiteral("--sample") << QString::number(SampleMs);
    if (!m_file->text().isEmpty())
        words << QStringLiteral("-o") << m_file->text();
    m_shown->setText(
        isRight ? tr("Or: %1").arg(shellText(words) + QStringLiteral(" -- ") + wish.command)
                : QString());
}

bool RecordDialog::read(RecordingWish &wish) const
{
    wish.command = m_command->currentText().trimmed();
    wish.folder = m_folder->text();
    wish.sampleMs = m_sample->isChecked() ? SampleMs : 0;
    if (wish.command.isEmpty())
        return false;
    QString file = m_file->text();
    if (file.isEmpty()) {
        std::vector<std::string> words;
        // For a name it will do.
        const QString quoted = QString(wish.command).replace(QLatin1Char('\''), QLatin1Char('"'));
        for (const QString &word : QProcess::splitCommand(quoted))
            words.push_back(word.toStdString());
        if (words.empty())
            words.emplace_back("program");
        file = QString::fromStdString(recordingName(words, wish.folder.toStdString()));
    }
    wish.file = QDir::cleanPath(QDir(wish.folder).absoluteFilePath(file));
    return true;
}

QString RecordDialog::complaint(const RecordingWish &wish) const
{
    if (wish.command.isEmpty())
        return tr("Write the command that runs the program, as python3 server.py.");
    if (!QFileInfo(wish.folder).isDir())
        return tr("There is no folder %1.").arg(wish.folder);
    const QFileInfo place(QFileInfo(wish.file).path());
    if (!place.isDir())
        return tr("There is no folder %1 to keep the recording in.").arg(place.filePath());
    if (!place.isWritable())
        return tr("You may not write in %1; keep the recording elsewhere.").arg(place.filePath());
    return {};
}

void RecordDialog::accept()
{
    RecordingWish wish;
    read(wish);
    if (const QString wrong = complaint(wish); !wrong.isEmpty()) {
        m_error->setText(wrong);
        return;
    }
    QStringList commands = remembered();
    commands.removeAll(wish.command);
    commands.prepend(wish.command);
    QSettings settings;
    settings.setValue(CommandsKey, commands.mid(0, MostRemembered));
    settings.setValue(FolderKey, wish.folder);
    Q_EMIT wanted(wish);
    QDialog::accept();
}

} // namespace app
