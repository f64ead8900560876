#pragma once

#include "app/session/programrecording.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace app {

/// Asks for a command to record, and remembers those that were.
class RecordDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int MostRemembered = 10;

    explicit RecordDialog(QWidget *parent);

    void accept() override;

    /// The commands that were recorded, the last one first.
    static QStringList remembered();
    /// Writes \a wish into the fields.
    void fill(const RecordingWish &wish);

Q_SIGNALS:
    void wanted(const app::RecordingWish &wish);

private:
    QLineEdit *addPlace(QGridLayout *layout, const QString &label, const char *name);
    void changed();
    void chooseFolder();
    void chooseFile();
    /// Says what is wrong and returns nothing, or returns what is wanted.
    bool read(RecordingWish &wish) const;
    QString complaint(const RecordingWish &wish) const;

    QComboBox *m_command;
    QLineEdit *m_folder;
    QLineEdit *m_file;
    QCheckBox *m_sample;
    QLabel *m_shown; ///< the same as typed into a shell
    QLabel *m_error;
};

} // namespace app
