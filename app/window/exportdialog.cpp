#include "app/window/exportdialog.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace app {

ExportDialog::ExportDialog(const QString &fileName, QWidget *parent)
    : QFileDialog(parent, tr("Export the timeline"))
{
    const QString folderKey = QStringLiteral("exportFolder");
    setObjectName(QStringLiteral("exportDialog"));
    setAcceptMode(QFileDialog::AcceptSave);
    setDirectory(
        QSettings()
            .value(folderKey, QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString());
    setNameFilters(
        {tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF document (*.pdf)")});
    setDefaultSuffix(QStringLiteral("png"));
    selectFile(fileName + QLatin1String(".png"));
    connect(this, &QFileDialog::filterSelected, this, &ExportDialog::takeSuffixOf);
    connect(this, &QFileDialog::fileSelected, this, [folderKey](const QString &path) {
        QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    });
}

void ExportDialog::takeSuffixOf(const QString &filter)
{
    const QString suffix = filter.section(QStringLiteral("*."), 1).chopped(1);
    const QFileInfo chosen(selectedFiles().value(0));
    setDefaultSuffix(suffix);
    selectFile(chosen.completeBaseName() + QLatin1Char('.') + suffix);
}

} // namespace app
