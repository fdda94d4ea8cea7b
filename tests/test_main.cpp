// Runs one of the tests that are linked in: PROGRAM NAME [what QTest takes].
#include "tests/test_case.h"

#ifdef GRADEWISE_TEST_WIDGETS
#include <QApplication>
#include <QTemporaryDir>
#else
#include <QCoreApplication>
#endif

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace gradewise {

namespace {

std::map<std::string, TestRunner>& tests() {
    static std::map<std::string, TestRunner> all;
    return all;
}

/// "…/tests/core/target/test_formula.cpp" is "core.target.formula".
std::string testName(std::string path) {
    const std::string_view folder = "tests/";
    const std::string_view prefix = "test_";
    path.erase(0, path.rfind(folder) + folder.size());
    path.erase(path.rfind('.'));
    path.erase(path.rfind('/') + 1, prefix.size());
    std::replace(path.begin(), path.end(), '/', '.');
    return path;
}

} // namespace

bool addTest(const char* sourceFile, TestRunner runner) {
    return tests().emplace(testName(sourceFile), runner).second;
}

} // namespace gradewise

int main(int argc, char** argv) {
    const auto& tests = gradewise::tests();
    const auto test = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (test == tests.end()) {
        std::cerr << "Name one of these tests:\n";
        for (const auto& [name, runner] : tests)
            std::cerr << "  " << name << '\n';
        return 2;
    }
    argv[1] = argv[0];
    --argc;
    ++argv;
#ifdef GRADEWISE_TEST_WIDGETS
    QApplication::setAttribute(Qt::AA_Use96Dpi); // as QTest does
    const QApplication application(argc, argv);
    const QTemporaryDir state; // runs are kept there, and not among the user's
    qputenv("XDG_STATE_HOME", state.path().toUtf8());
#else
    const QCoreApplication application(argc, argv);
#endif
    return test->second(argc, argv);
}
