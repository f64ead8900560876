#include "app/dialogs/markdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

MarkDialog::MarkDialog(const QString &place, const std::optional<QString> &note, QWidget *parent)
    : QDialog(parent)
    , m_note(new QLineEdit(note.value_or(QString()), this))
{
    setObjectName(QStringLiteral("markDialog"));
    setWindowTitle(note ? tr("Change the mark") : tr("Set a mark"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *question = new QLabel(tr("&Note for the mark at %1").arg(place), this);
    question->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("markNote"));
    m_note->setPlaceholderText(tr("What is to be seen here; may stay empty"));
    m_note->selectAll();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(note ? tr("Change") : tr("Set"));
    if (note) {
        QPushButton *remove = buttons->addButton(tr("Delete"), QDialogButtonBox::DestructiveRole);
        remove->setObjectName(QStringLiteral("deleteMarkButton"));
        remove->setAutoDefault(false);
        connect(remove, &QPushButton::clicked, this, [this] {
            Q_EMIT removed();
            reject();
        });
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(question);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    setMinimumWidth(400);
    connect(buttons, &QDialogButtonBox::accepted, this, &MarkDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void MarkDialog::accept()
{
    Q_EMIT noted(m_note->text().simplified());
    QDialog::accept();
}

} // namespace app
