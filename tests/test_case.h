// A test is one file and one QObject. All tests of a kind are linked into one program, which runs the one
// that is named: linking and moc'ing dozens of programs took longer than compiling them.
#pragma once

#include <QTest>

namespace gradewise {

/// Runs a test with QTest's own command line; returns its exit code.
using TestRunner = int (*)(int argc, char** argv);

/// Makes the test of that source file known to main(); tests/core/formula/test_formula.cpp is called
/// core.formula.formula. Returns true.
bool addTest(const char* sourceFile, TestRunner runner);

} // namespace gradewise

/// Once at the end of each test file.
#define GRADEWISE_TEST(TestClass)                                                                            \
    static const bool added##TestClass = gradewise::addTest(__FILE__, [](int argc, char** argv) {            \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    });
