#pragma once

#include "engine/scenario/scenario.h"
#include "views/model/rundocument.h"

#include <QObject>
#include <QUndoCommand>

#include <memory>
#include <optional>
#include <vector>

namespace app {

class RunSession;

/// What a person has changed of the marks of runs, of the shown one and of those before it. A run
/// that is simulated again with the same arguments is the same, and has its marks again.
class MarkBook : public QObject
{
    Q_OBJECT

public:
    /// \a session must outlive it.
    explicit MarkBook(RunSession *session, QObject *parent = nullptr);

    /// Changes the marks of the shown run to \a after, by a command that can be undone and is
    /// called \a text; null while no run is shown.
    std::unique_ptr<QUndoCommand> change(views::MarkChanges after, const QString &text);

private:
    class Command;

    struct Page
    {
        std::weak_ptr<views::RunDocument> document;
        std::optional<scenario::Arguments> arguments; ///< of a simulated run
        views::MarkChanges changes;
    };

    /// The index of the page of the shown run; nothing: it has none.
    std::optional<std::size_t> find() const;
    void set(std::size_t page, const views::MarkChanges &changes);
    void showAgain();

    RunSession *m_session;
    std::vector<Page> m_pages;
};

} // namespace app
