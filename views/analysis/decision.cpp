#include "views/analysis/decision.h"

#include "views/analysis/world.h"

#include <algorithm>
#include <string>

namespace views {

namespace {

constexpr std::size_t MostLines = 4; // to choose from
constexpr std::size_t LinesAhead = 16; // among which they are
constexpr std::uint32_t LineEvery = 3; // steps
constexpr std::size_t RecordsAhead = 10'000; // within which what is put is taken
constexpr int StepsAhead = 2'000;

using Kind = Decision::Kind;

trace::TextId loopOf(const RunModel &model, trace::TaskId task)
{
    return model.trace().task(task).loop;
}

/// What an event loop has before it, of a run of several that of \a loop.
struct Loop
{
    bool isRunning = false;
    std::vector<trace::TaskId> ready;
    std::vector<trace::TaskId> timers;
    bool timersAreKnown = true; ///< when each rings
};

Loop loopAt(const RunModel &model, const World &world, trace::TextId loop)
{
    const auto isOf = [&](trace::TaskId task) { return loopOf(model, task) == loop; };
    Loop found;
    found.isRunning = std::any_of(world.running.begin(), world.running.end(), isOf);
    for (const World::Queued &queued : world.ready) {
        if (isOf(queued.task))
            found.ready.push_back(queued.task);
    }
    for (const World::Timer &timer : world.timers) {
        if (isOf(timer.task)) {
            found.timers.push_back(timer.task);
            found.timersAreKnown = found.timersAreKnown && timer.deadline;
        }
    }
    return found;
}

/// A task's step, from the record that begins it to the one that ends it.
struct Step
{
    trace::TaskId task = trace::TaskId::None;
    std::size_t begin = 0;
    std::size_t end = 0;
};

Step stepAt(const RunModel &model, std::uint32_t step)
{
    const std::size_t begin = model.steps().record(step);
    const trace::TaskId task = model.trace().records()[begin].task();
    const TaskTrack &track = model.track(task);
    const std::size_t next = track.segmentAfter(begin + 1) + 1;
    return {task, begin, next < track.size() ? track.record(next) : model.records()};
}

/// Puts the choices in the order of their tasks; \a answer is one of them.
void setChoices(Decision &decision, std::vector<Decision::Choice> choices, trace::TaskId answer)
{
    std::sort(choices.begin(), choices.end(),
              [](const auto &a, const auto &b) { return a.task < b.task; });
    decision.choices = std::move(choices);
    decision.answer = *decision.choiceOf(answer);
}

std::vector<Decision::Choice> choicesOf(const std::vector<trace::TaskId> &tasks)
{
    std::vector<Decision::Choice> choices;
    for (const trace::TaskId task : tasks)
        choices.push_back({task, 0});
    return choices;
}

std::optional<Decision> nextStep(const Decision &asked, const Loop &loop, const Step &step)
{
    Decision decision = asked;
    decision.kind = Kind::NextStep;
    decision.deciding = asked.next;
    decision.isTimer = loop.ready.empty();
    decision.order = decision.isTimer ? loop.timers : loop.ready;
    if (decision.order.size() < 2 || decision.order.front() != step.task
        || (decision.isTimer && !loop.timersAreKnown))
        return {};
    setChoices(decision, choicesOf(decision.order), step.task);
    return decision;
}

/// What a step makes to be had: an item in a queue that was empty, a place of a lock.
struct Gift
{
    trace::ObjectId object = trace::ObjectId::None;
    std::size_t record = 0;
    trace::Shape shape = trace::Shape::Other; ///< of the waits for it
    trace::Kind taken = trace::Kind::Depth; ///< what tells who has it

    bool isTakenBy(const trace::Record &next) const
    {
        return taken == trace::Kind::Acquired || next.argument == 0;
    }
};

std::optional<Gift> giftOf(const RunModel &model, const Step &step)
{
    for (std::size_t i = step.begin + 1; i < step.end; ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::Depth && record.argument == 1
            && model.depthAfter(record.object(), i) == 0)
            return Gift{record.object(), i, trace::Shape::QueueGet, trace::Kind::Depth};
        if (record.kind() == trace::Kind::Released && record.byTask() == step.task)
            return Gift{record.object(), i, trace::Shape::Lock, trace::Kind::Acquired};
    }
    return {};
}

/// The step in which \a gift is taken, if that is seen.
std::optional<std::uint32_t> takingStep(const RunModel &model, const Gift &gift)
{
    const std::size_t end = std::min(model.records(), gift.record + RecordsAhead);
    for (std::size_t i = gift.record + 1; i < end; ++i) {
        const trace::Record &record = model.trace().records()[i];
        const bool tells = record.kind() == gift.taken
            || (gift.taken == trace::Kind::Acquired && record.kind() == trace::Kind::Released);
        if (!tells || record.object() != gift.object)
            continue;
        if (record.kind() != gift.taken || !gift.isTakenBy(record))
            return {};
        const std::uint32_t step = model.steps().before(i) - 1;
        const Step taking = stepAt(model, step);
        return i < taking.end ? std::optional(step) : std::nullopt;
    }
    return {};
}

std::optional<Decision> receiver(const Decision &asked, const RunModel &model, const World &world,
                                 const Step &step)
{
    const auto gift = giftOf(model, step);
    if (!gift)
        return {};
    Decision decision = asked;
    decision.kind = Kind::Receiver;
    decision.object = gift->object;
    for (const World::Waiting &waiting : world.lineFor(model, gift->object)) {
        const trace::WaitKind &kind = model.trace().waitKind(waiting.wait);
        if (kind.shape == gift->shape && kind.inLine && !waiting.cancelling && !waiting.lost)
            decision.order.push_back(waiting.task);
    }
    if (decision.order.size() < 2)
        return {};
    const auto taken = takingStep(model, *gift);
    if (!taken || stepAt(model, *taken).task != decision.order.front())
        return {};
    decision.deciding = *taken;
    setChoices(decision, choicesOf(decision.order), decision.order.front());
    return decision;
}

/// Does something come from outside between two records? Nobody can know that before.
bool isDisturbed(const RunModel &model, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::Ready && !record.isByTask()
            && record.argument != static_cast<std::uint32_t>(trace::Waker::Timer))
            return true;
    }
    return false;
}

std::optional<Decision> nextLine(const Decision &asked, const RunModel &model, const Loop &loop)
{
    const auto &printed = model.printed();
    const auto first = std::lower_bound(printed.begin(), printed.end(), asked.records);
    std::vector<Decision::Choice> choices;
    std::size_t looked = 0;
    const auto textOf = [&](std::uint32_t record) -> const std::string & {
        return model.trace().lines()[model.trace().records()[record].argument].text;
    };
    for (auto i = first; i != printed.end() && looked++ < LinesAhead; ++i) {
        const trace::TaskId task = model.trace().records()[*i].task();
        const bool other = task != trace::TaskId::None
            && std::none_of(choices.begin(), choices.end(), [&](const Decision::Choice &choice) {
                               return choice.task == task || textOf(choice.record) == textOf(*i);
                           });
        if (other && choices.size() < MostLines)
            choices.push_back({task, *i});
        else if (choices.empty())
            return {};
    }
    if (choices.size() < 2 || *first - asked.records > RecordsAhead
        || isDisturbed(model, asked.records, *first))
        return {};
    // Steps of other loops may have begun since the one that prints.
    const TaskTrack &track = model.track(choices.front().task);
    const std::size_t printing = track.segmentAfter(*first);
    if (printing == TaskTrack::None || !isRunning(track.state(printing)))
        return {};
    Decision decision = asked;
    decision.kind = Kind::NextLine;
    decision.deciding = model.steps().before(track.record(printing));
    if (decision.deciding < asked.next)
        return {};
    decision.order = loop.ready;
    setChoices(decision, choices, choices.front().task);
    return decision;
}

} // namespace

std::optional<std::size_t> Decision::choiceOf(trace::TaskId task) const
{
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [task](const Choice &choice) { return choice.task == task; });
    if (found == choices.end())
        return {};
    return static_cast<std::size_t>(found - choices.begin());
}

bool DecisionKinds::has(Decision::Kind kind) const
{
    return kind == Kind::NextStep ? nextStep : kind == Kind::Receiver ? receiver : nextLine;
}

void DecisionKinds::set(Decision::Kind kind, bool asked)
{
    (kind == Kind::NextStep ? nextStep : kind == Kind::Receiver ? receiver : nextLine) = asked;
}

std::optional<Decision> decisionAt(const RunModel &model, std::size_t records,
                                   const DecisionKinds &kinds)
{
    Decision asked;
    asked.records = records;
    asked.next = model.steps().before(records);
    if (asked.next >= model.steps().steps())
        return {};
    const Step step = stepAt(model, asked.next);
    const World world = worldAt(model, records);
    const Loop loop = loopAt(model, world, loopOf(model, step.task));
    if (loop.isRunning || (loop.ready.empty() && loop.timers.empty()))
        return {};
    if (auto decision = kinds.receiver ? receiver(asked, model, world, step) : std::nullopt)
        return decision;
    auto decision = kinds.nextStep ? nextStep(asked, loop, step) : std::nullopt;
    if (kinds.nextLine && (!decision || asked.next % LineEvery == 0)) {
        if (auto line = nextLine(asked, model, loop))
            return line;
    }
    return decision;
}

std::optional<Position> nextDecision(const RunModel &model, std::size_t from, std::size_t to,
                                     const DecisionKinds &kinds)
{
    const std::uint32_t first = model.steps().before(from);
    for (int i = 0; i < StepsAhead; ++i) {
        const std::uint32_t step = first + static_cast<std::uint32_t>(i);
        if (step > model.steps().steps())
            return {};
        const Position place = model.positionAfterStep(step);
        if (place.records > to)
            return {};
        if (place.records > from && decisionAt(model, place.records, kinds))
            return place;
    }
    return {};
}

} // namespace views
