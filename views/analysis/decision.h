#pragma once

#include "views/model/runmodel.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace views {

/// Something that a run decides by itself, of which somebody who knows the run only so far may be
/// asked how: the answer follows from what has happened until then and from the rules of the loop.
struct Decision
{
    enum class Kind : std::uint8_t {
        NextStep, ///< whose step is the next one?
        Receiver, ///< who gets what the next step puts into a queue or gives free?
        NextLine, ///< which line is printed next?
    };
    struct Choice
    {
        trace::TaskId task = trace::TaskId::None;
        std::uint32_t record = 0; ///< of NextLine: that prints the line

        bool operator==(const Choice &) const = default;
    };

    Kind kind = Kind::NextStep;
    std::size_t records = 0; ///< of the run, which have happened when it is asked
    std::uint32_t next = 0; ///< the next step, from 0 over the whole run
    std::uint32_t deciding = 0; ///< the step that shows the answer: that one or a later one
    /// Two or more, each of another task, in the order of their creation.
    std::vector<Choice> choices;
    std::size_t answer = 0; ///< the index of the one that happens
    /// Why: those of which the first comes first. Of NextStep the ready queue, or the timers while
    /// nothing is ready, of Receiver those who stand in line, of NextLine the ready queue.
    std::vector<trace::TaskId> order;
    trace::ObjectId object = trace::ObjectId::None; ///< of Receiver
    bool isTimer = false; ///< of NextStep: nothing is ready

    /// The index of the choice that is \a task's; nothing when there is none.
    std::optional<std::size_t> choiceOf(trace::TaskId task) const;
    trace::TaskId answerTask() const { return choices[answer].task; }
};

/// Which kinds of decisions are asked.
struct DecisionKinds
{
    bool nextStep = true;
    bool receiver = true;
    bool nextLine = true;

    bool has(Decision::Kind kind) const;
    void set(Decision::Kind kind, bool asked);
    bool operator==(const DecisionKinds &) const = default;
};

/// What \a model, of a whole run, decides next after its first \a records records, with at least
/// two choices; nothing where there is none of \a kinds, or where something outside decides, or an
/// order that the trace does not tell. Where several could be asked, who receives goes first, and
/// now and then the next line is asked instead of the next step.
std::optional<Decision> decisionAt(const RunModel &model, std::size_t records,
                                   const DecisionKinds &kinds = {});

/// The first place with a decision of \a kinds behind a step that ends after \a from and at \a to
/// or before; looks at some thousand steps at most.
std::optional<Position> nextDecision(const RunModel &model, std::size_t from, std::size_t to,
                                     const DecisionKinds &kinds = {});

} // namespace views
