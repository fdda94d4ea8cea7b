// The presets that ship with the program.
#include "core/experiment/presets.h"
#include "core/experiment/validate.h"
#include "core/files/words.h"
#include "core/record/json.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QDir>

#include <set>

using namespace gradewise;

class TestPresets : public QObject {
    Q_OBJECT

private slots:
    void everyFileIsThere() {
        const QStringList files =
            QDir(GRADEWISE_SOURCE_DIR "/resources/presets").entryList({"*.json"}, QDir::Files);
        QVERIFY(files.size() >= 15);
        QCOMPARE(presets().size(), static_cast<std::size_t>(files.size()));
        for (const QString& file : files) {
            const std::string id = file.chopped(5).toStdString();
            const Preset* preset = findPreset(id);
            QVERIFY2(preset != nullptr, id.c_str());
            QCOMPARE(preset->text,
                     readFile((GRADEWISE_SOURCE_DIR "/resources/presets/" + file).toStdString()));
        }
    }

    void theFirstStartComesFirst() { QCOMPARE(presets().front().id, std::string("wave-and-kink")); }

    void aNewExperimentCanBeRun() {
        QVERIFY(validate(newExperiment()).empty());
        QVERIFY(newExperiment().grades.front().carry == solverOf(VarProOptions{}).defaultCarry());
    }

    void unknownPresetIsNull() { QVERIFY(findPreset("no such preset") == nullptr); }

    void everyPresetIsValid_data() {
        QTest::addColumn<QString>("id");
        for (const Preset& preset : presets())
            QTest::newRow(preset.id.c_str()) << QString::fromStdString(preset.id);
    }
    void everyPresetIsValid() {
        QFETCH(QString, id);
        const Preset* preset = findPreset(id.toStdString());
        QVERIFY(preset != nullptr);
        const auto read = readDocument(preset->text);
        if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
            QFAIL(describe(*issues).c_str());
        const ExperimentConfig config = presetConfig(*preset);
        QCOMPARE(preset->title, config.title);
        QVERIFY(!config.title.empty());
        QVERIFY(!config.notes.empty());
        const auto back = readDocument(writeExperiment(config));
        QVERIFY(std::get<Experiment>(std::get<Document>(back)).config() == config);
    }

    void titlesDiffer() {
        std::set<std::string> titles;
        for (const Preset& preset : presets())
            QVERIFY2(titles.insert(preset.title).second, preset.title.c_str());
    }

    void publishedSettingsOfX1() {
        const ExperimentConfig config = presetConfig(*findPreset("X1"));
        QCOMPARE(config.samples.train.count, Index{5000});
        QCOMPARE(config.grades.size(), std::size_t{3});
        QCOMPARE(config.grades[0].activation, Activation::Sin);
        QCOMPARE(config.grades[1].hidden, (std::vector<Index>{256, 128, 128, 64}));
        QCOMPARE(config.grades[2].stop.epochs, Index{40});
        QVERIFY(config.notes.find("1.073e-5") != std::string::npos);
    }

    void closestWords_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one letter missing") << "hiden"
                                            << "hidden";
        QTest::newRow("capitals") << "SEED"
                                  << "seed";
        QTest::newRow("two letters swapped") << "grdaes"
                                             << "grades";
        QTest::newRow("nothing near") << "colour"
                                      << "";
        QTest::newRow("short words need to be nearer") << "xyz"
                                                       << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void closestWords() {
        QFETCH(QString, word);
        QFETCH(QString, expected);
        const std::vector<std::string> known = {"hidden", "seed", "grades", "stop"};
        QCOMPARE(QString::fromStdString(closestWord(word.toStdString(), known)), expected);
    }
};

GRADEWISE_TEST(TestPresets)
#include "test_presets.moc"
