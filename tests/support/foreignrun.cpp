#include "tests/support/foreignrun.h"

namespace support {

using namespace std::chrono_literals;
using trace::Kind;
using trace::Record;

ForeignRun::ForeignRun()
{
    trace::Metadata metadata;
    metadata.title = "crawler";
    metadata.commandLine = "python3 crawler.py <sites>";
    metadata.process = 4711;
    metadata.clock = trace::Metadata::Clock::Real;
    metadata.wallTime = 1'700'000'000s;
    m_builder.setMetadata(metadata);
    trace::TaskInfo info;
    info.number = 1;
    info.coroutine = m_builder.text("fetch");
    m_fetch = m_builder.add(info);
    info.number = 2;
    info.label = m_builder.text("Closer");
    m_closer = m_builder.add(info);

    const trace::Reason acquire = m_builder.add(
        trace::WaitKind{.word = "pool.acquire", .what = trace::WaitsOn::Object, .inLine = true});
    const trace::ObjectId pool = m_builder.add(
        trace::Object{m_builder.text("pool"), m_builder.text("db"), 4, site("app.py", 3)});
    const trace::ChainId caller
        = m_builder.add(trace::ChainNode{trace::ChainId::None, site("app.py", 52, "fetch")});
    trace::Wait wait;
    wait.reason = acquire;
    wait.what = static_cast<std::uint32_t>(pool);
    wait.chain = m_builder.add(trace::ChainNode{caller, site("pool.py", 31, "acquire")});
    const trace::WaitId inPool = m_builder.add(wait);
    wait.what = static_cast<std::uint32_t>(m_builder.add(trace::Object{m_builder.text("pool")}));
    const trace::WaitId inOther = m_builder.add(wait);
    const trace::CauseId data = m_builder.add(trace::Cause{m_builder.text("descriptor"), {}, 8});
    const trace::CauseId odd
        = m_builder.add(trace::Cause{m_builder.text("kafka"), m_builder.text("partition 3"), 0});

    const auto add = [this](trace::Time time, Kind kind, auto subject, auto argument) {
        append(m_builder, time, kind, subject, argument);
    };
    add(0s, Kind::LoopRuns, trace::TextId::Empty, 0);
    add(0s, Kind::Created, m_fetch, trace::TaskId::None);
    add(0s, Kind::Created, m_closer, m_fetch);
    add(0s, Kind::Resumed, m_fetch, 0);
    add(0s, Kind::Suspended, m_fetch, inPool); // record 4
    add(1s, Kind{61}, 4'000'000'000U, 7);
    add(2s, Kind::Ready, m_fetch, Record::waker(data));
    add(2s, Kind::Resumed, m_fetch, 0);
    add(2s, Kind::Renamed, m_fetch, m_builder.text("fetch example.org"));
    add(2s, Kind::Suspended, m_fetch, inOther);
    add(3s, Kind::Ready, m_fetch, Record::waker(odd));
    add(3s, Kind::Resumed, m_fetch, 0);
    add(3s, Kind::Finished, m_fetch, 0);
    add(3s, Kind::Ended, trace::Outcome::Stopped, 0);
}

trace::SiteId ForeignRun::site(const char *file, std::uint32_t line, const char *function)
{
    return m_builder.add(trace::Site{m_builder.text(file), m_builder.text(function), line});
}

} // namespace support
