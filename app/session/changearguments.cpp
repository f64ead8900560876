#include "app/session/changearguments.h"

#include <QCoreApplication>

#include <utility>

namespace app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("app::ChangeArguments", text);
}

} // namespace

ChangeArguments::ChangeArguments(RunSession *session, scenario::Arguments after, int gesture)
    : m_session(session)
    , m_before(session->arguments())
    , m_after(std::move(after))
    , m_gesture(gesture)
{
    describe();
}

void ChangeArguments::undo()
{
    m_session->setArguments(m_before);
}

void ChangeArguments::redo()
{
    m_session->setArguments(m_after, m_gesture);
}

bool ChangeArguments::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const ChangeArguments *>(other);
    if (m_gesture == RunSession::NoGesture || later->m_gesture != m_gesture)
        return false;
    m_after = later->m_after;
    describe();
    setObsolete(m_before == m_after);
    return true;
}

void ChangeArguments::describe()
{
    if (&m_before.scenario() != &m_after.scenario()) {
        setText(words(QT_TRANSLATE_NOOP("app::ChangeArguments", "Choice of %1"))
                    .arg(QString::fromStdString(m_after.scenario().title)));
        return;
    }
    QStringList changed;
    for (const scenario::Parameter &parameter : m_after.scenario().parameters) {
        if (m_before.value(parameter.name) != m_after.value(parameter.name))
            changed += QString::fromStdString(parameter.title);
    }
    setText(words(QT_TRANSLATE_NOOP("app::ChangeArguments", "Change of %1"))
                .arg(changed.join(QLatin1String(", "))));
}

} // namespace app
