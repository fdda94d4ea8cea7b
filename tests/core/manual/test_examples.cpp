// Every experiment and every formula on the pages of the manual is tried; the commands are in tests/cli.
#include "core/formula/formula.h"
#include "core/record/json.h"
#include "tests/core/manual/examples.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QSet>

#include <algorithm>

using namespace gradewise;

namespace {

constexpr Index fewSteps = 3;

/// The same experiment, over before anybody notices.
ExperimentConfig shortened(ExperimentConfig config) {
    for (GradeConfig& grade : config.grades) {
        grade.stop.epochs = std::min(grade.stop.epochs, fewSteps);
        if (hasSetting(grade.solver, "steps"))
            stepsOf(grade.solver) = std::min(stepsOf(grade.solver), fewSteps);
        grade.repeat = std::min<Index>(grade.repeat, 2);
    }
    return config;
}

/// The rows of the table on a page whose first title is that one.
std::vector<std::vector<MarkdownText>> tableOf(const char* page, const std::string& title) {
    for (const MarkdownBlock& block : findManualPage(page)->blocks)
        if (block.kind == MarkdownBlock::Kind::Table && plainText(block.rows[0][0]) == title)
            return {block.rows.begin() + 1, block.rows.end()};
    return {};
}

} // namespace

class TestExamples : public QObject {
    Q_OBJECT
private slots:
    void kindsAreKnown() {
        const QSet<QString> known = {"json", "sh", "formula", "text", ""};
        QSet<QString> found;
        for (const ManualExample& example : manualExamples()) {
            QVERIFY2(known.contains(example.kind), qPrintable(example.name()));
            found << example.kind;
        }
        QCOMPARE(found, known);
    }

    void experimentsTrain_data() {
        QTest::addColumn<QByteArray>("text");
        int number = 0;
        for (const ManualExample& example : manualExamples())
            if (example.kind == "json")
                QTest::newRow(qPrintable(example.page + ' ' + QString::number(++number))) << example.text;
    }
    void experimentsTrain() {
        QFETCH(QByteArray, text);
        const auto read = readDocument(text.toStdString());
        if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
            QFAIL(describe(*issues).c_str());
        const auto& config = std::get<Experiment>(std::get<Document>(read)).config();
        const RunRecord run = train(shortened(config));
        QVERIFY(run.status == RunStatus::Finished);
        QVERIFY(!run.grades.empty());
    }

    void formulasAreRead() {
        int formulas = 0;
        for (const ManualExample& example : manualExamples()) {
            if (example.kind != "formula")
                continue;
            for (const QByteArray& line : example.text.split('\n')) {
                if (line.isEmpty())
                    continue;
                const auto read = Formula::parse(line.toStdString(), 1);
                const auto* error = std::get_if<FormulaError>(&read);
                QVERIFY2(!error, error ? (line + ": " + error->sentence.c_str()).constData() : "");
                ++formulas;
            }
        }
        QVERIFY(formulas >= 4);
    }

    void theTableOfReadingsIsTrue() {
        int rows = 0;
        for (const auto& row : tableOf("formulas", "typed")) {
            const std::string typed = plainText(row[0]);
            const std::string reading = plainText(row[1]);
            const auto read = Formula::parse(typed, 1);
            const auto* formula = std::get_if<Formula>(&read);
            if (reading == "asked" || reading == "refused") {
                QVERIFY2(!formula, typed.c_str());
            } else {
                QVERIFY2(formula, typed.c_str());
                // Where nothing was put in, both must be the same function.
                const auto again = std::get<Formula>(Formula::parse(reading, 1));
                if (!formula->reading().empty())
                    QCOMPARE(formula->reading(), reading);
                const Matrix x = Matrix::Constant(1, 1, 0.37);
                QCOMPARE(formula->evaluate(x, {})(0, 0), again.evaluate(x, {})(0, 0));
            }
            ++rows;
        }
        QVERIFY(rows > 15);
    }
};

GRADEWISE_TEST(TestExamples)
#include "test_examples.moc"
