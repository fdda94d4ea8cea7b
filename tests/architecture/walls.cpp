#include "tests/architecture/walls.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <string_view>
#include <tuple>

namespace gradewise {
namespace {

namespace fs = std::filesystem;

/// One #include: `path` with its quotes or angle brackets taken off.
struct Include {
    bool quoted = false;
    std::string path;
};

/// What the walls are asked about: one include in one file.
struct Question {
    const fs::path& root;
    const std::string& file; ///< from the root
    const Include& include;
};

using Answer = std::optional<std::string>;

bool within(std::string_view file, std::string_view folder) {
    return file.starts_with(folder);
}

bool matches(const std::string& text, const std::regex& pattern) {
    return std::regex_match(text, pattern);
}

bool isQt(const Include& include) {
    static const std::regex pattern("Qt?[A-Z].*|q[a-z]+\\.h");
    return !include.quoted && matches(include.path, pattern);
}

/// "core/target" of "core/formula/formula.h". Files right in ui/ are the room "ui", but theme and
/// icons are rooms of their own: everybody in ui asks them for colours and pictures.
std::string roomOf(const std::string& file) {
    for (const std::string base : {"ui/theme", "ui/icons"})
        if (within(file, base + "."))
            return base;
    const std::size_t first = file.find('/');
    const std::size_t second = first == std::string::npos ? first : file.find('/', first + 1);
    return file.substr(0, second == std::string::npos ? first : second);
}

Answer wallOfQt(const Question& question) {
    if (within(question.file, "core/") && isQt(question.include))
        return "core knows no Qt; say it in the standard library, or move it to ui";
    if (within(question.file, "app/cli") && (isQt(question.include) || within(question.include.path, "ui/")))
        return "The command line knows core only, so that it runs where there is no Qt";
    return {};
}

Answer wallOfThreads(const Question& question) {
    static const std::regex pattern(
        "thread|mutex|shared_mutex|condition_variable|stop_token|future|semaphore|"
        "latch|barrier|pthread\\.h|omp\\.h|QThread.*|QMutex.*|QtConcurrent.*|"
        "QReadWriteLock|QSemaphore|QWaitCondition|QFuture.*|QPromise");
    if (within(question.file, "core/session/") || within(question.file, "core/team/") ||
        within(question.file, "tests/") || question.include.quoted ||
        !matches(question.include.path, pattern))
        return {};
    return "Only core/session and core/team name a thread or a lock";
}

Answer wallOfCharts(const Question& question) {
    static const std::regex pattern(
        "QtCharts.*|QChart.*|QPolarChart|Q[A-Za-z]+Series|Q[A-Za-z]*Axis|QLegend.*|"
        "Q[HV](XY|Bar|BoxPlot|Candlestick|Pie)ModelMapper|QBarSet|QBoxSet|QPieSlice|"
        "QAreaLegendMarker|QXYLegendMarker|QCandlestickSet");
    if (within(question.file, "ui/charts/curveview") || within(question.file, "tests/") ||
        !matches(question.include.path, pattern))
        return {};
    return "Only ui/charts/curveview* includes Qt Charts; ask the curve view instead";
}

Answer wallOfFolders(const Question& question) {
    const std::string& path = question.include.path;
    if (!question.include.quoted)
        return {};
    if (within(question.file, "core/") && (within(path, "ui/") || within(path, "app/")))
        return "core knows neither the window nor the doors";
    if (within(path, "app/") && !within(question.file, "app/"))
        return "Nothing outside app includes it: doors are only walked through";
    if (within(path, "tests/") && !within(question.file, "tests/"))
        return "Nothing but a test includes tests";
    if (within(question.file, "tests/core/") && within(path, "ui/"))
        return "The tests of core are built without the window, so they cannot include ui";
    return {};
}

Answer wallOfPaths(const Question& question) {
    if (!question.include.quoted || within(question.file, "tests/"))
        return {};
    const fs::path beside = fs::path(question.file).parent_path() / question.include.path;
    if (question.include.path.starts_with("..") || fs::exists(question.root / beside)) {
        return "Write the path from the root (\"" + beside.lexically_normal().generic_string() +
               "\"), so that every arrow between rooms can be read";
    }
    return {};
}

Answer wallsOfRooms(const Question& question) {
    const std::string& path = question.include.path;
    const bool judged = within(question.file, "core/") || within(question.file, "ui/");
    const bool leads = within(path, "core/") || within(path, "ui/");
    if (!question.include.quoted || !judged || !leads)
        return {};
    const std::string here = roomOf(question.file);
    const std::string there = roomOf(path);
    const auto room =
        std::find_if(rooms().begin(), rooms().end(), [&](const Room& r) { return r.name == here; });
    if (room == rooms().end())
        return here + " is a new room: give it its arrows in tests/architecture/rooms.cpp and in the README";
    if (within(there, "core/") && within(here, "ui"))
        return {};
    const auto& allowed = room->mayInclude;
    if (here == there || std::find(allowed.begin(), allowed.end(), there) != allowed.end())
        return {};
    return here + " may not know " + there + "; the allowed arrows stand in tests/architecture/rooms.cpp";
}

/// The first wall that the include breaks; one sentence a line is enough.
Answer brokenWall(const Question& question) {
    for (const auto wall : {wallOfQt, wallOfCharts, wallOfThreads, wallOfFolders, wallOfPaths, wallsOfRooms})
        if (Answer answer = wall(question))
            return answer;
    return {};
}

std::optional<Include> includeOn(const std::string& line) {
    static const std::regex pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)re");
    std::smatch found;
    if (line.find("include") == std::string::npos || !std::regex_match(line, found, pattern))
        return {};
    return Include{found[1] == "\"", found[2]};
}

bool namesAMachine(std::string_view line) {
    for (const std::string folder : {"home", "work", "root", "Users"}) {
        const std::size_t place = line.find("/" + folder + "/");
        // Within a longer path or an address it is somebody's folder name.
        if (place != std::string_view::npos &&
            (place == 0 ||
             std::string_view(" \t\"'`(=:<>[,;").find(line[place - 1]) != std::string_view::npos))
            return true;
    }
    return false;
}

bool isSource(const fs::path& file) {
    static const std::set<fs::path> endings = {".h", ".cpp", ".inc"};
    return endings.contains(file.extension());
}

bool isText(const fs::path& file) {
    static const std::set<fs::path> pictures = {".png", ".jpg", ".ico",   ".gif",
                                                ".pdf", ".ttf", ".woff2", ".qm"};
    return !pictures.contains(file.extension());
}

Answer breachOnLine(const fs::path& root, const std::string& file, const std::string& line) {
    if (namesAMachine(line))
        return "This is a path of one machine; others do not have it";
    if (file == "core/CMakeLists.txt" && line.find("Qt6") != std::string::npos)
        return "core knows no Qt, neither does its build";
    const std::optional<Include> include = isSource(file) ? includeOn(line) : std::nullopt;
    return include ? brokenWall({root, file, *include}) : Answer{};
}

void readFile(const fs::path& root, const std::string& file, std::vector<Breach>& breaches) {
    std::ifstream stream(root / file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number)
        if (Answer answer = breachOnLine(root, file, line))
            breaches.push_back({file, number, std::move(*answer)});
}

bool belongsAtTheTop(const std::string& name) {
    static const std::set<std::string> entries = {"app",
                                                  "core",
                                                  "ui",
                                                  "resources",
                                                  "tests",
                                                  "CMakeLists.txt",
                                                  "README.md",
                                                  "CHANGELOG.md",
                                                  "LICENSE",
                                                  "CMakePresets.json",
                                                  "CMakeUserPresets.json",
                                                  "compile_commands.json"};
    return entries.contains(name);
}

/// Not committed, or not ours to judge.
bool isPassedOver(const std::string& name) {
    return name.starts_with(".") || name.starts_with("build");
}

} // namespace

std::vector<Breach> findBreaches(const fs::path& root) {
    std::vector<Breach> breaches;
    for (const fs::directory_entry& top : fs::directory_iterator(root)) {
        const std::string name = top.path().filename().string();
        if (isPassedOver(name))
            continue;
        if (!belongsAtTheTop(name)) {
            breaches.push_back({name, 0, "This does not belong at the top; which room may know it?"});
            continue;
        }
        if (top.is_regular_file())
            readFile(root, name, breaches);
        if (!top.is_directory())
            continue;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(top))
            if (entry.is_regular_file() && isText(entry.path()))
                readFile(root, entry.path().lexically_relative(root).generic_string(), breaches);
    }
    std::sort(breaches.begin(), breaches.end(), [](const Breach& a, const Breach& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return breaches;
}

} // namespace gradewise
