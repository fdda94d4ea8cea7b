// What was kept of a run and is damaged, of another run, of a newer program, or cannot be written.
#include "tests/core/checkpoint/kinds_of_runs.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QFile>
#include <QTemporaryDir>

using namespace gradewise;

namespace {

void damage(const fs::path& file, qint64 place) {
    QFile opened(QString::fromStdString(file.string()));
    QVERIFY(opened.open(QIODevice::ReadWrite));
    QVERIFY(opened.seek(place < 0 ? opened.size() + place : place));
    const char byte = '#';
    QCOMPARE(opened.write(&byte, 1), qint64{1});
}

} // namespace

class TestDamage : public QObject {
    Q_OBJECT
private slots:
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

GRADEWISE_TEST(TestDamage)
#include "test_damage.moc"
