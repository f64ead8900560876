#include "app/session/picturechoice.h"

#include "app/session/argumenttext.h"
#include "app/session/runcommand.h"
#include "engine/scenario/realnumber.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace app {

namespace {

using views::AxisKind;
using views::UnitRange;
using views::Units;
using views::WakesShown;

constexpr int SmallestPicture = 200;
constexpr int LargestPicture = 16384;
constexpr double LargestTime = 9e9; // seconds, and steps: what nanoseconds can say

[[noreturn]] void refuse(const std::string &takes, std::string_view value)
{
    throw ChoiceError(fmt::format("{}, not \"{}\"", takes, value));
}

std::optional<double> numberIn(std::string_view text)
{
    const auto number = scenario::readReal(text);
    return number && *number >= 0 && *number <= LargestTime ? number : std::nullopt;
}

Units secondsIn(double number)
{
    return std::llround(number * 1e9);
}

template <class Value>
Value choose(std::string_view text, std::initializer_list<std::pair<std::string_view, Value>> known)
{
    std::string names;
    for (const auto &[name, value] : known) {
        if (name == text)
            return value;
        if (!names.empty())
            names += name == std::prev(known.end())->first ? " or " : ", ";
        names += name;
    }
    refuse(names, text);
}

QSize sizeIn(std::string_view text)
{
    const auto read = [](std::string_view part) {
        int number = 0;
        const auto [rest, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        return error == std::errc() && rest == part.data() + part.size()
                && number >= SmallestPicture && number <= LargestPicture
            ? number
            : 0;
    };
    const auto cross = std::min(text.find('x'), text.size());
    const QSize size(read(text.substr(0, cross)),
                     cross == text.size() ? 0 : read(text.substr(cross + 1)));
    if (size.isEmpty())
        refuse(fmt::format("WIDTHxHEIGHT in pixels, each from {} to {}, such as 1600x900",
                           SmallestPicture, LargestPicture),
               text);
    return size;
}

UnitRange rangeIn(std::string_view text)
{
    const auto dots = text.find("..");
    if (dots != std::string_view::npos) {
        const auto from = numberIn(text.substr(0, dots));
        const auto to = numberIn(text.substr(dots + 2));
        if (from && to && *from < *to && secondsIn(*from) < secondsIn(*to))
            return {secondsIn(*from), secondsIn(*to)};
    }
    refuse("FROM..TO in seconds, or in steps with --axis steps, such as 2..5.5", text);
}

PictureChoice::Selection selectionIn(std::string_view text)
{
    PictureChoice::Selection selection{QString::fromUtf8(text.data(), qsizetype(text.size())), {}};
    const auto at = text.rfind('@');
    if (at != std::string_view::npos) {
        if (const auto time = numberIn(text.substr(at + 1))) {
            selection.task = QString::fromUtf8(text.data(), qsizetype(at));
            selection.at = trace::Time{secondsIn(*time)};
        }
    }
    if (selection.task.isEmpty())
        refuse("the name of a task, and @SECONDS where not its beginning is meant", text);
    return selection;
}

void readWithout(PictureChoice &choice, std::string_view text)
{
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        bool *wanted = part == "title" ? &choice.title
            : part == "legend"         ? &choice.legend
            : part == "depth"          ? &choice.depths
            : part == "ready"          ? &choice.ready
                                       : nullptr;
        if (wanted == nullptr)
            refuse("some of title, legend, depth and ready, with commas between", text);
        *wanted = false;
        begin = end + 1;
    }
}

constexpr std::array<std::pair<views::TrackId::Kind, std::string_view>, 3> LoadTracks{
    {{views::TrackId::Kind::Alive, "alive"},
     {views::TrackId::Kind::Busy, "busy"},
     {views::TrackId::Kind::Lag, "lag"}}};

void readWith(PictureChoice &choice, std::string_view text)
{
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        const auto *const found
            = std::find_if(LoadTracks.begin(), LoadTracks.end(),
                           [part](const auto &track) { return track.second == part; });
        if (found == LoadTracks.end())
            refuse("some of alive, busy and lag, with commas between", text);
        choice.load.insert(found->first);
        begin = end + 1;
    }
}

scenario::Arguments referenceIn(const scenario::Arguments &arguments, std::string_view text)
{
    scenario::Arguments reference = arguments;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        const std::string_view one = text.substr(begin, end - begin);
        const std::size_t equals = one.find('=');
        if (equals == std::string_view::npos)
            refuse("PARAMETER=VALUE, several with semicolons between", text);
        try {
            reference.set(one.substr(0, equals), one.substr(equals + 1));
        } catch (const scenario::ArgumentError &error) {
            std::string_view why = error.what();
            if (why.ends_with('.'))
                why.remove_suffix(1);
            throw ChoiceError(fmt::format("other values of the parameters: {}", why));
        }
        begin = end + 1;
    }
    if (reference == arguments)
        refuse("other values of the parameters than the run's, such as seed=2", text);
    return reference;
}

/// In seconds with no more decimals than it needs.
QString numberText(Units at, Units unit)
{
    QString text = QString::number(at / unit);
    if (Units rest = at % unit; rest != 0) {
        QString decimals = QString::number(unit + rest).mid(1);
        while (decimals.endsWith(u'0'))
            decimals.chop(1);
        text += u'.' + decimals;
    }
    return text;
}

QString secondsText(trace::Time time)
{
    return numberText(time.count(), 1'000'000'000);
}

} // namespace

const std::vector<std::string> &pictureOptionNames()
{
    static const std::vector<std::string> names
        = {"--size",    "--theme", "--axis",   "--range",  "--filter", "--fold",   "--unfold",
           "--without", "--with",  "--queues", "--arrows", "--select", "--cursor", "--reference"};
    return names;
}

void readPictureOption(PictureChoice &choice, const scenario::Arguments *arguments,
                       std::string_view option, std::string_view value)
{
    const QString text = QString::fromUtf8(value.data(), qsizetype(value.size()));
    if (option == "--size") {
        choice.size = sizeIn(value);
    } else if (option == "--theme") {
        using Theme = PictureChoice::Theme;
        choice.theme = choose<Theme>(
            value, {{"light", Theme::Light}, {"dark", Theme::Dark}, {"print", Theme::Print}});
    } else if (option == "--axis") {
        choice.axis
            = choose<AxisKind>(value, {{"clock", AxisKind::Clock}, {"steps", AxisKind::Steps}});
    } else if (option == "--range") {
        choice.range = rangeIn(value);
    } else if (option == "--filter") {
        choice.filter = text;
    } else if (option == "--fold") {
        choice.folded = text.split(u',', Qt::SkipEmptyParts);
    } else if (option == "--unfold") {
        choice.unfolded = text.split(u',', Qt::SkipEmptyParts);
    } else if (option == "--without") {
        readWithout(choice, value);
    } else if (option == "--with") {
        readWith(choice, value);
    } else if (option == "--queues") {
        choice.queues = text.split(u',', Qt::SkipEmptyParts);
        if (choice.queues.isEmpty())
            refuse("the names of queues with commas between", value);
    } else if (option == "--arrows") {
        choice.wakes = choose<WakesShown>(value,
                                          {{"none", WakesShown::None},
                                           {"selection", WakesShown::OfSelection},
                                           {"all", WakesShown::All}});
    } else if (option == "--select") {
        choice.selection = selectionIn(value);
    } else if (option == "--cursor") {
        const auto seconds = numberIn(value);
        if (!seconds)
            refuse("seconds", value);
        choice.cursor = trace::Time{secondsIn(*seconds)};
    } else {
        if (arguments == nullptr)
            throw ChoiceError("nothing where a recorded run is drawn, which has no parameters");
        choice.reference = referenceIn(*arguments, value);
    }
}

void finishChoice(PictureChoice &choice)
{
    if (choice.range) {
        if (!choice.axis)
            choice.axis = AxisKind::Clock;
        if (*choice.axis == AxisKind::Steps)
            choice.range = UnitRange{choice.range->begin / 1'000, choice.range->end / 1'000};
        if (choice.range->length() < 1)
            throw ChoiceError("--range takes at least a millionth of a step.");
    }
    if (choice.wakes == WakesShown::OfSelection && !choice.selection)
        throw ChoiceError("--arrows selection needs --select TASK beside it.");
}

QStringList pictureOptions(const PictureChoice &choice)
{
    QStringList words;
    const auto add = [&words](const char *option, const QString &value) {
        words << QLatin1String(option) << value;
    };
    if (!choice.size.isEmpty())
        add("--size", QStringLiteral("%1x%2").arg(choice.size.width()).arg(choice.size.height()));
    if (choice.theme != PictureChoice::Theme::Light)
        add("--theme",
            choice.theme == PictureChoice::Theme::Dark ? QStringLiteral("dark")
                                                       : QStringLiteral("print"));
    const bool steps = choice.axis == AxisKind::Steps;
    if (choice.axis && (steps || !choice.range))
        add("--axis", steps ? QStringLiteral("steps") : QStringLiteral("clock"));
    if (choice.range) {
        const Units unit = steps ? views::UnitsPerStep : 1'000'000'000;
        add("--range",
            numberText(std::max<Units>(0, choice.range->begin), unit) + QLatin1String("..")
                + numberText(choice.range->end, unit));
    }
    if (!choice.filter.isEmpty())
        add("--filter", choice.filter);
    if (!choice.folded.isEmpty())
        add("--fold", choice.folded.join(u','));
    if (!choice.unfolded.isEmpty())
        add("--unfold", choice.unfolded.join(u','));
    QStringList without;
    for (const auto &[wanted, part] :
         {std::pair(choice.title, "title"), std::pair(choice.legend, "legend"),
          std::pair(choice.depths, "depth"), std::pair(choice.ready, "ready")}) {
        if (!wanted)
            without << QLatin1String(part);
    }
    if (!without.isEmpty())
        add("--without", without.join(u','));
    QStringList with;
    for (const auto &[kind, part] : LoadTracks) {
        if (choice.load.contains(kind))
            with << QLatin1String(part.data(), qsizetype(part.size()));
    }
    if (!with.isEmpty())
        add("--with", with.join(u','));
    if (choice.depths && !choice.queues.isEmpty())
        add("--queues", choice.queues.join(u','));
    if (choice.wakes != WakesShown::None)
        add("--arrows",
            choice.wakes == WakesShown::All ? QStringLiteral("all") : QStringLiteral("selection"));
    if (choice.selection)
        add("--select",
            choice.selection->at
                ? choice.selection->task + u'@' + secondsText(*choice.selection->at)
                : choice.selection->task);
    if (choice.cursor)
        add("--cursor", secondsText(*choice.cursor));
    return words;
}

QString commandLine(const PictureChoice &choice, const scenario::Arguments &arguments,
                    trace::Metadata::Clock clock, const QString &file)
{
    QStringList words = runCommand(arguments);
    if (clock == trace::Metadata::Clock::Real)
        words << QStringLiteral("--clock") << QStringLiteral("real");
    QStringList differences;
    for (const scenario::Parameter &p : arguments.scenario().parameters) {
        if (choice.reference && choice.reference->value(p.name) != arguments.value(p.name))
            differences << QString::fromStdString(
                p.name + "=" + scenario::toText(choice.reference->value(p.name)));
    }
    words << QStringLiteral("--export") << file << pictureOptions(choice);
    if (!differences.isEmpty())
        words << QStringLiteral("--reference") << differences.join(u';');
    return shellText(words);
}

views::ExportOptions exportOptions(const PictureChoice &choice, const views::RunInfo &run,
                                   const views::RunModel &model)
{
    views::ExportOptions options;
    options.size = choice.size;
    options.theme = choice.theme == PictureChoice::Theme::Dark ? views::Theme::darkTheme()
        : choice.theme == PictureChoice::Theme::Print          ? views::Theme::printing()
                                                               : views::Theme::light();
    if (choice.title) {
        options.title = run.title;
        options.parameters = summaryText(run);
    }
    options.axis = choice.axis;
    options.range = choice.range;
    options.filter = choice.filter;
    options.folded = choice.folded;
    options.unfolded = choice.unfolded;
    options.legend = choice.legend;
    options.depths = choice.depths;
    options.queues = choice.queues;
    options.ready = choice.ready;
    options.load = choice.load;
    options.wakes = choice.wakes;
    if (choice.cursor)
        options.cursor = model.positionAt(choice.cursor->count(), AxisKind::Clock);
    if (choice.selection) {
        for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
            const trace::TaskId task{t};
            if (model.label(task) != choice.selection->task
                && model.name(task) != choice.selection->task)
                continue;
            const Units at = choice.selection->at ? choice.selection->at->count()
                                                  : model.start({task, 0}, AxisKind::Clock);
            options.selection = model.segmentAt(task, at, AxisKind::Clock);
            break;
        }
    }
    return options;
}

} // namespace app
