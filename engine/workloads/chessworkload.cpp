#include "engine/workloads/chessworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/counted.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

class ChessProgram final : public Program
{
public:
    explicit ChessProgram(const scenario::Arguments &arguments)
        : m_mode(arguments.text("mode"))
        , m_opponents(arguments.integer("opponents"))
        , m_move(arguments.real("move"))
        , m_reply(arguments.real("reply"))
        , m_pairs(arguments.integer("pairs"))
        , m_verbose(arguments.flag("verbose"))
    {
    }

    Task<> main() override
    {
        if (m_mode == "async") {
            std::vector<TaskHandle<>> games;
            for (std::int64_t board = 1; board <= m_opponents; ++board)
                games.push_back(createTask(game(board), {{}, fmt::format("Board {}", board)}));
            co_await gather(std::move(games));
        } else {
            for (std::int64_t board = 1; board <= m_opponents; ++board)
                co_await game(board);
        }
    }

    void afterRun() override
    {
        print("{}, {}: {:.2f} seconds", counted(m_opponents, "board"), m_mode, perfCounter());
    }

private:
    Task<> game(std::int64_t board)
    {
        for (std::int64_t pair = 1; pair <= m_pairs; ++pair) {
            burn(m_move);
            if (m_verbose)
                say("board {} move {}: Judit", board, pair);
            if (m_mode == "sync")
                burn(m_reply);
            else
                co_await sleep(m_reply);
            if (m_verbose)
                say("board {} move {}: opponent", board, pair);
        }
        say("board {} finished", board);
    }

    std::string m_mode;
    std::int64_t m_opponents;
    double m_move;
    double m_reply;
    std::int64_t m_pairs;
    bool m_verbose;
};

} // namespace

Workload chessWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "chess";
    s.title = "Chess exhibition";
    s.group = "Composing";
    s.summary = "Judit Polgár plays 24 opponents in twelve hours, or in one, though nobody moves "
                "any faster.";
    s.parameters = {
        Parameter::choice("mode", "Mode", {"async", "sync", "sequential"},
                          "async: all boards at once; sync: board after board, waiting at each; "
                          "sequential: the same with waits that nobody uses."),
        Parameter::integer("opponents", "Opponents", 24, 0, LargestCount, "Boards to play at.")
            .withSlider(48),
        Parameter::real("move", "Her move", 5, 0, LongestSeconds,
                        "Seconds that a move of hers takes, which she can do nothing else in."),
        Parameter::real("reply", "A reply", 55, 0, LongestSeconds,
                        "Seconds that an opponent takes to move."),
        Parameter::integer("pairs", "Pairs of moves", 30, 0, LargestCount, "How long a game is.")
            .withSlider(60),
        Parameter::flag("verbose", "Every move", false, "Print each move."),
    };
    s.variation = {"", "", "mode", "sync", "All boards at once, against one after the other"};
    return {std::move(s), makeProgramOf<ChessProgram>, [](const scenario::Arguments &arguments) {
                const std::int64_t moves
                    = arguments.flag("verbose") ? 2 * arguments.integer("pairs") : 0;
                return arguments.integer("opponents") * (moves + 1) + 1;
            }};
}

} // namespace engine
