// A run that was broken off and gone on with ends with the bits of one that was not.
#include "core/experiment/presets.h"
#include "tests/core/checkpoint/broken_off.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstring>

using namespace gradewise;

Q_DECLARE_METATYPE(gradewise::ExperimentConfig)

namespace {

namespace fs = std::filesystem;

ExperimentConfig waves() {
    ExperimentConfig config;
    config.title = "waves";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x) + 0.5*sin(12*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train = {Layout::Equispaced, 120};
    config.samples.validation = {Layout::Random, 40};
    config.samples.test = {Layout::Midpoints, 30};
    GradeConfig grade;
    grade.hidden = {8};
    rateOf(grade.solver).initial = 0.01;
    grade.stop.epochs = 12;
    grade.repeat = 3;
    config.grades = {grade};
    return config;
}

ExperimentConfig preset(const std::string& id) {
    const auto read = readDocument(findPreset(id)->text);
    return std::get<Experiment>(std::get<Document>(read)).config();
}

/// One of each solver and setting that a run may have.
std::vector<std::pair<const char*, ExperimentConfig>> kinds() {
    std::vector<std::pair<const char*, ExperimentConfig>> all;
    const auto add = [&all](const char* name, const auto& change) {
        ExperimentConfig config = waves();
        change(config, config.grades.front());
        all.emplace_back(name, config);
    };
    using C = ExperimentConfig&;
    using G = GradeConfig&;
    add("adam", [](C, G) {});
    add("adam, mini batches", [](C, G g) { descentOf(g.solver)->batchSize = 16; });
    add("adam, float", [](C, G g) {
        descentOf(g.solver)->precision = Precision::Float;
        descentOf(g.solver)->batchSize = 50;
    });
    add("adam, two layers, falling rate", [](C, G g) {
        g.hidden = {7, 5};
        rateOf(g.solver).final = 1e-4;
    });
    add("gd", [](C, G g) {
        g.solver = GradientDescentOptions{};
        g.stop.epochs = 40;
    });
    add("gd, stochastic, steps", [](C, G g) {
        g.solver = GradientDescentOptions{};
        descentOf(g.solver)->batchSize = 32;
        rateOf(g.solver).decayFactor = 0.5;
        rateOf(g.solver).decayEvery = 4;
    });
    add("patience", [](C c, G g) {
        g.stop.patience = 3;
        g.stop.epochs = 200;
        rateOf(g.solver).initial = 0.05;
        descentOf(g.solver)->batchSize = 16;
        c.samples.noise = 0.3;
    });
    add("plateau", [](C, G g) {
        g.stop.plateau = Plateau{5, 0.05};
        g.stop.epochs = 100;
    });
    add("goal", [](C, G g) {
        g.stop.goal = 0.9;
        g.stop.epochs = 100;
        descentOf(g.solver)->batchSize = 16;
    });
    add("varpro", [](C, G g) { setSolver(g, solverOf(VarProOptions{}), 1); });
    add("held back between the samples", [](C c, G g) {
        setSolver(g, solverOf(VarProOptions{}), 1);
        c.target.formulas = {"abs(sin(9*x))*exp(-x)"};
        c.target.domain = {{0.0, 1.0}};
        c.samples.train = {Layout::Equispaced, 101};
        c.samples.validation.count = 0;
        g.hidden = {32};
        stepsOf(g.solver) = 20;
    });
    add("convex", [](C, G g) { setSolver(g, solverOf(ConvexOptions{}), 1); });
    add("balanced", [](C, G g) { g.readOut = ReadOutRule::Balanced; });
    add("smoothed", [](C, G g) { g.smoothing = SmoothingConfig{{0.02}, std::nullopt}; });
    add("adaptive, all help", [](C c, G g) {
        c.adaptive = true;
        g.stop.epochs = 60;
    });
    add("adaptive, one is removed", [](C c, G g) {
        c.adaptive = true;
        c.guard = false;
        GradeConfig harmful = g;
        rateOf(harmful.solver).initial = 5.0;
        harmful.stop.epochs = 3;
        harmful.repeat = 1;
        g.repeat = 2;
        g.stop.epochs = 60;
        c.grades.push_back(harmful);
        c.grades.push_back(g);
    });
    add("polish", [](C c, G) { c.polish = true; });
    add("ends at a goal of the run", [](C c, G g) {
        setSolver(g, solverOf(VarProOptions{}), 1);
        c.stop.sup = 0.3;
    });
    add("diverges", [](C c, G g) {
        GradeConfig wild = g;
        wild.solver = GradientDescentOptions{};
        rateOf(wild.solver).initial = 1e6;
        g.repeat = 1;
        c.grades.push_back(wild);
    });
    add("diverges, but stays finite", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"15+5*x"}, {}, {{0.0, 10.0}}};
        g.hidden = {32};
        g.activation = Activation::Tanh;
        g.solver = GradientDescentOptions{};
        rateOf(g.solver).initial = 0.1;
    });
    add("patience around zero", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"0*x"}, {}, {{0.0, 1.0}}};
        c.samples.noise = 0.3;
        g.stop.patience = 3;
        g.stop.epochs = 100;
    });
    add("ends at rounding", [](C c, G g) {
        c.target = {TargetConfig::Kind::Formula, "", {"3+5*x"}, {}, {{0.0, 1.0}}};
        GradeConfig exact = g;
        setSolver(exact, solverOf(VarProOptions{}), 1);
        g.repeat = 1;
        c.grades.push_back(exact);
    });
    add("mixed, every carry", [](C c, G g) {
        GradeConfig second = g;
        setSolver(second, solverOf(VarProOptions{}), 1);
        GradeConfig third = g;
        third.solver = GradientDescentOptions{};
        third.carry = Carry::LastTwo;
        third.activation = Activation::Tanh;
        GradeConfig fourth = g;
        descentOf(fourth.solver)->precision = Precision::Float;
        g.carry = Carry::HiddenAndInput;
        for (GradeConfig* one : {&g, &second, &third, &fourth})
            one->repeat = 1;
        fourth.repeat = 2;
        c.grades = {g, second, third, fourth};
    });
    add("two variables, two outputs", [](C c, G g) {
        c.target.formulas = {"sin(3*x)*y", "x - y"};
        c.target.domain = {{0.0, 1.0}, {-1.0, 1.0}};
        c.samples.train = {Layout::Random, 150};
        g.activation = Activation::Sin;
    });
    add("constructive", [](C c, G g) {
        setSolver(g, solverOf(ConstructiveOptions{}), 1);
        g.repeat = 6;
        c.samples.train.count = 2001;
        c.samples.validation.count = 0;
    });
    all.emplace_back("textbook", preset("x-squared"));
    all.emplace_back("a cascade", preset("sine-cascade"));
    return all;
}

void kindRows() {
    QTest::addColumn<ExperimentConfig>("config");
    for (const auto& [name, config] : kinds())
        QTest::newRow(name) << config;
}

/// Thousands of files are written, and waited for until the disk has them: where there is one, not on a disk.
QString inMemory() {
    const QString memory = QStringLiteral("/dev/shm");
    const QString place = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return place + QStringLiteral("/gradewise-XXXXXX");
}

fs::path folderOf(const QTemporaryDir& folder) {
    return folder.path().toStdString() + "/kept";
}

void damage(const fs::path& file, qint64 place) {
    QFile opened(QString::fromStdString(file.string()));
    QVERIFY(opened.open(QIODevice::ReadWrite));
    QVERIFY(opened.seek(place < 0 ? opened.size() + place : place));
    const char byte = '#';
    QCOMPARE(opened.write(&byte, 1), qint64{1});
}

const auto never = [](Killer&) {};

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void everyGradeBoundary_data() { kindRows(); }
    void everyGradeBoundary() {
        QFETCH(ExperimentConfig, config);
        const RunRecord whole = train(config);
        const std::string wanted = filesOf(whole);
        for (std::size_t grades = 1; grades <= whole.grades.size(); ++grades) {
            const QTemporaryDir folder(inMemory());
            const auto arm = [&](Killer& killer) {
                killer.atGrade = [=](const RunRecord& run) { return run.grades.size() == grades; };
            };
            QVERIFY(!piece(config, folderOf(folder), arm));
            const Checkpoint kept = readCheckpoint(folderOf(folder));
            QCOMPARE(kept.begun.run.grades.size(), grades);
            QCOMPARE(kept.note, std::string("a note"));
            QCOMPARE(writeExperiment(kept.experiment.config()), writeExperiment(config));
            QVERIFY(kept.remarks.empty());
            const auto run = piece(config, folderOf(folder), never);
            QVERIFY(run);
            QVERIFY(filesOf(*run) == wanted);
        }
    }

    /// Killed after each epoch of the run, or as often as there is something to go on with.
    void everyEpoch_data() { kindRows(); }
    void everyEpoch() {
        QFETCH(ExperimentConfig, config);
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        std::optional<RunRecord> run;
        int pieces = 0;
        for (std::pair<Index, Index> last{-1, 0}; !run; ++pieces) {
            run = piece(config, folderOf(folder), [&](Killer& killer) {
                killer.atEpoch = [&](const HistoryPoint& point) {
                    const std::pair<Index, Index> here{point.grade, point.epoch};
                    // Grades of other solvers begin again, and must come to their end some time.
                    if (here <= last)
                        return false;
                    last = here;
                    return true;
                };
            });
        }
        QVERIFY(pieces > 2);
        QVERIFY(filesOf(*run) == wanted);
    }

    /// In the middle of an epoch, with one thread or two.
    void betweenSteps_data() {
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("workers");
        QTest::newRow("double") << 0 << 1;
        QTest::newRow("float") << 1 << 1;
        QTest::newRow("two threads") << 0 << 2;
    }
    void betweenSteps() {
        QFETCH(int, precision);
        QFETCH(int, workers);
        ExperimentConfig config = waves();
        config.samples.train.count = 1500;
        config.grades[0].repeat = 2;
        config.grades[0].stop.epochs = 3;
        config.grades[0].stop.patience = 1;
        descentOf(config.grades[0].solver)->batchSize = 2;
        descentOf(config.grades[0].solver)->precision = precision == 0 ? Precision::Double : Precision::Float;
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        std::optional<RunRecord> run;
        int inside = 0;
        while (!run)
            run = piece(
                config, folderOf(folder),
                [&](Killer& killer) {
                    killer.atState = [&, first = true](const GradeInProgress& grade) mutable {
                        inside += grade.descent.inEpoch ? 1 : 0;
                        return !std::exchange(first, false); // the first one is where this piece begins
                    };
                },
                workers);
        QVERIFY2(inside >= 8, qPrintable(QString::number(inside)));
        QVERIFY(filesOf(*run) == wanted);
    }

    /// Stopping on request keeps the moment, even the middle of an epoch.
    void aStoppedRunGoesOn_data() { kindRows(); }
    void aStoppedRunGoesOn() {
        QFETCH(ExperimentConfig, config);
        class StopAt final : public RunControl {
        public:
            explicit StopAt(int left) : left_(left) {}
            Decision checkpoint() override { return left_-- <= 0 ? Decision::StopRun : Decision::Continue; }

        private:
            int left_;
        };
        const std::string wanted = filesOf(train(config));
        for (int left = 0, step = 1; left < 300; left += step, step += 3) {
            const QTemporaryDir folder(inMemory());
            RunObserver listener;
            CheckpointWriter writer({folderOf(folder), 30.0, ""}, config, listener,
                                    [](const std::string&) { QFAIL("Nothing is wrong."); });
            StopAt control(left);
            const RunRecord stopped = trainKeeping(prepareOrThrow(config), control, writer);
            const auto run = piece(config, folderOf(folder), never);
            QVERIFY(run);
            QVERIFY2(filesOf(*run) == wanted, qPrintable(QString::number(left)));
            if (stopped.status != RunStatus::Stopped)
                break;
        }
    }

    void damagedEndsAreLeftOut() {
        const ExperimentConfig config = waves();
        const std::string wanted = filesOf(train(config));
        for (const qint64 place : {-1, -400, -1500}) {
            const QTemporaryDir folder(inMemory());
            QVERIFY(!piece(config, folderOf(folder), [](Killer& killer) {
                killer.atGrade = [](const RunRecord& run) { return run.grades.size() == 2; };
            }));
            damage(folderOf(folder) / "grades", place);
            const Checkpoint kept = readCheckpoint(folderOf(folder));
            QCOMPARE(kept.begun.run.grades.size(), std::size_t{1});
            QCOMPARE(kept.remarks.size(), std::size_t{1});
            QVERIFY(kept.remarks[0].find("grade 2") != std::string::npos);
            QVERIFY(filesOf(*piece(config, folderOf(folder), never)) == wanted);
        }
    }

    /// The file of grades may end anywhere.
    void cutOffAnywhere() {
        ExperimentConfig config = waves();
        config.grades[0].repeat = 2;
        const QTemporaryDir folder(inMemory());
        QVERIFY(!piece(config, folderOf(folder), [](Killer& killer) {
            killer.atGrade = [](const RunRecord& run) { return run.grades.size() == 2; };
        }));
        const fs::path file = folderOf(folder) / "grades";
        const std::string bytes = readFile(file);
        std::size_t grades = 2;
        for (std::size_t size = bytes.size(); size > 0; size -= std::min<std::size_t>(size, 13)) {
            fs::resize_file(file, size);
            try {
                const Checkpoint kept = readCheckpoint(folderOf(folder));
                QVERIFY(kept.begun.run.grades.size() <= grades);
                grades = kept.begun.run.grades.size();
                QVERIFY(kept.goodBytes <= size);
                QCOMPARE(kept.remarks.empty(), kept.goodBytes == size);
            } catch (const FileError& error) {
                QVERIFY(std::strstr(error.what(), "its beginning is damaged") != nullptr);
                QVERIFY(size < bytes.size() / 3);
            }
        }
        QCOMPARE(grades, std::size_t{0});
    }

    void aDamagedStateBeginsTheGradeAnew() {
        const ExperimentConfig config = waves();
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        QVERIFY(!piece(config, folderOf(folder), [](Killer& killer) {
            killer.atEpoch = [](const HistoryPoint& point) { return point.grade == 1 && point.epoch == 7; };
        }));
        QVERIFY(readCheckpoint(folderOf(folder)).begun.grade);
        damage(folderOf(folder) / "state", -20);
        const Checkpoint kept = readCheckpoint(folderOf(folder));
        QVERIFY(!kept.begun.grade);
        QCOMPARE(kept.begun.run.grades.size(), std::size_t{1});
        QCOMPARE(kept.remarks.size(), std::size_t{1});
        QVERIFY(filesOf(*piece(config, folderOf(folder), never)) == wanted);
    }

    /// The state of another run in the same folder counts for nothing.
    void theStateOfAnotherRunIsLeftOut() {
        const ExperimentConfig config = waves();
        const QTemporaryDir folder(inMemory());
        const QTemporaryDir other(inMemory());
        const auto arm = [](Killer& killer) {
            killer.atEpoch = [](const HistoryPoint& point) { return point.epoch == 7; };
        };
        QVERIFY(!piece(config, folderOf(folder), arm));
        ExperimentConfig seeded = config;
        seeded.seed = 2;
        QVERIFY(!piece(seeded, folderOf(other), arm));
        fs::copy_file(folderOf(other) / "state", folderOf(folder) / "state",
                      fs::copy_options::overwrite_existing);
        QVERIFY(!readCheckpoint(folderOf(folder)).begun.grade);
    }

    void aNewerOneIsRefused() {
        const QTemporaryDir folder(inMemory());
        QVERIFY(!piece(waves(), folderOf(folder),
                       [](Killer& killer) { killer.atGrade = [](const RunRecord&) { return true; }; }));
        const fs::path file = folderOf(folder) / "grades";
        std::string bytes = readFile(file);
        bytes.replace(bytes.find(" 1 run"), 6, " 2 run");
        writeFile(file, bytes);
        try {
            readCheckpoint(folderOf(folder));
            QFAIL("A newer checkpoint was read.");
        } catch (const FileError& error) {
            QVERIFY(std::strstr(error.what(), "a newer Gradewise wrote it") != nullptr);
        }
    }

    /// A folder that goes away in the middle is made again, with all grades.
    void aFolderThatVanishesIsMadeAgain() {
        const ExperimentConfig config = waves();
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        QVERIFY(!piece(config, folderOf(folder), [&](Killer& killer) {
            killer.atGrade = [&](const RunRecord& run) {
                if (run.grades.size() == 1)
                    fs::remove_all(folderOf(folder));
                return run.grades.size() == 2;
            };
        }));
        QCOMPARE(readCheckpoint(folderOf(folder)).begun.run.grades.size(), std::size_t{2});
        QVERIFY(filesOf(*piece(config, folderOf(folder), never)) == wanted);
    }

    /// What cannot be written is complained of once and does not end the run.
    void troubleIsSaidOnce() {
        const ExperimentConfig config = waves();
        const QTemporaryDir folder(inMemory());
        RunObserver listener;
        std::vector<std::string> sentences;
        CheckpointWriter writer({folderOf(folder), 0.0, ""}, config, listener,
                                [&](const std::string& sentence) { sentences.push_back(sentence); });
        fs::remove_all(folderOf(folder));
        QFile inTheWay(QString::fromStdString(folderOf(folder).string()));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        RunControl control;
        QVERIFY(filesOf(trainKeeping(prepareOrThrow(config), control, writer)) == filesOf(train(config)));
        QCOMPARE(sentences.size(), std::size_t{1});
        QVERIFY(sentences[0].find("kept") != std::string::npos);
    }

    void removingLeavesOthersAlone() {
        const QTemporaryDir folder(inMemory());
        const auto arm = [](Killer& killer) {
            killer.atEpoch = [](const HistoryPoint& point) { return point.epoch == 3; };
        };
        QVERIFY(!piece(waves(), folderOf(folder), arm));
        writeFile(folderOf(folder) / "mine.txt", "mine");
        QVERIFY(removeCheckpoint(folderOf(folder)));
        QVERIFY(!holdsCheckpoint(folderOf(folder)));
        QVERIFY(fs::exists(folderOf(folder) / "mine.txt"));
        fs::remove(folderOf(folder) / "mine.txt");
        QVERIFY(removeCheckpoint(folderOf(folder)));
        QVERIFY(!fs::exists(folderOf(folder)));
    }

    void aRunOfAnotherExperimentIsRefused() {
        const QTemporaryDir folder(inMemory());
        QVERIFY(!piece(waves(), folderOf(folder), [](Killer& killer) {
            killer.atGrade = [](const RunRecord& run) { return run.grades.size() == 2; };
        }));
        const Checkpoint kept = readCheckpoint(folderOf(folder));
        ExperimentConfig other = waves();
        other.grades[0].hidden = {9};
        RunControl control;
        RunObserver observer;
        QVERIFY_EXCEPTION_THROWN(trainKeeping(prepareOrThrow(other), control, observer, 1, kept.begun),
                                 std::invalid_argument);
    }
};

GRADEWISE_TEST(TestCheckpoint)
#include "test_checkpoint.moc"
