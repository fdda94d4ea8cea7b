// The CSV tables and the curves behind them.
#include "core/record/csv.h"
#include "core/record/curves.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <clocale>
#include <limits>

using namespace gradewise;

namespace {

ExperimentConfig experiment() {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {"sin(3*x)"}, {}, {{0, 1}}};
    config.samples.train.count = 20;
    config.samples.validation.count = 0;
    config.grades.resize(2);
    for (GradeConfig& grade : config.grades) {
        grade.hidden = {4};
        grade.stop.epochs = 3;
    }
    return config;
}

std::vector<std::vector<std::string>> cells(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    for (const QString& line : QString::fromStdString(csv).split('\n', Qt::SkipEmptyParts)) {
        rows.emplace_back();
        for (const QString& cell : line.split(','))
            rows.back().push_back(cell.toStdString());
    }
    return rows;
}

GridCurves curves(Index axes, Index outputs, std::size_t grades) {
    GridCurves made;
    made.x = Matrix::Random(axes, 5);
    made.target = Matrix::Random(outputs, 5);
    for (std::size_t i = 0; i < grades; ++i)
        made.contributions.push_back(Matrix::Random(outputs, 5));
    return made;
}

QString header(const GridCurves& made) {
    return QString::fromStdString(curvesCsv(made)).split('\n').front();
}

} // namespace

class TestTables : public QObject {
    Q_OBJECT

private slots:
    void partialSumsAndResiduals() {
        const GridCurves made = curves(1, 2, 3);
        QCOMPARE(made.grades(), std::size_t{3});
        QVERIFY(made.partialSum(0).isZero(0.0));
        QVERIFY(made.residual(0) == made.target);
        QVERIFY(made.partialSum(3).isApprox(made.contributions[0] + made.contributions[1] +
                                            made.contributions[2]));
        QVERIFY(made.residual(3).isApprox(made.target - made.partialSum(3)));
    }

    void curvesComeFromTheModel() {
        const RunRecord run = train(experiment());
        const Target target = std::get<Target>(makeTarget(run.config.target));
        const Matrix points = grid(target.domain(), 101);
        const GridCurves made = evaluateOnGrid(target, run.model, points);
        QVERIFY(made.x == points);
        QVERIFY(made.target == target(points));
        QVERIFY(made.partialSum(2).isApprox(run.model.evaluate(points), 1e-14));
    }

    void history() {
        const RunRecord run = train(experiment());
        const auto rows = cells(historyCsv(run));
        QCOMPARE(QString::fromStdString(historyCsv(run)).split('\n').front(),
                 QString("grade,epoch,seconds,train_relative_l2,validation_relative_l2,learning_rate,gap"));
        QCOMPARE(rows.size(), std::size_t{7});
        QCOMPARE(rows[4][0], std::string("2"));
        QCOMPARE(rows[4][1], std::string("1"));
        QCOMPARE(std::stod(rows[4][3]), run.history[3].trainRelativeL2); // to the last bit
        QCOMPARE(rows[1][4], std::string("nan"));
    }

    void curvature() {
        RunRecord run;
        run.curvature = {{0, 1, Curvature{30.0, -0.5, 0.01, 0.02, 12, 0.1}},
                         {1, 200, Curvature{1.0 / 3.0, 0.0, 0.0, 0.0, 5, 0.25}}};
        const auto rows = cells(curvatureCsv(run));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].size(), std::size_t{9});
        QCOMPARE(rows[0][7], std::string("one_minus_rate_largest"));
        QCOMPARE(rows[1][0], std::string("1"));
        QCOMPARE(std::stod(rows[1][7]), 1.0 - 0.1 * 30.0);
        QCOMPARE(std::stod(rows[1][8]), 1.0 + 0.1 * 0.5);
        QCOMPARE(rows[2][1], std::string("200"));
        QCOMPARE(std::stod(rows[2][3]), 1.0 / 3.0); // to the last bit
    }

    void grades() {
        const RunRecord run = train(experiment());
        const auto rows = cells(gradesCsv(run));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].size(), std::size_t{8 + 36 + 10});
        QCOMPARE(rows[1].size(), rows[0].size());
        const auto at = [&](const std::string& column) {
            for (std::size_t i = 0; i < rows[0].size(); ++i)
                if (rows[0][i] == column)
                    return rows[2][i];
            return std::string("no such column");
        };
        QCOMPARE(at("grade"), std::string("2"));
        QCOMPARE(at("status"), std::string("finished"));
        QCOMPARE(at("reason"), std::string("epochs"));
        QCOMPARE(std::stoll(at("pieces")), static_cast<long long>(run.grades[1].pieces.value()));
        QCOMPARE(std::stod(at("train_rse")), run.grades[1].metrics.train.rse);
        QCOMPARE(std::stod(at("grid_relative_sup")), run.grades[1].metrics.grid.relativeSup);
        QCOMPARE(at("validation_l2"), std::string("nan")); // there are no validation samples
        QCOMPARE(at("hash"), QString("%1").arg(run.grades[1].audit->hash, 16, 16, QChar('0')).toStdString());
        QCOMPARE(std::stod(at("growing_share")), run.grades[1].audit->grid.share());
        QCOMPARE(std::stod(at("pythagoras_defect")), *run.grades[1].audit->pythagoras);
        QCOMPARE(at("eta_lambda_max"), std::string("nan"));
    }

    void gradesWithoutAnAudit() {
        RunRecord run = train(experiment());
        run.grades[0].audit.reset();
        const QStringList rows = QString::fromStdString(gradesCsv(run)).split('\n');
        QCOMPARE(rows[1].count(','), rows[0].count(','));
        QVERIFY(rows[1].endsWith(",,,,,,,,,,"));
    }

    void curveColumns() {
        QCOMPARE(header(curves(1, 1, 2)), QString("x,target,s_2,r_0,r_1,r_2"));
        QCOMPARE(header(curves(2, 1, 1)), QString("x,y,target,s_1,r_0,r_1"));
        QCOMPARE(header(curves(3, 2, 0)), QString("x,y,z,target_1,target_2,s_0_1,s_0_2,r_0_1,r_0_2"));
    }

    void curveNumbers() {
        const GridCurves made = curves(2, 2, 2);
        const auto rows = cells(curvesCsv(made));
        QCOMPARE(rows.size(), std::size_t{6});
        for (std::size_t i = 0; i < 5; ++i) {
            const auto column = static_cast<Index>(i);
            const auto& row = rows[i + 1];
            QCOMPARE(row.size(), std::size_t{12});
            QCOMPARE(std::stod(row[1]), made.x(1, column));
            QCOMPARE(std::stod(row[3]), made.target(1, column));
            QCOMPARE(std::stod(row[4]), made.partialSum(2)(0, column));
            QCOMPARE(std::stod(row[7]), made.residual(0)(1, column));
            QCOMPARE(std::stod(row[11]), made.residual(2)(1, column));
        }
    }

    void theLocaleDoesNotMatter() {
        GridCurves made = curves(1, 1, 0);
        made.x(0, 0) = 0.5;
        const QByteArray old = std::setlocale(LC_ALL, nullptr);
        if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr)
            QSKIP("no locale with a decimal comma on this machine");
        const std::string text = curvesCsv(made);
        std::setlocale(LC_ALL, old.constData());
        QVERIFY(text.find("\n0.5,") != std::string::npos);
    }
};

GRADEWISE_TEST(TestTables)
#include "test_tables.moc"
