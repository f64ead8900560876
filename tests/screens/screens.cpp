// Writes pictures of the program's screens for a person to look at: screens FOLDER WIDTHxHEIGHT...
// See tests/looks.

#include "engine/workloads/registry.h"
#include "tests/support/programwindow.h"
#include "views/model/rundocument.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

using support::Program;

namespace {

constexpr int Thumbnail = 800; // pixels across, on a sheet of all
constexpr int SheetColumns = 2;
constexpr int SheetRows = 3;
constexpr int Title = 24;
constexpr int Settling = 400; // ms, for what is reckoned beside the window

struct Theme
{
    const char *name;
    app::Style::Choice choice;
};
constexpr std::array Themes{
    Theme{"light", app::Style::Choice::Light},
    Theme{"dark", app::Style::Choice::Dark},
};

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// What a person does before they look.
struct Screen
{
    QString name;
    std::string scenario;
    Values values;
    std::function<void(Program &)> hand;
};

void settle(Program &program)
{
    if (!QTest::qWaitFor([&] { return program.settled(); }, 20'000))
        std::fputs("A run does not end: its picture is of what there was.\n", stderr);
}

void trigger(const Program &program, const char *action)
{
    program.find<QAction>(action)->trigger();
}

std::function<void(Program &)> triggering(const char *action)
{
    return [action](Program &program) { trigger(program, action); };
}

/// Goes to \a share of the run's length and selects the task \a label.
std::function<void(Program &)> at(double share, const char *label)
{
    return [share, label](Program &program) {
        const views::RunModel &rows = program.rows();
        const auto records = static_cast<std::size_t>(share * static_cast<double>(rows.records()));
        const views::ViewState::OneMove move(program.window.viewState());
        program.window.viewState()->setCursor(
            {records == 0 ? trace::Time{0} : rows.trace().records()[records - 1].time(), records});
        for (std::uint32_t i = 0; i < rows.taskCount(); ++i) {
            if (rows.label(trace::TaskId{i}) == QLatin1String(label))
                program.window.viewState()->setSelectedTask(trace::TaskId{i});
        }
    };
}

std::function<void(Program &)> both(std::function<void(Program &)> first,
                                    std::function<void(Program &)> second)
{
    return [first = std::move(first), second = std::move(second)](Program &program) {
        first(program);
        second(program);
    };
}

constexpr const char *Failing = R"({"tasks": {
    "main": [["spawn", "other"], ["sleep", 1000], ["raise", "ValueError", "nobody catches this"]],
    "other": [["sleep", 2000]]}})";

constexpr const char *LongNames = R"({"objects": {"q": ["queue"]}, "tasks": {
    "main": [["spawn", "a_coroutine_whose_name_nobody_has_abbreviated_at_all"],
             ["spawn", "a_coroutine_whose_name_nobody_has_abbreviated_either"], ["sleep", 3000]],
    "a_coroutine_whose_name_nobody_has_abbreviated_at_all": [["sleep", 900], ["put", "q", 1]],
    "a_coroutine_whose_name_nobody_has_abbreviated_either": [["get", "q"], ["sleep", 1000]]}})";

constexpr const char *Chinese = R"({"tasks": {
    "main": [["as_completed", ["生产者", "消费者"], null, [["sleep", 500]]]],
    "生产者": [["sleep", 1000], ["return", "放入了一个元素，队列里有三个。"]],
    "消费者": [["sleep", 3000], ["return", "正在等待下一个元素……"]]}})";

Screen withScript(const char *name, const char *script, const char *action)
{
    return {QString::fromLatin1(name), "script", {{"program", script}}, triggering(action)};
}

std::vector<Screen> screens()
{
    const auto consumer = at(0.6, "Consumer 3");
    const Values deadlocked{{"polite", "false"}};
    const auto withQueue = [&](const char *action) {
        return Screen{QString::fromLatin1(action), "queue", {}, both(consumer, triggering(action))};
    };
    return {
        {QStringLiteral("first"), "queue", {}, nullptr},
        {QStringLiteral("selected task"), "queue", {}, consumer},
        withQueue("output"),
        withQueue("loop"),
        withQueue("narration"),
        withQueue("findings"),
        withQueue("criticalPath"),
        withQueue("source"),
        withQueue("legend"),
        withQueue("find"),
        withQueue("keys"),
        withQueue("commandPalette"),
        withQueue("mark"),
        withQueue("toTime"),
        withQueue("exportPicture"),
        withQueue("recordProgram"),
        {QStringLiteral("selected queue"),
         "queue",
         {},
         [](Program &program) {
             program.window.viewState()->setSelectedObject(trace::ObjectId{0});
         }},
        {QStringLiteral("measured range"),
         "queue",
         {},
         [](Program &program) {
             program.window.viewState()->setMeasure(views::UnitRange{2'000'000'000, 7'000'000'000});
         }},
        {QStringLiteral("the steps axis"),
         "queue",
         {},
         [](Program &program) {
             program.window.viewState()->setAxis(views::AxisKind::Steps);
             program.window.timeline()->fitAll();
         }},
        {QStringLiteral("compared"),
         "queue",
         {},
         [](Program &program) {
             trigger(program, "keepReference");
             scenario::Arguments arguments = program.session().arguments();
             arguments.set("consumers", "3");
             program.session().setArguments(arguments);
             settle(program);
             trigger(program, "compare");
         }},
        {QStringLiteral("predicted"), "queue", {}, triggering("predict")},
        {QStringLiteral("deadlocked"), "philosophers", deadlocked, nullptr},
        {QStringLiteral("circle"), "philosophers", deadlocked, triggering("circle")},
        {QStringLiteral("deadlock found"), "philosophers", deadlocked, triggering("findings")},
        {QStringLiteral("no tasks"), "hello", {{"tasks", "0"}}, nullptr},
        {QStringLiteral("one task"), "hello", {{"tasks", "1"}}, triggering("loop")},
        {QStringLiteral("blocked"),
         "hello",
         {{"blocking", "true"}},
         both(at(0.7, "Task-3"), triggering("findings"))},
        {QStringLiteral("1,000 tasks"),
         "hello",
         {{"tasks", "1000"}},
         both(at(0.5, "Task-500"), triggering("loop"))},
        {QStringLiteral("1,000 tasks and their queue"),
         "queue",
         {{"producers", "500"}, {"consumers", "500"}},
         triggering("narration")},
        {QStringLiteral("two loops"), "cores", {}, nullptr},
        withScript("failed", Failing, "findings"),
        withScript("long names", LongNames, "narration"),
        withScript("Chinese output", Chinese, "output"),
        {QStringLiteral("no run yet"), "queue", {}, triggering("clockRealAction")},
    };
}

/// The window with what lies over it.
QImage pictureOf(Program &program)
{
    QImage picture = program.window.grab().toImage();
    QPainter painter(&picture);
    for (QWidget *over : QApplication::topLevelWidgets()) {
        if (over == &program.window || !over->isVisible())
            continue;
        const QPixmap pixmap = over->grab();
        painter.drawPixmap(over->pos() - program.window.pos(), pixmap);
    }
    return picture;
}

void begin(const Screen &screen, const Theme &theme)
{
    QSettings settings;
    settings.clear();
    settings.setValue(QStringLiteral("theme"), static_cast<int>(theme.choice));
    // The hints are to be seen once.
    settings.setValue(QStringLiteral("hintsDone"), screen.hand ? 7 : 0);
    settings.setValue(QStringLiteral("window/inspector"), bool(screen.hand));
}

QImage show(const Screen &screen, const Theme &theme, const QSize &size)
{
    begin(screen, theme);
    Program program(size);
    scenario::Arguments arguments(*engine::findScenario(screen.scenario));
    for (const auto &[name, value] : screen.values)
        arguments.set(name, value);
    program.session().setArguments(arguments);
    settle(program);
    QTest::qWait(Settling);
    if (screen.hand)
        screen.hand(program);
    QTest::qWait(Settling);
    return pictureOf(program);
}

using Pictures = std::vector<std::pair<QString, QImage>>;

/// \a pictures, small, each with its name.
QImage sheetOf(const Pictures &pictures)
{
    const QSize first = pictures.front().second.size();
    const int height = Thumbnail * first.height() / first.width() + Title;
    QImage sheet(SheetColumns * Thumbnail, SheetRows * height, QImage::Format_RGB32);
    sheet.fill(Qt::gray);
    QPainter painter(&sheet);
    for (int i = 0; i < static_cast<int>(pictures.size()); ++i) {
        const auto &[name, picture] = pictures[static_cast<std::size_t>(i)];
        const QPoint place(i % SheetColumns * Thumbnail, i / SheetColumns * height);
        painter.drawText(QRect(place, QSize(Thumbnail, Title)), Qt::AlignCenter, name);
        painter.drawImage(place + QPoint(2, Title),
                          picture.scaledToWidth(Thumbnail - 4, Qt::SmoothTransformation));
    }
    return sheet;
}

bool write(const QImage &picture, const QString &path)
{
    if (picture.save(path))
        return true;
    std::fprintf(stderr, "Cannot write %s.\n", qPrintable(path));
    return false;
}

/// Every screen, and sheets of them with a number each.
bool write(const QDir &folder, const QSize &size, const Theme &theme)
{
    Pictures pictures;
    int sheets = 0;
    QString kind;
    const auto writeSheet = [&] {
        const QString path = QStringLiteral("sheet %1, %2.png").arg(++sheets).arg(kind);
        const bool written = write(sheetOf(pictures), folder.filePath(path));
        pictures.clear();
        return written;
    };
    for (const Screen &screen : screens()) {
        const QImage picture = show(screen, theme, size);
        kind = QStringLiteral("%1x%2, %3")
                   .arg(picture.width())
                   .arg(picture.height())
                   .arg(QLatin1String(theme.name));
        if (!write(picture, folder.filePath(QStringLiteral("%1, %2.png").arg(screen.name, kind))))
            return false;
        pictures.emplace_back(screen.name, picture);
        if (pictures.size() == SheetColumns * SheetRows && !writeSheet())
            return false;
    }
    return pictures.empty() || writeSheet();
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1));
    if (arguments.size() < 3 || !folder.exists()) {
        std::fputs("screens FOLDER WIDTHxHEIGHT...\n", stderr);
        return 2;
    }
    const QTemporaryDir settings;
    support::keepSettingsIn(settings.path(), QStringLiteral("screens"));
    for (const QString &size : arguments.mid(2)) {
        const QStringList sides = size.split(u'x');
        const QSize wanted(sides.value(0).toInt(), sides.value(1).toInt());
        if (wanted.isEmpty()) {
            std::fprintf(stderr, "%s is no size, as 1280x720 is.\n", qPrintable(size));
            return 2;
        }
        for (const Theme &theme : Themes) {
            if (!write(folder, wanted, theme))
                return 1;
        }
    }
    return 0;
}
