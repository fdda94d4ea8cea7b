// gradewise-cli duel, sweep, smooth and reproduce from outside.
#include "core/study/published/published.h"
#include "tests/cli/called.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>

using namespace gradewise;

class TestStudies : public QObject {
    Q_OBJECT

private slots:
    void duelComparesAndWrites() {
        QTemporaryDir folder;
        const CliOutcome outcome =
            cli({"duel", "-", "--seeds", "2", "--equal", "work", "--out", folder.path()},
                experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("grade by grade"));
        QVERIFY(outcome.out.contains("end to end"));
        QFile file(folder.filePath("duel.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["equal"].toString(), QString("work"));
        for (const char* side : {"gradewise", "endToEnd"}) {
            const QJsonObject object = json[QLatin1String(side)].toObject();
            QVERIFY(object["median"].toObject()["test"].toObject()["mse"].toDouble() > 0.0);
            const QJsonArray runs = object["runs"].toArray();
            QCOMPARE(runs.size(), 2);
            for (const char* key : {"seed", "parameters", "multiplyAdds", "seconds"})
                QVERIFY(runs[1].toObject()[QLatin1String(key)].toDouble() > 0.0);
            QVERIFY(runs[1].toObject()["test"].toObject()["sup"].toDouble() > 0.0);
        }
        QCOMPARE(lines(folder.filePath("duel.csv")).size(), 5);
    }

    void sweepShowsEachRate() {
        QTemporaryDir folder;
        const CliOutcome outcome = cli({"sweep", "-", "--from", "0.001", "--to", "0.1", "--rates", "3",
                                        "--seeds", "2", "--out", folder.path()},
                                       experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        for (const char* rate : {"0.001", "0.01", "0.1", "grade 1"})
            QVERIFY2(outcome.out.contains(QLatin1String(rate)), qPrintable(outcome.out));
        QFile file(folder.filePath("sweep.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rates = QJsonDocument::fromJson(file.readAll()).object()["rates"].toArray();
        QCOMPARE(rates.size(), 3);
        QCOMPARE(rates[2].toObject()["learningRate"].toDouble(), 0.1);
        const QJsonArray runs = rates[0].toObject()["runs"].toArray();
        QCOMPARE(runs.size(), 2);
        QVERIFY(runs[1].toObject()["grades"].toArray()[0].toObject()["trainRelativeL2"].toDouble() > 0.0);
        QVERIFY(lines(folder.filePath("sweep.csv")).size() >= 7);

        QCOMPARE(cli({"sweep", "-", "--from", "0.5", "--to", "0.1"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"sweep", "-", "--from", "-1"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"sweep", "-", "--rates", "0"}, experiment(sine, quick)).code, 2);
        const CliOutcome noRate = cli({"sweep", "wave-and-kink"});
        QCOMPARE(noRate.code, 2);
        QVERIFY2(noRate.error.contains("learning rate"), qPrintable(noRate.error));
    }

    void smoothFindsAnExperiment() {
        const QTemporaryDir folder;
        const CliOutcome outcome = cli({"smooth", "-", "--grades", "1", "--iterations", "2", "--from",
                                        "0.001", "--to", "0.1", "--out", folder.path()},
                                       experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        for (const char* words : {"Validation MSE", "Test MSE", "without smoothing"})
            QVERIFY2(outcome.out.contains(QLatin1String(words)), qPrintable(outcome.out));
        QCOMPARE(outcome.error.count("sigma "), 5); // the plain run, and 2 + 2
        QFile file(folder.filePath("smoothing.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["trials"].toArray().size(), 4);
        QVERIFY(json["best"].toObject()["validationMse"].toDouble() <=
                json["unsmoothed"].toObject()["validationMse"].toDouble());
        QCOMPARE(lines(folder.filePath("smoothing.csv")).size(), 6);
        // What was found can be run, and ends where the search said.
        const CliOutcome run =
            cli({"run", folder.filePath("experiment.json"), "--out", folder.filePath("run")});
        QCOMPARE(run.code, 0);
        QFile record(folder.filePath("run/run.json"));
        QVERIFY(record.open(QIODevice::ReadOnly));
        const QJsonArray grades = QJsonDocument::fromJson(record.readAll()).object()["grades"].toArray();
        const QJsonObject metrics = grades.last().toObject()["metrics"].toObject();
        QCOMPARE(metrics["validation"].toObject()["mse"].toDouble(),
                 json["best"].toObject()["validationMse"].toDouble());

        const CliOutcome wrong =
            cli({"smooth", "-", "--from", "0.5", "--to", "0.1"}, experiment(sine, quick));
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.error.contains("first below the last"), qPrintable(wrong.error));
        QCOMPARE(cli({"smooth", "-", "--iterations", "0"}, experiment(sine, quick)).code, 2);
        const CliOutcome built =
            cli({"smooth", "-"}, experiment(sine, R"({"solver": {"name": "constructive"}, "repeat": 2})"));
        QCOMPARE(built.code, 2);
        QVERIFY2(built.error.contains("cannot be smoothed"), qPrintable(built.error));
    }

    void reproduceComparesWithWhatWasPublished() {
        const QTemporaryDir folder;
        const CliOutcome outcome =
            cli({"reproduce", "W1", "--scale", "2e-5", "--seeds", "3", "--out", folder.path()});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("halved mean squared error, median of 3 seeds"),
                 outcome.out.constData());
        QVERIFY(outcome.out.contains("2e-05 of the published epochs"));
        QFile file(folder.filePath("reproduce.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray table = json["table"].toArray();
        QCOMPARE(table.size(), 12); // four grades on three point sets
        const QJsonObject first = table[0].toObject();
        QCOMPARE(first["published"].toDouble(), 0.4403);
        QCOMPARE(lines(folder.filePath("reproduce.csv")).size(), 13);

        // The very numbers of the experiment run by itself, with the seed in the middle.
        ExperimentConfig config = publishedConfig(*findPublished("W1"), 2e-5);
        QJsonArray here = first["here"].toArray();
        QCOMPARE(here.size(), 3);
        config.seed = 2;
        QCOMPARE(here[1].toDouble(), train(config).grades[0].metrics.train.halfMse);
        std::vector<double> sorted = {here[0].toDouble(), here[1].toDouble(), here[2].toDouble()};
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(first["median"].toDouble(), sorted[1]);
        QVERIFY(sorted[0] < sorted[2]);
    }

    void reproduceRefusesWhatItDoesNotKnow() {
        const CliOutcome unknown = cli({"reproduce", "X99"});
        QCOMPARE(unknown.code, 2);
        QVERIFY(unknown.error.contains("There is no published experiment \"X99\". There are X1, X1s"));
        QCOMPARE(cli({"reproduce", "X1", "--scale", "0"}).code, 2);
        QCOMPARE(cli({"reproduce", "W1", "--scale", "1e9"}).code, 2);
    }

    void duelRefusesWhatCannotBeCompared() {
        QCOMPARE(cli({"duel", "-", "--equal", "luck"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"duel", "-", "--seeds", "0"}, experiment(sine, quick)).code, 2);
        QByteArray untested = experiment(sine, quick);
        untested.replace(R"("test": {"count": 20})", R"("test": {"count": 0})");
        const CliOutcome outcome = cli({"duel", "-"}, untested);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.error.contains("test samples"));
    }
};

GRADEWISE_TEST(TestStudies)
#include "test_studies.moc"
