#include "app/workspace/sourcefolders.h"

#include "views/model/rundocument.h"
#include "views/source/sourcepanel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace app {

namespace {

const QLatin1String FoldersKey("sourceFolders");

} // namespace

SourceFolders::SourceFolders(views::SourcePanel *panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
{
    connect(panel, &views::SourcePanel::folderWanted, this, &SourceFolders::ask);
}

void SourceFolders::setDocument(const std::shared_ptr<views::RunDocument> &document)
{
    const QString root = document ? document->info().sourceRoot : QString();
    m_panel->setDocument(
        document,
        root.isEmpty() ? QString() : QSettings().value(FoldersKey).toMap().value(root).toString());
}

void SourceFolders::ask(const QString &root)
{
    // What is left of the root is nearer than anything else.
    QString start = root;
    while (!start.isEmpty() && !QFileInfo(start).isDir() && QFileInfo(start).path() != start)
        start = QFileInfo(start).path();
    auto *dialog = new QFileDialog(m_panel->window(),
                                   root.isEmpty() ? tr("Sources") : tr("Sources of %1").arg(root),
                                   start.isEmpty() ? QDir::currentPath() : start);
    dialog->setObjectName(QStringLiteral("sourceFolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, root](const QString &folder) {
        // Without a root there is nothing to remember it by.
        if (!root.isEmpty()) {
            QSettings settings;
            QVariantMap folders = settings.value(FoldersKey).toMap();
            folders.insert(root, folder);
            settings.setValue(FoldersKey, folders);
        }
        m_panel->setFolder(folder);
    });
    dialog->open();
}

} // namespace app
