#include "tests/core/formula/typed_formula.h"
#include "tests/test_case.h"

#include <QtTest>

#include <algorithm>
#include <clocale>
#include <cstring>
#include <locale>
#include <random>
#include <thread>

using namespace gradewise;

namespace {

/// Decimal comma, as a German desktop has it.
struct CommaPunctuation : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

} // namespace

class TestFormulaRobustness : public QObject {
    Q_OBJECT

private slots:
    void limits();
    void leavesThePointsAlone();
    void readsAPointInEveryLocale();
    void givesTheSameBitsInThreads();
    void survivesAnyBytes();
};

void TestFormulaRobustness::limits() {
    const auto repeated = [](const std::string& part, int times) {
        std::string text;
        for (int i = 0; i < times; ++i)
            text += part;
        return text;
    };
    QCOMPARE(valueAt(read("x" + repeated("+x", 1999)), {1.0}), 2000.0);
    QCOMPARE(errorOf("x" + repeated("+x", 2000)).position, std::size_t{4000});
    QCOMPARE(errorOf("xx" + repeated("π", 2000)).position, std::size_t{4000});
    QCOMPARE(errorOf("x" + repeated("π", 2000)).position, std::size_t{3999}); // not within a character
    QCOMPARE(valueAt(read(repeated("(", 100) + "x" + repeated(")", 100)), {1.0}), 1.0);
    QCOMPARE(errorOf(repeated("(", 101) + "x" + repeated(")", 101)).position, std::size_t{101});
    QCOMPARE(valueAt(read(repeated("-", 3998) + "x"), {1.0}), 1.0); // signs do not nest
    // None of these may overflow the stack or take long.
    for (const char* part : {"(", "|", "sin ", "sin(", "x^", "√", "!", "x?x:", "x?", "if(x,", "-(", "2^-",
                             "x<(", "max(1,", "|x"})
        QVERIFY(!errorOf(repeated(part, static_cast<int>(4000 / std::strlen(part)))).sentence.empty());
    QCOMPARE(valueAt(read("x" + repeated("²", 1)), {3.0}), 9.0);
    for (const char* part : {"x ", "x|x|", "π ", "x·", "x&&", "x||", "x²", "sin x "})
        static_cast<void>(
            Formula::parse(repeated(part, static_cast<int>(4000 / std::strlen(part))) + "x", 1));
}

void TestFormulaRobustness::leavesThePointsAlone() {
    const Matrix x = Matrix::Random(1, 100);
    const Matrix before = x;
    static_cast<void>(read("x == 0.5").evaluate(x, {}));
    static_cast<void>(read("if(x >= 0, x^2, -x)").evaluate(x, {}));
    QVERIFY(x == before);
}

void TestFormulaRobustness::readsAPointInEveryLocale() {
    const std::locale old = std::locale::global(std::locale(std::locale::classic(), new CommaPunctuation));
    const char* german = std::setlocale(LC_ALL, "de_DE.UTF-8"); // null where that locale is not installed
    const double value = valueAt(read("1.5*x + 1000.25 + 1e-3"), {2.0});
    const FormulaError comma = errorOf("1,5*x");
    std::setlocale(LC_ALL, "C");
    std::locale::global(old);
    QCOMPARE(value, 3.0 + 1000.25 + 1e-3);
    QVERIFY(comma.sentence.find("1.5") != std::string::npos);
    if (german == nullptr)
        qInfo("de_DE.UTF-8 is not installed: only the C++ locale was tried");
}

void TestFormulaRobustness::givesTheSameBitsInThreads() {
    const Formula formula = read("sin(40 a x) exp(-x) + 0.3|x - 0.5| + x^3.3");
    const Matrix x = Matrix::Random(1, 20000).cwiseAbs();
    const std::map<std::string, double> values = {{"a", 1.25}};
    const Matrix expected = formula.evaluate(x, values);
    std::vector<Matrix> results(4);
    std::vector<std::thread> threads;
    for (Matrix& result : results)
        threads.emplace_back([&] { result = formula.evaluate(x, values); });
    for (std::thread& thread : threads)
        thread.join();
    const auto bytes = static_cast<std::size_t>(expected.size()) * sizeof(double);
    for (const Matrix& result : results)
        QCOMPARE(std::memcmp(result.data(), expected.data(), bytes), 0);
    for (Index i = 0; i < x.cols(); i += 777) { // a batch is its points
        const Matrix one = formula.evaluate(x.middleCols(i, 1), values);
        QCOMPARE(std::memcmp(one.data(), expected.data() + i, sizeof(double)), 0);
    }
}

void TestFormulaRobustness::survivesAnyBytes() {
    const std::vector<std::string> seeds = {"sin(2*pi*x)",        "|x-|x-1||", "if(x<0.5, a x, 1-x)",
                                            "x² + √x − 2π·sin²x", "1,5*x = y", "0<x<1 ? e^-x : max(x,1,2)"};
    const std::string alphabet = "()|+-*/^,.<>=!&?:0123456789exyzabsinπ²√ \xff\xc3\n";
    std::mt19937 engine(7); // NOLINT: the same inputs each time
    const auto below = [&engine](std::size_t bound) { return static_cast<std::size_t>(engine() % bound); };
    for (int round = 0; round < 20000; ++round) {
        std::string text = seeds[below(seeds.size())];
        for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
            const std::size_t at = below(text.size() + 1);
            const char letter =
                below(8) == 0 ? static_cast<char>(below(256)) : alphabet[below(alphabet.size())];
            if (below(3) == 0 && at < text.size())
                text.erase(at, 1 + below(3));
            else if (below(3) == 0 && at < text.size())
                text[at] = letter;
            else
                text.insert(at, 1, letter);
        }
        const auto result = Formula::parse(text, 1 + below(3));
        if (const auto* error = std::get_if<FormulaError>(&result)) {
            QVERIFY2(error->position <= text.size(), text.c_str());
            QVERIFY2(error->length >= 1 && error->position + error->length <= text.size() + 1, text.c_str());
            const QString sentence =
                QString::fromUtf8(error->sentence.data(), qsizetype(error->sentence.size()));
            QVERIFY2(!sentence.isEmpty() && !sentence.contains(QChar::ReplacementCharacter), text.c_str());
        }
    }
}

GRADEWISE_TEST(TestFormulaRobustness)
#include "test_formula_robustness.moc"
