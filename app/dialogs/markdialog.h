#pragma once

#include <QDialog>

#include <optional>

class QLineEdit;

namespace app {

/// Asks for the note of a mark.
class MarkDialog : public QDialog
{
    Q_OBJECT

public:
    /// For a mark at \a place, as people read it; \a note is that of the one which is there, or
    /// nothing for a new one.
    MarkDialog(const QString &place, const std::optional<QString> &note, QWidget *parent);

    void accept() override;

Q_SIGNALS:
    void noted(const QString &note);
    void removed();

private:
    QLineEdit *m_note;
};

} // namespace app
