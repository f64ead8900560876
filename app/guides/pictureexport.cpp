#include "app/guides/pictureexport.h"

#include "app/session/runsession.h"
#include "app/workspace/workprogress.h"
#include "views/model/groupname.h"
#include "views/timeline/timelineview.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace app {

PictureExport::PictureExport(const RunSession *session, const views::ViewState *state,
                             const views::TimelineView *timeline, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_state(state)
    , m_timeline(timeline)
    , m_window(window)
    , m_exporter(new Exporter(this))
    , m_progress(new WorkProgress(tr("Progress of the export"), tr("Cancel export"), window))
{
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    connect(m_progress, &WorkProgress::cancelRequested, m_exporter, &Exporter::cancel);
    connect(m_exporter, &Exporter::progressed, m_progress, &WorkProgress::setShare);
    connect(m_exporter, &Exporter::started, this, [this](const QString &path) {
        Q_EMIT told(tr("Writing %1 …").arg(QFileInfo(path).fileName()), true);
    });
    connect(m_exporter, &Exporter::written, this, [this](const QString &path) {
        m_progress->end();
        Q_EMIT told(tr("Saved %1").arg(QDir::toNativeSeparators(path)), false);
    });
    connect(m_exporter, &Exporter::painted, this, [this](const QImage &picture) {
        m_progress->end();
        QGuiApplication::clipboard()->setImage(picture);
        Q_EMIT told(tr("The picture is on the clipboard, %1 × %2 pixels.")
                        .arg(picture.width())
                        .arg(picture.height()),
                    false);
    });
    connect(m_exporter, &Exporter::cancelled, this, [this] {
        m_progress->end();
        Q_EMIT told(tr("Export cancelled; nothing was written."), false);
    });
    connect(m_exporter, &Exporter::failed, this, &PictureExport::showError);
}

WorkProgress *PictureExport::progress() const
{
    return m_progress;
}

void PictureExport::ask()
{
    if (!m_session->shown().document)
        return;
    auto *dialog = new ExportDialog(subject({}), inSight(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exportRequested, this, &PictureExport::writeAs);
    connect(dialog, &ExportDialog::copyRequested, this, [this](const PictureChoice &choice) {
        m_progress->begin();
        m_exporter->paint(subject(choice));
    });
    dialog->open();
}

InSight PictureExport::inSight() const
{
    InSight seen;
    seen.axis = m_state->axis();
    seen.range = m_state->visibleRange();
    seen.range.begin = std::max<views::Units>(0, seen.range.begin);
    seen.range.end = std::max(seen.range.end, seen.range.begin + 1);
    seen.whole = !m_timeline->isRangeChosen();
    const views::RunModel &model = m_session->shown().document->model();
    seen.takesNoTime = views::takesNoTime(model);
    // A picture without any task shows nothing.
    views::TimelineLayout::Options rows;
    rows.filter = m_timeline->layoutOptions().filter;
    if (!views::TimelineLayout(model, rows).rows().empty())
        seen.filter = rows.filter;
    for (const views::TaskGroup &group : model.groups()) {
        if (m_timeline->layoutOptions().collapsed.contains(views::groupName(model, group)))
            seen.folded << views::groupName(model, group);
    }
    for (const QString &label : m_timeline->layoutOptions().unfolded)
        seen.unfolded << label;
    seen.queues = views::queueNames(model);
    seen.tracks = m_timeline->tracks();
    if (const auto reference = m_session->reference())
        seen.reference = reference->arguments;
    seen.cursor = m_state->cursor().time;
    seen.allWakes = m_timeline->wakes() == views::WakesShown::All;
    if (const auto segment = m_state->selectedSegment())
        seen.selection = PictureChoice::Selection{
            model.label(segment->task), trace::Time{model.start(*segment, views::AxisKind::Clock)}};
    return seen;
}

Exporter::Subject PictureExport::subject(const PictureChoice &choice) const
{
    const auto reference = m_session->reference();
    return {m_session->shown().document, reference ? reference->document : nullptr,
            m_session->shown().arguments, reference ? reference->arguments : std::nullopt, choice};
}

void PictureExport::write(const QString &path)
{
    if (m_session->shown().document)
        writeAs(path, lastChoice(inSight()));
}

void PictureExport::writeAs(const QString &path, const PictureChoice &choice)
{
    if (!m_session->shown().document)
        return;
    m_progress->begin();
    m_exporter->write(path, subject(choice));
}

void PictureExport::copy()
{
    if (!m_session->shown().document)
        return;
    m_progress->begin();
    m_exporter->paint(subject(lastChoice(inSight())));
}

void PictureExport::showError(const QString &reason)
{
    m_progress->end();
    Q_EMIT told(QString(), false);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Not exported"), reason,
                                QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("exportError"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("Choose a folder that you may write to, with room on its disk, and a file name that "
           "ends in .png, .svg or .pdf."));
    QPushButton *again = box->addButton(tr("Choose Another Place…"), QMessageBox::AcceptRole);
    connect(again, &QPushButton::clicked, this, &PictureExport::ask);
    box->open();
}

} // namespace app
