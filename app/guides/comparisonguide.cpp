#include "app/guides/comparisonguide.h"

#include "app/guides/runfiles.h"
#include "app/session/comparing.h"
#include "app/session/pythonrun.h"
#include "app/session/runsession.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workprogress.h"
#include "app/workspace/workspace.h"
#include "views/comparison/comparisonpanel.h"
#include "views/scenario/parameterpanel.h"
#include "views/timeline/timelineview.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

namespace app {

ComparisonGuide::ComparisonGuide(RunSession *session, QUndoStack *undo, WindowActions *actions,
                                 Workspace *work, RunFiles *files,
                                 const std::vector<scenario::Scenario> &scenarios)
    : QObject(work)
    , m_session(session)
    , m_actions(actions)
    , m_work(work)
    , m_comparing(new Comparing(session, undo, this))
    , m_python(new PythonRun(QCoreApplication::applicationFilePath(), this))
    , m_pythonProgress(new WorkProgress(tr("CPython runs the program"), tr("Give up"), work))
{
    m_pythonProgress->setObjectName(QStringLiteral("pythonProgress"));
    const QList<QAction *> pairs = m_comparing->addPairs(scenarios);
    actions->pairs->addActions(pairs);
    work->comparison()->setOffers(
        {actions->keepReference, actions->compareWithFile, actions->compareWithPython}, pairs);
    connect(actions->keepReference, &QAction::triggered, m_comparing, &Comparing::keep);
    connect(actions->compareWithFile, &QAction::triggered, files, &RunFiles::askForReference);
    connect(files, &RunFiles::referenceOpened, this,
            [this](const std::shared_ptr<views::RunDocument> &document, const QString &name) {
                m_comparing->compareWith(document, name);
                m_work->showComparison();
            });
    connect(m_comparing, &Comparing::referenceChanged, this, &ComparisonGuide::showReference);
    connect(m_comparing, &Comparing::pairChosen, this, [this] {
        m_work->closeGallery();
        m_work->showComparison();
    });
    connectPython(files);
}

void ComparisonGuide::connectPython(RunFiles *files)
{
    connect(m_actions->compareWithPython, &QAction::triggered, this, [this] {
        Q_EMIT told(tr("CPython runs the program …"), true);
        m_pythonProgress->begin(WorkProgress::Kind::Busy);
        m_python->start(m_session->arguments());
    });
    connect(m_pythonProgress, &WorkProgress::cancelRequested, this, [this] {
        m_python->stop();
        m_pythonProgress->end();
        Q_EMIT told(tr("Not compared with CPython."), false);
    });
    connect(m_python, &PythonRun::recorded, files, [this, files](const QString &path) {
        m_pythonProgress->end();
        Q_EMIT told(QString(), false);
        files->openReference(path, tr("CPython"));
    });
    connect(m_python, &PythonRun::failed, this, [this](const QString &why) {
        m_pythonProgress->end();
        Q_EMIT told(tr("Not compared with CPython. %1").arg(why), true);
    });
}

void ComparisonGuide::showReference()
{
    const Comparing::Reference reference = m_comparing->reference();
    m_work->timeline()->setReference(reference.document, reference.label);
    m_work->comparison()->setReference(reference.document, reference.title);
    m_actions->keepReference->setChecked(m_comparing->isKept());
    // Of the parameters, what the last change has changed.
    const auto before = m_session->reference();
    m_work->parameters()->setPrevious(before ? before->arguments : std::nullopt);
}

} // namespace app
