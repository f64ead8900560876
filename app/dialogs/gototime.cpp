#include "app/dialogs/gototime.h"

#include "views/words/durationtext.h"
#include "views/words/momenttext.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace app {

GoToTime::GoToTime(trace::Time now, trace::Time end, QWidget *parent)
    : QDialog(parent)
    , m_end(end)
    , m_field(new QLineEdit(views::instantText(now), this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("goToTime"));
    setWindowTitle(tr("Go to a time"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *question = new QLabel(tr("&Time, up to %1").arg(views::instantText(end)), this);
    question->setBuddy(m_field);
    m_field->setObjectName(QStringLiteral("goToTimeField"));
    m_field->selectAll();
    m_error->setObjectName(QStringLiteral("goToTimeError"));
    m_error->setProperty("tone", QStringLiteral("failed"));
    m_error->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Go there"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(question);
    layout->addWidget(m_field);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    setMinimumWidth(360);
    connect(buttons, &QDialogButtonBox::accepted, this, &GoToTime::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textEdited, m_error, &QLabel::clear);
}

void GoToTime::accept()
{
    const auto time = views::momentFrom(m_field->text());
    if (!time) {
        m_error->setText(tr("Write a time like 7.5 s, 250 ms or 1:02:03."));
        return;
    }
    if (*time > m_end) {
        m_error->setText(tr("The run reaches only to %1.").arg(views::instantText(m_end)));
        return;
    }
    Q_EMIT chosen(*time);
    QDialog::accept();
}

} // namespace app
