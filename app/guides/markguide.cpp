#include "app/guides/markguide.h"

#include "app/dialogs/markdialog.h"
#include "app/session/runsession.h"
#include "app/workspace/windowactions.h"
#include "views/words/marktext.h"
#include "views/words/placetext.h"

#include <QAction>
#include <QUndoStack>
#include <QWidget>

#include <utility>

namespace app {

MarkGuide::MarkGuide(RunSession *session, views::ViewState *state, const WindowActions *actions,
                     QUndoStack *undo, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_state(state)
    , m_actions(actions)
    , m_undo(undo)
    , m_window(window)
    , m_book(session)
{
    connect(actions->mark, &QAction::triggered, this, &MarkGuide::edit);
    connect(actions->deleteMark, &QAction::triggered, this, &MarkGuide::remove);
    connect(actions->nextMark, &QAction::triggered, this, [this] { visit(true); });
    connect(actions->previousMark, &QAction::triggered, this, [this] { visit(false); });
    connect(state, &views::ViewState::cursorChanged, this, &MarkGuide::followCursor);
    connect(session, &RunSession::shownChanged, this, &MarkGuide::followCursor);
    followCursor();
}

const views::RunMark *MarkGuide::atCursor() const
{
    const auto &document = m_session->shown().document;
    return document ? views::markAt(document->marks(), m_state->cursor()) : nullptr;
}

void MarkGuide::edit()
{
    const auto document = m_session->shown().document;
    if (!document)
        return;
    const views::RunMark *there = atCursor();
    const std::optional<views::RunMark> before
        = there != nullptr ? std::optional(*there) : std::nullopt;
    const views::Position position = m_state->cursor();
    auto *dialog = new MarkDialog(views::placeText(document->model(), position),
                                  before ? std::optional(before->note) : std::nullopt, m_window);
    connect(dialog, &MarkDialog::noted, this, [=, this](const QString &note) {
        if (document != m_session->shown().document)
            return; // another run has come meanwhile
        views::MarkChanges changes = document->markChanges();
        if (before)
            changes.change(*before, note);
        else
            changes.add(position, note);
        push(std::move(changes), before ? tr("Change of a Mark") : tr("Mark"));
    });
    connect(dialog, &MarkDialog::removed, this, &MarkGuide::remove);
    dialog->open();
}

void MarkGuide::remove()
{
    const views::RunMark *there = atCursor();
    if (there == nullptr)
        return;
    views::MarkChanges changes = m_session->shown().document->markChanges();
    changes.change(*there, std::nullopt);
    push(std::move(changes), tr("Deletion of a Mark"));
}

void MarkGuide::push(views::MarkChanges changes, const QString &text)
{
    if (auto command = m_book.change(std::move(changes), text))
        m_undo->push(command.release());
    followCursor();
}

void MarkGuide::visit(bool forth)
{
    const auto &document = m_session->shown().document;
    if (!document || document->marks().empty())
        return;
    const std::vector<views::RunMark> &marks = document->marks();
    const std::size_t here = m_state->cursor().records;
    std::size_t next = views::markFrom(marks, forth ? here + 1 : here);
    // Around at either end.
    if (forth)
        next = next == marks.size() ? 0 : next;
    else
        next = (next == 0 ? marks.size() : next) - 1;
    const views::ViewState::OneMove move(m_state);
    m_state->setCursor(marks[next].position);
    if (marks[next].task != trace::TaskId::None)
        m_state->setSelectedTask(marks[next].task);
    Q_EMIT told(views::markText(document->model(), marks[next]));
}

void MarkGuide::followCursor()
{
    const auto &document = m_session->shown().document;
    const bool any = document && !document->marks().empty();
    m_actions->mark->setEnabled(document != nullptr);
    m_actions->nextMark->setEnabled(any);
    m_actions->previousMark->setEnabled(any);
    m_actions->deleteMark->setEnabled(atCursor() != nullptr);
}

} // namespace app
