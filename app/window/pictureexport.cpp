#include "app/window/pictureexport.h"

#include "app/session/runsession.h"
#include "app/window/exportdialog.h"
#include "app/window/workprogress.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace app {

PictureExport::PictureExport(const RunSession *session, QWidget *window)
    : QObject(window)
    , m_session(session)
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

QWidget *PictureExport::progress() const
{
    return m_progress;
}

void PictureExport::ask()
{
    if (!m_session->shown().document)
        return;
    auto *dialog = new ExportDialog(m_session->shown().document->info().fileName, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &PictureExport::write);
    dialog->open();
}

void PictureExport::write(const QString &path)
{
    if (!m_session->shown().document)
        return;
    m_progress->begin();
    m_exporter->write(path, subject());
}

void PictureExport::copy()
{
    if (!m_session->shown().document)
        return;
    m_progress->begin();
    m_exporter->paint(subject());
}

Exporter::Subject PictureExport::subject() const
{
    const auto reference = m_session->reference();
    return {m_session->shown().document, reference ? reference->document : nullptr};
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
