#pragma once

#include <QFileDialog>

namespace app {

/// Asks where to export the picture of a run and, by the suffix, in which format. Remembers the
/// folder.
class ExportDialog : public QFileDialog
{
    Q_OBJECT

public:
    /// Offers \a fileName, which has no suffix.
    explicit ExportDialog(const QString &fileName, QWidget *parent = nullptr);

private:
    void takeSuffixOf(const QString &filter);
};

} // namespace app
