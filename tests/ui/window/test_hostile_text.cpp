// Names, titles and sentences from files that mean harm, through every window that speaks of them.
#include "core/checkpoint/checkpoint_writer.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "tests/ui/window/shown_texts.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figures.h"
#include "ui/mainwindow.h"
#include "ui/models/problem_text.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/file_actions.h"

#include <QDir>
#include <QFileDialog>
#include <QXmlStreamReader>

using namespace gradewise;

namespace {

ExperimentConfig hostileExperiment() {
    ExperimentConfig config = smallExperiment();
    config.title = hostileText.toStdString();
    config.notes = hostileText.toStdString();
    return config;
}

/// A run whose sentences are not ours.
RunRecord hostileRun() {
    RunRecord record = train(hostileExperiment());
    record.reason = hostileText.toStdString();
    record.version = record.build = hostileText.toStdString();
    for (GradeRecord& grade : record.grades)
        grade.warning = hostileText.toStdString();
    if (record.largestError)
        record.largestError->reason = hostileText.toStdString();
    return record;
}

/// Looks through all texts when a question is open, and answers it with Cancel or No.
class LookAtQuestions : public QObject {
public:
    LookAtQuestions() {
        connect(&timer_, &QTimer::timeout, this, [this] {
            auto* const question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!question || !question->isVisible())
                return;
            ++asked;
            const ShownTexts shown;
            faults << shown.faults;
            said << question->text();
            question->reject();
        });
        timer_.start(5);
    }
    int asked = 0;
    QStringList faults;
    QStringList said;

private:
    QTimer timer_;
};

} // namespace

class TestHostileText : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OwnSettings> settings_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<MainWindow> window_;

    Workbench& bench() { return window_->workbench(); }
    void trigger(const char* action) { window_->findChild<QAction*>(QString::fromLatin1(action))->trigger(); }
    QString message() { return window_->findChild<MessageBar*>(QStringLiteral("messageBar"))->text(); }
    void openWindow() {
        window_ = std::make_unique<MainWindow>();
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    /// Whether there is no fault, and something to find one in.
    static void look(int atLeast) {
        QApplication::processEvents();
        QTest::qWait(60); // frames come when they like
        const ShownTexts shown;
        QVERIFY2(shown.faults.isEmpty(), qPrintable(shown.faults.join(QLatin1Char('\n'))));
        QVERIFY2(shown.hostile >= atLeast, qPrintable(QString::number(shown.hostile)));
    }

private slots:
    void init() {
        settings_ = std::make_unique<OwnSettings>();
        folder_ = std::make_unique<QTemporaryDir>();
        openWindow();
    }
    void cleanup() { window_.reset(); }

    void aRunWithSuchAName() {
        const QString path = written(*folder_, hostileName, writeRun(hostileRun()));
        QVERIFY(openNow(bench(), path));
        look(6);
        QVERIFY(window_->windowTitle().contains(QStringLiteral("[*][*] &z")));
        auto* const recent = window_->findChild<QMenu*>(QStringLiteral("recentMenu"));
        QCOMPARE(recent->actions().size(), 1);
        QVERIFY(recent->actions().front()->text().contains(QStringLiteral("\\x1b[31m")));
        QVERIFY(recent->actions().front()->text().contains(QStringLiteral("&&z")));
        for (const char* action : {"duel", "sweep", "published", "exportFigures", "shortcuts", "about"})
            trigger(action);
        look(8);
        const int opened = static_cast<int>(std::ranges::count_if(
            QApplication::topLevelWidgets(), [](const QWidget* w) { return w->isVisible(); }));
        QVERIFY2(opened >= 6, qPrintable(QString::number(opened)));
    }

    void anUntitledOne() {
        bench().startWith(hostileExperiment());
        look(3);
        trigger("run");
        QTRY_VERIFY(!bench().driver().active());
        look(3);
        LookAtQuestions questions;
        trigger("new"); // unsaved
        QCOMPARE(questions.asked, 1);
        QVERIFY2(questions.faults.isEmpty(), qPrintable(questions.faults.join(QLatin1Char('\n'))));
        QVERIFY(questions.said.front().contains(QStringLiteral("\\u202e")));
    }

    /// What no file could say: the place that is proposed for it is a name that people can type.
    void thePlaceProposedIsAName() {
        bench().startWith(hostileExperiment());
        QString proposed;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&proposed] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
                proposed = dialog->selectedFiles().value(0);
                dialog->reject();
            }
        });
        timer.start(5);
        trigger("saveAs");
        const QString name = QFileInfo(proposed).fileName();
        QVERIFY2(name.endsWith(QStringLiteral(".gradewise.json")), qPrintable(proposed));
        QVERIFY(!name.contains(QChar(0x202e)) && !name.contains(QLatin1Char('<')));
    }

    void sentencesOnSuchFiles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("keys") << QByteArray("{\"<img src=x>\\u001b[31m\\u202e\": 1}");
        QTest::newRow("no JSON") << QByteArray("{<img src=x>\x1b[31m\xe2\x80\xae}");
        QTest::newRow("a formula") << QByteArray(
            "{\"format\": \"gradewise-experiment\", \"version\": 1, \"grades\": [{}], \"target\": {\"kind\": "
            "\"formula\", \"formula\": \"<img src=x>\\u202e\", \"domain\": [[0, 1]]}}");
        QTest::newRow("missing") << QByteArray();
    }
    void sentencesOnSuchFiles() {
        QFETCH(QByteArray, text);
        const QString path = text.isEmpty() ? folder_->filePath(hostileName)
                                            : written(*folder_, hostileName, text.toStdString());
        QVERIFY(!openNow(bench(), path));
        QVERIFY2(message().contains(QStringLiteral("a\\x1b[31mb\\nc\\x7f <img src=x> \\u202e %1 %2 [*] &z")),
                 qPrintable(message()));
        look(1);
    }

    void fileIsSavedWhereItCannotBe() {
        bench().startWith(hostileExperiment());
        QVERIFY(!saveNow(bench(), folder_->filePath(hostileName) + QStringLiteral("/x\u202E.json")));
        QVERIFY(message().contains(QStringLiteral("x\\u202e.json")));
        look(1);
    }

    void changedWeightsAreToldOf() {
        RunRecord record = hostileRun();
        QVERIFY(record.grades[0].audit.has_value());
        record.grades[0].audit->hash ^= 1U;
        QVERIFY(openNow(bench(), written(*folder_, hostileName, writeRun(record))));
        // "%1" and "%2" in the name stay what they are
        QVERIFY2(
            message().contains(QStringLiteral("%1 %2 [*] &z.gradewise.json: the weights of grade 1 are")),
            qPrintable(message()));
        look(1);
    }

    void theFileWasChangedByAnother() {
        const QString path = written(*folder_, hostileName, writeExperiment(hostileExperiment()));
        QVERIFY(openNow(bench(), path));
        writeFile(path.toStdString(), writeExperiment(smallExperiment()) + " ");
        LookAtQuestions questions;
        trigger("save");
        QCOMPARE(questions.asked, 1);
        QVERIFY2(questions.faults.isEmpty(), qPrintable(questions.faults.join(QLatin1Char('\n'))));
    }

    void aBrokenOffRunIsOffered() {
        window_.reset();
        const QString place = unfinishedRunsFolder() + QStringLiteral("/20260101-000000-1/1");
        QVERIFY(QDir().mkpath(QFileInfo(place).absolutePath()));
        RunObserver listener;
        RunControl control;
        const ExperimentConfig config = hostileExperiment();
        CheckpointWriter writer({place.toStdString(), 0.0, ""}, config, listener, [](const std::string&) {});
        trainKeeping(prepareOrThrow(config), control, writer);
        openWindow();
        window_->begin({});
        auto* const bar = window_->findChild<MessageBar*>(QStringLiteral("questionBar"));
        QTRY_VERIFY(!bar->text().isEmpty());
        // The title's own "%1" and "%3" are not filled in.
        QVERIFY2(bar->text().startsWith(
                     QStringLiteral("“<img src=x> \\u202egnp.txt %1 %3 [*] & a\\u2066b” was trained")),
                 qPrintable(bar->text()));
        look(1);
    }

    void figuresAreXml() {
        RunModel model;
        model.load(hostileRun());
        FigureOptions options;
        const QString path = folder_->filePath(QStringLiteral("figure.svg"));
        exportFigure(model, std::nullopt, FigureFormat::Svg, options, path);
        const std::string svg = readFile(path.toStdString());
        QXmlStreamReader reader(QByteArray::fromStdString(svg));
        QString title;
        bool picture = false;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && reader.name() == QLatin1String("title"))
                title = reader.readElementText();
            else if (reader.isStartElement() && reader.name() == QLatin1String("img"))
                picture = true;
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(!picture);
        QCOMPARE(title, QStringLiteral("<img src=x> \\u202egnp.txt %1 %3 [*] & a\\u2066b"));
        QVERIFY(svg.find("\u202E") == std::string::npos);
        exportFigure(model, std::nullopt, FigureFormat::Pdf, options, path + QStringLiteral(".pdf"));
        const std::string pdf = readFile(path.toStdString() + ".pdf");
        QVERIFY(pdf.find("/Title") != std::string::npos);
        QVERIFY(pdf.find(std::string("\x20\x2e", 2) + '\0') == std::string::npos);
    }

    void figuresWhereTheyCannotBe() {
        RunModel model;
        model.load(hostileRun());
        try {
            exportFigure(model, std::nullopt, FigureFormat::Svg, FigureOptions(),
                         folder_->filePath(hostileName) + QStringLiteral("/\u202E.svg"));
            QFAIL("It was written.");
        } catch (const std::exception& error) {
            QVERIFY(problemText(error).contains(QStringLiteral("c\\x7f <img src=x> \\u202e")));
        }
    }
};

GRADEWISE_TEST(TestHostileText)
#include "test_hostile_text.moc"
