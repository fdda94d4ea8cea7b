// Memory that runs out anywhere: the grades that are frozen stay, in the record and in the folder.
#include "tests/core/checkpoint/broken_off.h"
#include "tests/core/solver/counting_malloc.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdlib>

using namespace gradewise;

namespace {

namespace fs = std::filesystem;

ExperimentConfig tiny() {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(3*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 16;
    config.samples.validation.count = 4;
    config.samples.test.count = 4;
    GradeConfig grade;
    grade.hidden = {3};
    grade.stop.epochs = 2;
    config.grades = {grade, grade, grade};
    setSolver(config.grades[1], solverOf(VarProOptions{}), 1);
    config.grades[2].solver = GradientDescentOptions{};
    return config;
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT
private slots:
    void runsOutAnywhere_data() {
        QTest::addColumn<bool>("written");
        QTest::newRow("in the training, any allocation") << false;
        // Destructors of JSON take memory and cannot fail; the programs keep some back for them.
        QTest::newRow("and in what is written of it, large ones") << true;
    }

    void runsOutAnywhere() {
        QFETCH(bool, written);
        if constexpr (!countsAllocations)
            QSKIP("A sanitizer has malloc.");
        const ExperimentConfig config = tiny();
        const RunRecord whole = train(config);
        const std::string wanted = filesOf(whole);
        // All of them take minutes; the long suite asks for them.
        const long step = written || qEnvironmentVariableIsSet("GRADEWISE_EVERY_ALLOCATION") ? 1 : 37;
        const QString place = QFileInfo("/dev/shm").isWritable() ? "/dev/shm" : QDir::tempPath();
        int kept[4] = {};
        for (long count = 0;; count += step) {
            const QTemporaryDir folder(place + "/gradewise-XXXXXX");
            const fs::path path = folder.path().toStdString() + "/kept";
            RunObserver listener;
            RunControl control;
            std::string complaints;
            complaints.reserve(10'000);
            CheckpointWriter writer({path, 0.0, ""}, config, listener,
                                    [&](const std::string& sentence) { complaints += sentence; });
            std::optional<RunRecord> run;
            failAllocationsAfter(count, written ? 1024 : 0);
            try {
                run = trainKeeping(prepareOrThrow(config), control,
                                   written ? static_cast<RunObserver&>(writer) : listener);
            } catch (const std::bad_alloc&) {
            }
            failAllocationsAfter(-1);
            const std::size_t grades = run ? run->grades.size() : 0;
            ++kept[grades];
            if (run) {
                QCOMPARE(run->model.grades(), grades);
                QVERIFY(grades > 0);
                for (std::size_t i = 0; i < grades; ++i)
                    QCOMPARE(run->model.grade(i).block.hash(), whole.model.grade(i).block.hash());
                for (const HistoryPoint& point : run->history)
                    QVERIFY(static_cast<std::size_t>(point.grade) < grades);
                QVERIFY(!filesOf(*run).empty());
            }
            const Checkpoint begun = readCheckpoint(path);
            QVERIFY(begun.remarks.empty());
            QVERIFY(begun.begun.run.grades.size() <= 3);
            QVERIFY(filesOf(trainKeeping(prepareOrThrow(config), control, listener, 1, begun.begun)) ==
                    wanted);
            if (run && run->status == RunStatus::Finished) {
                QVERIFY(filesOf(*run) == wanted);
                break;
            }
            if (run) {
                QCOMPARE(run->status, RunStatus::Failed);
                QVERIFY(run->reason.starts_with("Memory ran out after grade"));
            }
        }
        for (const int often : kept) // it ran out in every grade, and after the last one
            QVERIFY2(often > 0,
                     qPrintable(QString("%1 %2 %3 %4").arg(kept[0]).arg(kept[1]).arg(kept[2]).arg(kept[3])));
    }
};

GRADEWISE_TEST(TestMemory)
#include "test_memory.moc"
