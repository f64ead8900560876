#include "app/transcript/scriptoperation.h"

#include "engine/trace/delay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace app {

namespace {

constexpr std::size_t LineLength = 96;
/// Of what is repeated, in operations.
constexpr std::size_t LongestRound = 64;
/// A few alike in a row read better as they are.
constexpr std::size_t FewestOfOne = 4;
/// Repetitions may have repetitions in them.
constexpr int FoldDepth = 3;

/// What is done again and again from \a first on.
struct Repetition
{
    std::size_t length = 0;
    std::size_t times = 1;

    std::size_t covered() const noexcept { return length * times; }
};

Repetition repetitionAt(const std::vector<std::size_t> &kinds, std::size_t first)
{
    Repetition best;
    for (std::size_t length = 1; length <= LongestRound && first + 2 * length <= kinds.size();
         ++length) {
        std::size_t end = first + length;
        while (end < kinds.size() && kinds[end] == kinds[end - length])
            ++end;
        const Repetition found{length, (end - first) / length};
        if (found.times >= 2 && found.covered() >= FewestOfOne && found.covered() > best.covered())
            best = found;
    }
    return best;
}

bool isPrint(const ScriptOperation &operation)
{
    return operation.words.starts_with("\"print\"");
}

/// By what the operations do: equal numbers, equal operations, but for the text of a line.
std::vector<std::size_t> kindsOf(const ScriptBlock &block, const std::function<void()> &look)
{
    std::unordered_map<std::string, std::size_t> known;
    std::vector<std::size_t> kinds;
    kinds.reserve(block.size());
    for (const ScriptOperation &operation : block) {
        look();
        const std::string text = isPrint(operation) ? "print" : operationText(operation);
        kinds.push_back(known.try_emplace(text, known.size()).first->second);
    }
    return kinds;
}

/// One round of \a repetition, without lines that differ from round to round, which are added to
/// \a dropped.
ScriptBlock roundOf(const ScriptBlock &block, std::size_t first, const Repetition &repetition,
                    std::size_t &dropped)
{
    ScriptBlock round;
    for (std::size_t i = first; i < first + repetition.length; ++i) {
        bool isSame = true;
        for (std::size_t j = i; j < first + repetition.covered(); j += repetition.length)
            isSame = isSame && block[j] == block[i];
        if (isSame)
            round.push_back(block[i]);
        else
            dropped += repetition.times;
    }
    return round;
}

/// The first from \a first on, in one look at them all, from which a repetition may go beyond the
/// lines that are printed there: what is equal to the one behind those is at most a round before
/// it.
std::size_t afterLines(const ScriptBlock &block, std::size_t first)
{
    const auto begin = block.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count
        = static_cast<std::size_t>(std::find_if_not(begin, block.end(), isPrint) - begin);
    return first + count - std::min(count, LongestRound);
}

bool foldOnce(ScriptBlock &block, std::size_t &dropped, const std::function<void()> &look)
{
    const std::vector<std::size_t> kinds = kindsOf(block, look);
    ScriptBlock folded;
    bool found = false;
    for (std::size_t i = 0; i < block.size();) {
        look();
        for (const std::size_t end = afterLines(block, i); i < end; ++i)
            folded.push_back(std::move(block[i]));
        const Repetition repetition = repetitionAt(kinds, i);
        const auto begin = block.begin() + static_cast<std::ptrdiff_t>(i);
        const bool isOfLines
            = std::all_of(begin, begin + static_cast<std::ptrdiff_t>(repetition.length), isPrint);
        if (isOfLines) { // or there is none
            folded.push_back(std::move(block[i++]));
            continue;
        }
        found = true;
        folded.push_back({fmt::format("\"repeat\", {}", repetition.times),
                          {roundOf(block, i, repetition, dropped)},
                          {},
                          block[i].begin});
        i += repetition.covered();
    }
    block = std::move(folded);
    return found;
}

void append(std::string &text, const std::string &line, std::size_t indent)
{
    text += std::string(indent, ' ') + line;
}

/// An operation that no line has room for, without the indentation of its first line.
std::string longText(const ScriptOperation &operation, std::size_t indent)
{
    std::string text = "[" + operation.words;
    for (const ScriptBlock &block : operation.blocks) {
        if (block.empty()) {
            text += ", []";
            continue;
        }
        text += ", [\n" + blockText(block, indent + 2) + "\n";
        append(text, "]", indent);
    }
    return text + (operation.after.empty() ? "" : ", " + operation.after) + "]";
}

} // namespace

std::string jsonText(std::string_view utf8)
{
    std::string text = "\"";
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            text += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20)
            text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            text += c;
    }
    return text + '"';
}

std::string jsonMilliseconds(trace::Time delay)
{
    const double ms = trace::delayNs(delay) / 1e6;
    return std::isinf(ms) ? "Infinity" : fmt::format("{}", ms);
}

std::string operationText(const ScriptOperation &operation)
{
    std::string text = "[" + operation.words;
    for (const ScriptBlock &block : operation.blocks) {
        text += ", [";
        for (const ScriptOperation &inner : block)
            text += (&inner == block.data() ? "" : ", ") + operationText(inner);
        text += "]";
    }
    return text + (operation.after.empty() ? "" : ", " + operation.after) + "]";
}

std::string blockText(const ScriptBlock &block, std::size_t indent)
{
    std::string text;
    std::size_t used = 0; // of the line that is begun
    for (const ScriptOperation &operation : block) {
        std::string one = operationText(operation);
        const bool isLong = indent + one.size() > LineLength && !operation.blocks.empty();
        if (isLong)
            one = longText(operation, indent);
        const bool isLast = &operation == &block.back();
        if (used > 0 && !isLong && used + 1 + one.size() + (isLast ? 0 : 1) <= LineLength) {
            text += ' ';
            used += 1;
        } else {
            text += used > 0 ? "\n" : "";
            text += std::string(indent, ' ');
            used = indent;
        }
        text += one;
        text += isLast ? "" : ",";
        used = isLong ? LineLength : used + one.size() + 1;
    }
    return text;
}

std::size_t operationCount(const ScriptBlock &block)
{
    std::size_t count = block.size();
    for (const ScriptOperation &operation : block) {
        for (const ScriptBlock &inner : operation.blocks)
            count += operationCount(inner);
    }
    return count;
}

std::size_t foldRepetitions(ScriptBlock &block, const std::function<void()> &look)
{
    std::size_t dropped = 0;
    for (ScriptOperation &operation : block) {
        for (ScriptBlock &inner : operation.blocks)
            dropped += foldRepetitions(inner, look);
    }
    for (int depth = 0; depth < FoldDepth && foldOnce(block, dropped, look); ++depth) {}
    return dropped;
}

} // namespace app
