#include "views/source/linematch.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr double LeastAlike = 0.4; // of 1, for lines that say the same
constexpr double LeastOfFunctions = 1.5; // lines' worth, for functions of different names

/// What a line says: the words of its names and texts, sorted.
struct Words
{
    QStringList words;
    bool awaits = false;
    bool equal = false; ///< compares with ==
    bool unequal = false; ///< compares with !=
};

/// A function, from its head to its last line.
struct Function
{
    QStringList name; ///< its words
    int begin = 0;
    int end = 0; ///< one past the last line
};

using Match = std::vector<std::pair<int, int>>;

/// "m_randSleep" as "rand", "sleep".
QStringList wordsOf(QString name)
{
    static const QRegularExpression parts(QStringLiteral("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+"));
    if (name.startsWith(QLatin1String("m_")))
        name.remove(0, 2);
    QStringList words;
    for (auto found = parts.globalMatch(name); found.hasNext();)
        words += found.next().captured().toLower();
    return words;
}

/// What each language has to say of its own.
bool isOfLanguage(const QString &word)
{
    static const QStringList list{
        QStringLiteral("asyncio"), QStringLiteral("auto"),     QStringLiteral("cast"),
        QStringLiteral("co"),      QStringLiteral("const"),    QStringLiteral("double"),
        QStringLiteral("f"),       QStringLiteral("fmt"),      QStringLiteral("format"),
        QStringLiteral("int"),     QStringLiteral("move"),     QStringLiteral("self"),
        QStringLiteral("static"),  QStringLiteral("std"),      QStringLiteral("string"),
        QStringLiteral("t"),       QStringLiteral("watch"),    QStringLiteral("def"),
        QStringLiteral("void"),    QStringLiteral("override"), QStringLiteral("async")};
    return list.contains(word);
}

Words wordsIn(const QString &line, const QString &comment)
{
    static const QRegularExpression names(QStringLiteral("[A-Za-z_][A-Za-z_0-9]*"));
    Words words;
    if (line.trimmed().startsWith(comment))
        return words;
    words.equal = line.contains(QLatin1String("=="));
    words.unequal = line.contains(QLatin1String("!="));
    QString said = line;
    said.replace(QLatin1String("asyncio.sleep(0)"), QLatin1String("yield")); // which it is here
    for (auto found = names.globalMatch(said); found.hasNext();) {
        for (const QString &word : wordsOf(found.next().captured())) {
            words.awaits = words.awaits || word == QLatin1String("await");
            if (!isOfLanguage(word))
                words.words += word;
        }
    }
    // `async with` and `async for` await too.
    if (line.contains(QLatin1String("async with ")) || line.contains(QLatin1String("async for "))) {
        words.awaits = true;
        words.words += QStringLiteral("await");
    }
    words.words.sort();
    return words;
}

/// From 0, nothing in common, to 1.
double likeness(const Words &a, const Words &b)
{
    if (a.words.isEmpty() || b.words.isEmpty() || a.awaits != b.awaits || (a.equal && b.unequal)
        || (a.unequal && b.equal))
        return 0;
    QStringList common;
    std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(),
                          std::back_inserter(common));
    // To await alone is nothing in common.
    const bool more = common.size() > (a.awaits ? 1 : 0);
    return more ? 2.0 * double(common.size()) / double(a.words.size() + b.words.size()) : 0;
}

qsizetype indentOf(const QString &line)
{
    const auto first
        = std::find_if(line.begin(), line.end(), [](QChar sign) { return !sign.isSpace(); });
    return first - line.begin();
}

/// Where what begins in \a line ends: one past the first line after \a body that is \a closing.
int endOf(const QStringList &lines, int body, const QString &closing)
{
    for (int i = body; i < lines.size(); ++i) {
        if (lines[i] == closing)
            return i + 1;
    }
    return static_cast<int>(lines.size());
}

/// Those whose body begins in a line of its own, or is in the line of the head.
std::vector<Function> functionsOfCpp(const QStringList &lines)
{
    static const QRegularExpression head(
        QStringLiteral("^ *[A-Za-z_][\\w:<>,&* ]*[ &*>:](\\w+)\\([^;]*$"));
    static const QRegularExpression whole(
        QStringLiteral("^ *[A-Za-z_][\\w:<>,&* ]*[ &*>:](\\w+)\\(.*\\{ .* \\}$"));
    constexpr int MostOfHead = 4; // lines
    std::vector<Function> functions;
    for (int i = 0; i < lines.size(); ++i) {
        if (const auto match = whole.match(lines[i]); match.hasMatch()) {
            functions.push_back({wordsOf(match.captured(1)), i, i + 1});
            continue;
        }
        const auto match = head.match(lines[i]);
        if (!match.hasMatch())
            continue;
        const QString indent(indentOf(lines[i]), QLatin1Char(' '));
        for (int body = i + 1; body < std::min<int>(i + MostOfHead, int(lines.size())); ++body) {
            if (lines[body] != indent + QLatin1Char('{'))
                continue;
            const int end = endOf(lines, body, indent + QLatin1Char('}'));
            functions.push_back({wordsOf(match.captured(1)), i, end});
            i = end - 1;
            break;
        }
    }
    return functions;
}

std::vector<Function> functionsOfPython(const QStringList &lines)
{
    static const QRegularExpression head(QStringLiteral("^ *(?:async )?def (\\w+)\\("));
    std::vector<Function> functions;
    for (int i = 0; i < lines.size(); ++i) {
        const auto match = head.match(lines[i]);
        if (!match.hasMatch())
            continue;
        int end = i + 1;
        for (int j = end; j < lines.size(); ++j) {
            if (lines[j].trimmed().isEmpty())
                continue;
            if (indentOf(lines[j]) <= indentOf(lines[i])
                && !lines[j].trimmed().startsWith(QLatin1Char(')')))
                break;
            end = j + 1;
        }
        functions.push_back({wordsOf(match.captured(1)), i, end});
    }
    return functions;
}

/// The pairs of lines, both ascending, that have most in common, after the heads; \a sum of it.
Match align(const std::vector<Words> &cpp, const Function &left, const std::vector<Words> &python,
            const Function &right, double &sum)
{
    const int rows = left.end - left.begin;
    const int columns = right.end - right.begin;
    const auto at = [columns](int row, int column) {
        return static_cast<std::size_t>(row * (columns + 1) + column);
    };
    const auto alike = [&](int row, int column) {
        const double value = likeness(cpp[static_cast<std::size_t>(left.begin + row)],
                                      python[static_cast<std::size_t>(right.begin + column)]);
        return value < LeastAlike ? 0 : value;
    };
    // The best from a row and a column on.
    std::vector<double> best(at(rows, columns) + 1);
    for (int row = rows; row-- > 1;) {
        for (int column = columns; column-- > 1;)
            best[at(row, column)] = std::max({best[at(row + 1, column)], best[at(row, column + 1)],
                                              alike(row, column) + best[at(row + 1, column + 1)]});
    }
    Match match;
    sum = rows > 1 && columns > 1 ? best[at(1, 1)] : 0;
    for (int row = 1, column = 1; row < rows && column < columns;) {
        const double value = alike(row, column);
        if (value > 0 && best[at(row, column)] == value + best[at(row + 1, column + 1)])
            match.emplace_back(left.begin + row++, right.begin + column++);
        else if (best[at(row, column)] == best[at(row + 1, column)])
            ++row;
        else
            ++column;
    }
    return match;
}

std::vector<Words> wordsOfAll(const QStringList &lines, const QString &comment)
{
    std::vector<Words> words;
    words.reserve(static_cast<std::size_t>(lines.size()));
    for (const QString &line : lines)
        words.push_back(wordsIn(line, comment));
    return words;
}

} // namespace

LineMatch::LineMatch(const QString &cpp, const QString &python)
{
    const QStringList left = cpp.split(QLatin1Char('\n'));
    const QStringList right = python.split(QLatin1Char('\n'));
    const std::vector<Words> leftWords = wordsOfAll(left, QStringLiteral("//"));
    const std::vector<Words> rightWords = wordsOfAll(right, QStringLiteral("#"));
    const std::vector<Function> rightFunctions = functionsOfPython(right);
    m_python.assign(static_cast<std::size_t>(left.size()), -1);
    m_cpp.assign(static_cast<std::size_t>(right.size()), -1);
    m_cppGaps.assign(m_python.size(), 0);
    m_pythonGaps.assign(m_cpp.size(), 0);
    m_function.assign(static_cast<std::size_t>(left.size()), -1);
    const auto pair = [this](int l, int r) {
        // What another function of the same text has taken stays with it.
        if (m_cpp[static_cast<std::size_t>(r)] >= 0)
            return;
        m_python[static_cast<std::size_t>(l)] = r;
        m_cpp[static_cast<std::size_t>(r)] = l;
    };
    struct Candidate
    {
        Function cpp;
        Function python;
        Match match;
        double sum;
    };
    std::vector<Candidate> namesakes;
    std::vector<Function> others;
    for (const Function &function : functionsOfCpp(left)) {
        std::fill(m_function.begin() + function.begin, m_function.begin() + function.end,
                  function.begin);
        const auto same = std::find_if(
            rightFunctions.begin(), rightFunctions.end(),
            [&function](const Function &other) { return other.name == function.name; });
        if (same == rightFunctions.end()) {
            others.push_back(function);
            continue;
        }
        double sum = 0;
        Match match = align(leftWords, function, rightWords, *same, sum);
        namesakes.push_back({function, *same, std::move(match), sum});
    }
    // Of functions that differ in their parameters alone, first the one that says most of the same.
    std::stable_sort(namesakes.begin(), namesakes.end(),
                     [](const Candidate &a, const Candidate &b) { return a.sum > b.sum; });
    for (const Candidate &candidate : namesakes) {
        Pair last{candidate.cpp.begin, candidate.python.begin};
        if (m_cpp[static_cast<std::size_t>(last.python)] >= 0)
            continue;
        pair(last.cpp, last.python);
        for (const auto &[l, r] : candidate.match) {
            pair(l, r);
            even(last, {l, r});
            last = {l, r};
        }
        even(last, {candidate.cpp.end, candidate.python.end});
    }
    for (const Function &function : others) {
        Match best;
        double most = LeastOfFunctions;
        for (const Function &other : rightFunctions) {
            double sum = 0;
            Match match = align(leftWords, function, rightWords, other, sum);
            if (sum > most)
                best = std::move(match);
            most = std::max(most, sum);
        }
        for (const auto &[l, r] : best)
            pair(l, r);
    }
}

void LineMatch::even(const Pair &from, const Pair &to)
{
    const int more = (to.cpp - from.cpp) - (to.python - from.python);
    if (more > 0)
        m_pythonGaps[static_cast<std::size_t>(to.python - 1)] += more;
    else if (more < 0)
        m_cppGaps[static_cast<std::size_t>(to.cpp - 1)] -= more;
}

std::optional<LineMatch::Pair> LineMatch::nearest(int line) const
{
    if (line < 0 || line >= static_cast<int>(m_python.size()))
        return {};
    const int function = m_function[static_cast<std::size_t>(line)];
    std::optional<Pair> best;
    for (int i = 0; i < static_cast<int>(m_python.size()); ++i) {
        if (m_python[static_cast<std::size_t>(i)] < 0
            || m_function[static_cast<std::size_t>(i)] != function || function < 0)
            continue;
        if (!best || std::abs(i - line) < std::abs(best->cpp - line))
            best = Pair{i, m_python[static_cast<std::size_t>(i)]};
    }
    return best;
}

int LineMatch::count() const
{
    return static_cast<int>(
        std::count_if(m_python.begin(), m_python.end(), [](int line) { return line >= 0; }));
}

std::optional<int> LineMatch::at(const std::vector<int> &lines, int line)
{
    if (line < 0 || line >= static_cast<int>(lines.size())
        || lines[static_cast<std::size_t>(line)] < 0)
        return {};
    return lines[static_cast<std::size_t>(line)];
}

} // namespace views
