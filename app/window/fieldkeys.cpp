#include "app/window/fieldkeys.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>

namespace app {

namespace {

bool typesASign(const QKeyEvent &event)
{
    constexpr Qt::KeyboardModifiers Command
        = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    return !event.text().isEmpty() && event.text().front().isPrint()
        && !(event.modifiers() & Command);
}

bool edits(QKeyEvent *event)
{
    constexpr std::array Editing{QKeySequence::Undo, QKeySequence::Redo,  QKeySequence::Cut,
                                 QKeySequence::Copy, QKeySequence::Paste, QKeySequence::SelectAll};
    return std::any_of(Editing.begin(), Editing.end(),
                       [event](QKeySequence::StandardKey key) { return event->matches(key); });
}

} // namespace

FieldKeys::FieldKeys(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
}

bool FieldKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *field = qobject_cast<QWidget *>(watched);
    if (field == nullptr || field->window() != m_window
        || (qobject_cast<const QLineEdit *>(field) == nullptr
            && qobject_cast<const QAbstractSpinBox *>(field) == nullptr))
        return false;
    auto *key = static_cast<QKeyEvent *>(event);
    if (typesASign(*key)) {
        key->accept();
        return true;
    }
    // Ctrl+E and others also move about in a field, as they do in Emacs.
    const bool letter = key->key() >= Qt::Key_A && key->key() <= Qt::Key_Z;
    if (letter && (key->modifiers() & Qt::ControlModifier) && !edits(key)) {
        key->ignore();
        return true;
    }
    return false;
}

} // namespace app
