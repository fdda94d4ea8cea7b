// Run files that are damaged are refused.
#include "tests/core/record/round_trip_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::round_trip_fixture;

class TestDamagedRuns : public QObject {
    Q_OBJECT

private slots:
    void damagedRun_data() {
        QTest::addColumn<QString>("anchor");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("path");
        const auto add = [](const char* row, const char* anchor, const char* from, const char* to,
                            const char* path) { QTest::newRow(row) << anchor << from << to << path; };
        add("a row too few", "\"layers\"", "\"weights\": [\n            [",
            "\"weights\": [\n            [0, 0], [", "grades[0].layers[0].weights");
        add("a number too many", "\"layers\"", "\"bias\": [", "\"bias\": [0, ", "grades[0].layers[0].bias");
        add("a weight that is null", "\"layers\"", "\"bias\": [", "\"bias\": [null, 0, 0, 0, 0], \"x\": [",
            "grades[0].layers[0].bias");
        add("a weight that is text", "\"layers\"", "\"bias\": [", "\"bias\": [0, 0, 0, 0, \"a\"], \"x\": [",
            "grades[0].layers[0].bias");
        add("a layer without bias", "\"layers\"", "\"bias\"", "\"biases\"", "grades[0].layers[0].bias");
        add("layers missing", "\"grades\": [\n    {\n      \"status\"", "\"layers\"", "\"layer\"",
            "grades[0].layers");
        add("wrong number of parameters", "\"grades\": [\n    {\n      \"status\"",
            "\"parameters\": ", "\"parameters\": 1", "grades[0].parameters");
        add("another width", "\"hidden\": [5", "5", "6", "grades[0].layers[0].weights");
        add("a grade fewer planned", "\"repeat\": 2", "2", "1", "grades");
        add("a history of unequal lists", "\"history\"", "\"epoch\": [", "\"epoch\": [1, ", "history");
        add("history of grade 0", "\"history\"", "\"grade\": [1", "\"grade\": [0", "history");
        add("history of a grade too many", "\"history\"", "\"grade\": [1", "\"grade\": [4", "history");
        add("curvature of unequal lists", "\"history\"", "\"largest\": [", "\"largest\": [1, ", "curvature");
        add("curvature without a list", "\"history\"", "\"leastError\"", "\"last\"", "curvature.leastError");
        add("curvature of a grade too many", "\"curvature\": {\n    \"grade\"", "[3", "[4", "curvature");
        add("status unknown", "\"status\"", "\"finished\"", "\"done\"", "status");
        add("a grade still running", "\"grades\": [\n    {\n      \"status\"", "\"finished\"", "\"running\"",
            "grades[0].status");
        add("negative epochs", "\"grades\": [\n    {\n      \"status\"", "\"epochs\": ", "\"epochs\": -",
            "grades[0].epochs");
        add("negative norm", "\"before\"", "\"l2\": ", "\"l2\": -", "before.metrics.train.l2");
        add("negative norm in the audit", "\"audit\"", "\"l4\": ", "\"l4\": -", "grades[0].audit.before.l4");
        add("negative pieces", "\"grades\": [\n    {\n      \"status\"",
            "\"epochs\": ", "\"pieces\": -3, \"epochs\": ", "grades[0].pieces");
        add("negative bound", "{\n  \"format\"", "\"format\"",
            "\"largestError\": {\"kind\": \"certified\", \"attained\": 0.5, \"at\": 0, \"bound\": -1}, "
            "\"format\"",
            "largestError.bound");
        add("metrics missing", "\"before\"", "\"grid\"", "\"raster\"", "before.metrics.grid");
        add("experiment invalid", "\"experiment\"", "\"hidden\": [5", "\"hidden\": [0",
            "experiment.grades[0].hidden[0]");
        add("experiment missing", "\"experiment\"", "\"experiment\"", "\"experiments\"", "experiment");
        add("another target", "\"formula\"", "x*y", "x*", "experiment.target.formula[1]");
        add("one output fewer", "\"formula\"", ", \"x*y\"", "", "grades[0].layers[2].weights");
        add("history missing", "\"history\"", "\"history\"", "\"histories\"", "history");
    }
    void damagedRun() {
        QFETCH(QString, anchor);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, path);
        static const std::string whole = writeRun(train(experiment()));
        const auto issues =
            issuesOf(changed(whole, anchor.toStdString(), from.toStdString(), to.toStdString()));
        QVERIFY(!issues.empty());
        const bool named = std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) {
            return issue.path == path.toStdString() && issue.line >= 1 && !issue.sentence.empty();
        });
        QVERIFY2(named, describe(issues).c_str());
    }

    void everyCutOfARunIsRefused() {
        const std::string whole = writeRun(train(experiment()));
        for (std::size_t length = 0; length + 2 < whole.size(); length += 97)
            QVERIFY(!issuesOf(whole.substr(0, length)).empty());
    }
};

GRADEWISE_TEST(TestDamagedRuns)
#include "test_damaged_runs.moc"
