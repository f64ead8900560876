#include "views/search/runsearch.h"

#include "engine/trace/schema.h"
#include "views/words/waitwords.h"

#include <QString>

#include <algorithm>

namespace views {

RunSearch::RunSearch(const trace::Trace &trace, const QString &text)
    : m_trace(trace)
    , m_matcher(text, Qt::CaseInsensitive)
{
}

bool RunSearch::advance(std::size_t most)
{
    const std::size_t published = m_trace.records().size();
    const std::size_t end = m_next + std::min(most, published - m_next);
    while (m_next < end) {
        for (const trace::Record &record : m_trace.records().run(m_next)) {
            if (m_next == end)
                break;
            if (matches(record))
                m_hits.push_back(m_next);
            ++m_next;
        }
    }
    return m_next < published;
}

bool RunSearch::matches(const trace::Record &record)
{
    const trace::KindSchema *schema = trace::schemaOf(record.kind());
    if (schema == nullptr)
        return false;
    if (record.kind() == trace::Kind::Created && matchesTask(record.task()))
        return true;
    if (schema->subject == trace::Field::Text && matchesText(trace::TextId{record.subject}))
        return true;
    switch (schema->argument) {
    case trace::Field::Text:
        return matchesText(trace::TextId{record.argument});
    case trace::Field::TextOfStep:
        return matchesText(record.exception());
    case trace::Field::Line:
        return contains(m_trace.lines()[record.argument].text);
    case trace::Field::Wait:
        return matchesWait(record.wait());
    default:
        return false;
    }
}

bool RunSearch::matchesText(trace::TextId text)
{
    return text != trace::TextId::Empty
        && remembered(m_texts, text, [&] { return contains(m_trace.text(text)); });
}

bool RunSearch::matchesTask(trace::TaskId task)
{
    const trace::TaskInfo &info = m_trace.task(task);
    return matchesText(info.label) || matchesText(info.coroutine)
        || contains(m_trace.taskName(task));
}

bool RunSearch::matchesWait(trace::WaitId id)
{
    return remembered(m_waits, id, [&] {
        const trace::Wait &wait = m_trace.wait(id);
        const trace::WaitKind &kind = m_trace.waitKind(wait.reason);
        if (contains(std::string(kind.word)) || m_matcher.indexIn(waitWords(kind.word).label) >= 0)
            return true;
        const std::vector<trace::TaskId> tasks = m_trace.tasksOf(wait);
        if (std::any_of(tasks.begin(), tasks.end(),
                        [this](trace::TaskId task) { return matchesTask(task); }))
            return true;
        if (kind.what == trace::WaitsOn::Object && wait.object() != trace::ObjectId::None
            && matchesText(m_trace.object(wait.object()).name))
            return true;
        const trace::SiteId place = m_trace.siteOf(wait);
        if (place == trace::SiteId::None)
            return false;
        const trace::Site &site = m_trace.site(place);
        return matchesText(site.function)
            || contains(m_trace.text(site.file) + ':' + std::to_string(site.line));
    });
}

template <class Id, class Look>
bool RunSearch::remembered(std::vector<Known> &known, Id id, Look look)
{
    const auto index = static_cast<std::size_t>(id);
    if (index >= known.size())
        known.resize(std::max(index + 1, known.size() * 2), Known::Nothing);
    if (known[index] == Known::Nothing) {
        const bool match = look();
        known[index] = match ? Known::Match : Known::Other;
    }
    return known[index] == Known::Match;
}

bool RunSearch::contains(const std::string &text) const
{
    return m_matcher.indexIn(QString::fromStdString(text)) >= 0;
}

} // namespace views
