#include "tests/support/tracetext.h"

#include <fmt/format.h>

namespace support {

namespace {

template <class Id>
std::int64_t number(Id id)
{
    const auto value = static_cast<std::uint32_t>(id);
    return value == 0xFFFF'FFFF ? -1 : std::int64_t{value};
}

template <class... Args>
void add(QStringList &rows, fmt::format_string<Args...> format, Args &&...args)
{
    rows.append(QString::fromStdString(fmt::format(format, std::forward<Args>(args)...)));
}

} // namespace

QStringList recordsText(const trace::Trace &trace)
{
    QStringList rows;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record &r = trace.records()[i];
        add(rows, "{} kind {}: {} {}", r.time().count(), static_cast<unsigned>(r.kind()),
            number(r.task()), number(r.byTask()));
    }
    return rows;
}

QStringList traceText(const trace::Trace &trace)
{
    QStringList rows = recordsText(trace);
    for (std::size_t i = 0; i < trace.texts().size(); ++i)
        add(rows, "text {}: {}", i, trace.texts()[i]);
    for (std::size_t i = 0; i < trace.sites().size(); ++i) {
        const trace::Site &s = trace.sites()[i];
        add(rows, "site {}: {} {} {}", i, number(s.file), number(s.function), s.line);
    }
    for (std::size_t i = 0; i < trace.tasks().size(); ++i) {
        const trace::TaskInfo &t = trace.tasks()[i];
        add(rows, "task {}: {} {} {} {} {} {} {}", i, t.number, number(t.name), number(t.label),
            number(t.coroutine), number(t.loop), number(t.creator), number(t.site));
    }
    for (std::size_t i = 0; i < trace.objects().size(); ++i) {
        const trace::Object &o = trace.objects()[i];
        add(rows, "object {}: {} {} {} {}", i, number(o.kind), number(o.name), o.capacity,
            number(o.site));
    }
    for (std::size_t i = 0; i < trace.waits().size(); ++i) {
        const trace::Wait &w = trace.waits()[i];
        add(rows, "wait {}: {} {} {} {}", i, static_cast<unsigned>(w.reason), number(w.object()),
            number(w.chain), w.amount);
    }
    for (std::size_t i = 0; i < trace.waitKindCount(); ++i) {
        const trace::WaitKind &k = trace.waitKind(trace::Reason{static_cast<std::uint16_t>(i)});
        add(rows, "kind {}: {} {} {} {} {}", i, k.word, static_cast<unsigned>(k.shape),
            static_cast<unsigned>(k.what), static_cast<unsigned>(k.amount), k.inLine);
    }
    for (std::size_t i = 0; i < trace.chains().size(); ++i)
        add(rows, "chain {}: {} {}", i, number(trace.chains()[i].parent),
            number(trace.chains()[i].site));
    for (std::size_t i = 0; i < trace.awaited().size(); ++i)
        add(rows, "awaited {}: {} {}", i, number(trace.awaited()[i].rest),
            number(trace.awaited()[i].task));
    for (std::size_t i = 0; i < trace.causes().size(); ++i) {
        const trace::Cause &c = trace.causes()[i];
        add(rows, "cause {}: {} {} {}", i, number(c.kind), number(c.name), c.number);
    }
    for (std::size_t i = 0; i < trace.lines().size(); ++i)
        add(rows, "line {}: {}", i, trace.lines()[i].text);
    return rows;
}

} // namespace support
