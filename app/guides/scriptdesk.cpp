#include "app/guides/scriptdesk.h"

#include "app/session/runsession.h"
#include "app/session/savedarguments.h"
#include "app/session/scripttext.h"
#include "app/transcript/transcriptmaker.h"
#include "app/workspace/bottompanel.h"
#include "app/workspace/scriptpanel.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workprogress.h"
#include "app/workspace/workspace.h"
#include "views/export/outputfile.h"
#include "views/source/codeeditor.h"
#include "views/timeline/timelineview.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace app {

namespace {

const QLatin1String TextKey("script/text");
const QLatin1String FileKey("script/file");
const QLatin1String SampleKey("script/example");
const QLatin1String ChangedKey("script/changed");
const QLatin1String FormatKey("script/format");
const QLatin1String FolderKey("scriptFolder");

QString folder()
{
    return QSettings().value(FolderKey, QDir::currentPath()).toString();
}

} // namespace

ScriptDesk::ScriptDesk(RunSession *session, WindowActions *actions, Workspace *work,
                       const std::vector<scenario::Scenario> &scenarios, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_actions(actions)
    , m_work(work)
    , m_window(window)
    , m_panel(work->script())
    , m_maker(new TranscriptMaker(this))
    , m_progress(new WorkProgress(tr("Progress of the script"), tr("Give up the script"), window))
{
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), isOfScripts);
    if (found != scenarios.end())
        m_scenario = &*found;
    fillExamples();
    connectActions();
    connectMaker();
    connect(session, &RunSession::argumentsChanged, this, &ScriptDesk::follow);
    connect(session, &RunSession::shownChanged, this, &ScriptDesk::follow);
    connect(m_panel, &ScriptPanel::textChanged, this, &ScriptDesk::showName);
    connect(m_panel, &ScriptPanel::written, this, [this](const QString &text, int gesture) {
        if (isHere())
            Q_EMIT argumentsWanted(withScript(m_session->arguments(), text), gesture);
    });
    connect(m_panel, &ScriptPanel::problemChanged, this, [this] {
        m_work->bottom()->setCount(m_panel, m_panel->problem() ? 1 : 0, true);
        Q_EMIT whyOldChanged();
    });
    connect(m_panel->editor(), &views::CodeEditor::left, work->timeline(),
            [work] { work->timeline()->setFocus(); });
}

void ScriptDesk::restore(const QSettings &settings)
{
    const QList<ScriptSample> samples = scriptSamples();
    m_sample = settings.value(SampleKey, samples.front().name).toString();
    m_path = settings.value(FileKey).toString();
    const auto sample
        = std::find_if(samples.begin(), samples.end(),
                       [this](const ScriptSample &one) { return one.name == m_sample; });
    m_base = sample == samples.end() ? QString() : sample->text;
    if (m_scenario != nullptr)
        showScript(isHere() ? m_session->arguments() : loadArguments(settings, *m_scenario));
    QString text = settings.value(TextKey, m_panel->text()).toString();
    if (!m_path.isEmpty()) {
        try {
            m_base = readScriptFile(m_path);
            if (!settings.value(ChangedKey).toBool())
                text = m_base;
        } catch (const scenario::ArgumentError &) {
            // Its text is here, to be saved again.
            m_base.clear();
        }
    }
    m_panel->begin(text);
    m_actions->scriptFormat->setChecked(settings.value(FormatKey, false).toBool());
    follow();
    showName();
}

void ScriptDesk::save(QSettings &settings) const
{
    m_panel->read();
    settings.setValue(TextKey, m_panel->text());
    settings.setValue(FileKey, m_path);
    settings.setValue(SampleKey, m_sample);
    settings.setValue(ChangedKey, isModified());
    settings.setValue(FormatKey, m_actions->scriptFormat->isChecked());
}

void ScriptDesk::open(const QString &path)
{
    leaveText([this, path] { load(path); });
}

bool ScriptDesk::mayClose()
{
    if (m_path.isEmpty() || !isModified())
        return true;
    leaveText([this] {
        if (isModified())
            m_panel->begin(m_base);
        m_window->close();
    });
    return false;
}

void ScriptDesk::setKeptBack(bool keptBack)
{
    m_keptBack = keptBack;
    if (keptBack)
        giveUpTranscript();
    showTurn();
}

QString ScriptDesk::whyOld() const
{
    const auto &problem = m_panel->problem();
    return isHere() && problem
        ? tr("Line %1 of the script is wrong; this is the run before").arg(problem->line + 1)
        : QString();
}

bool ScriptDesk::isHere() const
{
    // What was opened is still shown while what is to replace it is being simulated.
    return m_scenario != nullptr && &m_session->arguments().scenario() == m_scenario
        && (!m_session->isOpened() || m_session->isSimulating());
}

void ScriptDesk::connectActions()
{
    const auto on = [this](QAction *action, const auto &deed) {
        connect(action, &QAction::triggered, this, deed);
        action->setEnabled(m_scenario != nullptr);
    };
    on(m_actions->script, [this] { become(); });
    on(m_actions->turnIntoScript, [this] { turnIntoScript(); });
    on(m_actions->openScript, [this] { ask(); });
    on(m_actions->saveScript, [this] { saveFile([] {}); });
    on(m_actions->saveScriptAs, [this] { askToSave([] {}); });
    on(m_actions->scriptFormat, [this](bool shown) {
        if (shown)
            become();
    });
}

void ScriptDesk::fillExamples()
{
    for (const ScriptSample &sample : scriptSamples()) {
        QAction *action = m_actions->scriptExamples->addAction(sample.name);
        connect(action, &QAction::triggered, this, [this, sample] {
            leaveText([this, sample] { useSample(sample.name, sample.text); });
        });
    }
}

void ScriptDesk::follow()
{
    const bool here = isHere();
    if (m_session->shown().document != m_turned)
        giveUpTranscript();
    m_work->bottom()->setPageShown(m_panel, here);
    showTurn();
    m_actions->saveScript->setEnabled(here);
    m_actions->saveScriptAs->setEnabled(here);
    const bool wasHere = std::exchange(m_wasHere, here);
    if (here)
        showScript(m_session->arguments());
    if (here && !wasHere && m_window->isVisible())
        m_work->openScript();
    Q_EMIT whyOldChanged();
}

void ScriptDesk::showTurn()
{
    m_actions->turnIntoScript->setEnabled(!isHere() && m_session->shown().document && !m_keptBack
                                          && !m_turned);
}

void ScriptDesk::showScript(const scenario::Arguments &arguments)
{
    try {
        m_panel->follow(scriptOf(arguments));
    } catch (const scenario::ArgumentError &) {
        // Their file cannot be read, as the run says; what is written stays.
    }
}

void ScriptDesk::become()
{
    if (!isHere())
        Q_EMIT scenarioWanted(m_scenario);
    if (isHere() && m_work->bottom()->page() != m_panel)
        m_work->openScript();
}

void ScriptDesk::ask()
{
    auto *dialog = new QFileDialog(m_window, tr("Open Script"), folder(),
                                   tr("Scripts (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openScript"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ScriptDesk::open);
    dialog->open();
}

void ScriptDesk::load(const QString &path)
{
    QString text;
    try {
        text = readScriptFile(path);
    } catch (const scenario::ArgumentError &error) {
        showError(tr("Not opened"), QString::fromUtf8(error.what()));
        return;
    }
    become();
    m_path = QFileInfo(path).absoluteFilePath();
    m_sample.clear();
    m_base = text;
    m_panel->begin(text);
    m_work->openScript();
    QSettings().setValue(FolderKey, QFileInfo(m_path).absolutePath());
    showName();
    Q_EMIT used(m_path);
}

void ScriptDesk::connectMaker()
{
    m_progress->setObjectName(QStringLiteral("scriptProgress"));
    connect(m_progress, &WorkProgress::cancelRequested, this, &ScriptDesk::giveUpTranscript);
    connect(m_maker, &TranscriptMaker::progressed, m_progress, &WorkProgress::setShare);
    connect(m_maker, &TranscriptMaker::finished, this, &ScriptDesk::takeTranscript);
    connect(m_maker, &TranscriptMaker::failed, this, [this](const QString &sentence) {
        endTranscript();
        Q_EMIT told(QString(), false);
        showError(tr("No script"), sentence);
    });
}

/// Of the run that is shown, as far as it has been read.
void ScriptDesk::turnIntoScript()
{
    m_turned = m_session->shown().document;
    m_progress->begin();
    Q_EMIT told(tr("Writing down what \"%1\" did …").arg(m_turned->info().title), true);
    m_maker->start(*m_turned, !m_session->isFed() && !m_session->isReadInPart());
    showTurn();
}

void ScriptDesk::takeTranscript(const Transcript &transcript)
{
    const QString title = m_turned->info().title;
    endTranscript();
    Q_EMIT told(QString(), false);
    leaveText([this, transcript, title] {
        become();
        m_path.clear();
        m_sample.clear();
        m_base.clear();
        m_panel->write(transcript.script);
        m_work->openScript();
        showName();
        Q_EMIT told(transcript.notes.isEmpty()
                        ? tr("A script that does what \"%1\" did").arg(title)
                        : tr("A script that does what \"%1\" did; what it cannot say stands "
                             "at its head")
                              .arg(title),
                    false);
    });
}

/// A person does, or another run is shown by now.
void ScriptDesk::giveUpTranscript()
{
    if (!m_turned)
        return;
    m_maker->cancel();
    endTranscript();
    Q_EMIT told(tr("No script has been made; the writing was given up."), false);
}

void ScriptDesk::endTranscript()
{
    m_turned.reset();
    m_progress->end();
    showTurn();
}

void ScriptDesk::useSample(const QString &name, const QString &text)
{
    become();
    m_path.clear();
    m_sample = name;
    m_base = text;
    m_panel->write(text);
    m_work->openScript();
    showName();
}

void ScriptDesk::saveFile(const std::function<void()> &then)
{
    if (m_path.isEmpty())
        askToSave(then);
    else if (writeTo(m_path))
        then();
}

void ScriptDesk::askToSave(const std::function<void()> &then)
{
    auto *dialog = new QFileDialog(m_window, tr("Save Script"), folder(), tr("Scripts (*.json)"));
    dialog->setObjectName(QStringLiteral("saveScript"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(m_path.isEmpty() ? (m_sample.isEmpty() ? tr("script") : m_sample)
                               + QStringLiteral(".json")
                                        : QFileInfo(m_path).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString &path) {
        if (writeTo(path))
            then();
    });
    dialog->open();
}

bool ScriptDesk::writeTo(const QString &path)
{
    const QString text = m_panel->text();
    try {
        views::OutputFile file(path);
        file.write(text.toUtf8());
        file.commit();
    } catch (const views::ExportError &error) {
        showError(tr("Not saved"), QString::fromUtf8(error.what()));
        return false;
    }
    m_path = QFileInfo(path).absoluteFilePath();
    m_sample.clear();
    m_base = text;
    QSettings().setValue(FolderKey, QFileInfo(m_path).absolutePath());
    showName();
    Q_EMIT told(tr("Saved %1").arg(QDir::toNativeSeparators(m_path)), false);
    Q_EMIT used(m_path);
    return true;
}

bool ScriptDesk::isModified() const
{
    return m_panel->text() != m_base;
}

void ScriptDesk::leaveText(const std::function<void()> &then)
{
    if (!isModified()) {
        then();
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Unsaved script"),
        m_path.isEmpty() ? tr("The script has been changed and is in no file.")
                         : tr("%1 has been changed.").arg(QFileInfo(m_path).fileName()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("unsavedScript"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Save the changes, or give them up?"));
    connect(box, &QMessageBox::buttonClicked, this, [this, box, then](QAbstractButton *button) {
        const auto chosen = box->standardButton(button);
        if (chosen == QMessageBox::Save)
            saveFile(then);
        else if (chosen == QMessageBox::Discard)
            then();
    });
    box->open();
}

void ScriptDesk::showName()
{
    QString name = m_sample;
    if (!m_path.isEmpty())
        name = QFileInfo(m_path).fileName();
    else if (m_sample.isEmpty())
        name = tr("Untitled");
    QString state;
    if (!isModified())
        state = m_path.isEmpty() ? tr("an example") : QString();
    else
        state = m_path.isEmpty() ? tr("changed; kept for the next time") : tr("changed, not saved");
    m_panel->setName(name, state, QDir::toNativeSeparators(m_path));
}

void ScriptDesk::showError(const QString &title, const QString &reason)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, reason, QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("scriptFileError"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace app
