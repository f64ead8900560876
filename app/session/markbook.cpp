#include "app/session/markbook.h"

#include "app/session/runsession.h"

#include <algorithm>
#include <utility>

namespace app {

namespace {

/// What tells a simulated run from others; nothing for others.
std::optional<scenario::Arguments> argumentsOf(const RunSession::Recording &run)
{
    const bool same = run.document->info().origin == views::RunInfo::Origin::Simulated;
    return same ? run.arguments : std::nullopt;
}

} // namespace

class MarkBook::Command : public QUndoCommand
{
public:
    Command(MarkBook *book, std::size_t page, views::MarkChanges after, const QString &text)
        : QUndoCommand(text)
        , m_book(book)
        , m_page(page)
        , m_before(book->m_pages[page].changes)
        , m_after(std::move(after))
    {
    }

    void undo() override { m_book->set(m_page, m_before); }
    void redo() override { m_book->set(m_page, m_after); }

private:
    MarkBook *m_book;
    std::size_t m_page;
    views::MarkChanges m_before;
    views::MarkChanges m_after;
};

MarkBook::MarkBook(RunSession *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(session, &RunSession::shownChanged, this, &MarkBook::showAgain);
}

std::unique_ptr<QUndoCommand> MarkBook::change(views::MarkChanges after, const QString &text)
{
    const RunSession::Recording &shown = m_session->shown();
    if (!shown.document)
        return nullptr;
    std::optional<std::size_t> page = find();
    if (!page) {
        page = m_pages.size();
        m_pages.push_back({shown.document, argumentsOf(shown), shown.document->markChanges()});
    }
    return std::make_unique<Command>(this, *page, std::move(after), text);
}

std::optional<std::size_t> MarkBook::find() const
{
    const RunSession::Recording &shown = m_session->shown();
    if (!shown.document)
        return {};
    const auto arguments = argumentsOf(shown);
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &page) {
        return page.document.lock() == shown.document || (arguments && page.arguments == arguments);
    });
    if (found == m_pages.end())
        return {};
    return static_cast<std::size_t>(found - m_pages.begin());
}

void MarkBook::set(std::size_t page, const views::MarkChanges &changes)
{
    m_pages[page].changes = changes;
    showAgain();
}

void MarkBook::showAgain()
{
    const auto page = find();
    if (!page)
        return;
    m_pages[*page].document = m_session->shown().document;
    m_session->shown().document->setMarkChanges(m_pages[*page].changes);
}

} // namespace app
