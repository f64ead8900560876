#pragma once

#include "engine/scenario/scenario.h"

#include <QFileDialog>

namespace app {

/// Asks where to export the picture of a run and, by the suffix, in which format. Offers a name
/// that tells the run and remembers the folder.
class ExportDialog : public QFileDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const scenario::Arguments &arguments, QWidget *parent = nullptr);

private:
    void takeSuffixOf(const QString &filter);
};

} // namespace app
