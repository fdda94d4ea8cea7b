// The manual as a whole: every page is listed, every link leads somewhere, and nothing of the program is left
// out.
#include "core/construction/textbook.h"
#include "core/experiment/presets.h"
#include "core/formula/formula.h"
#include "core/manual/search.h"
#include "core/network/activation.h"
#include "core/network/carry.h"
#include "core/network/initialisation.h"
#include "core/record/json.h"
#include "core/solver/outcome.h"
#include "core/target/sampling.h"
#include "tests/core/manual/examples.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

using namespace gradewise;

namespace {

QString textOf(const char* page) {
    const ManualPage* found = findManualPage(page);
    if (!found)
        qFatal("there is no page %s", page);
    return manualText(*found);
}

QString readmeText() {
    QFile file(QStringLiteral(GRADEWISE_SOURCE_DIR "/README.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

std::vector<MarkdownText> textsOf(const MarkdownBlock& block) {
    std::vector<MarkdownText> texts = {block.text};
    for (const auto& row : block.rows)
        texts.insert(texts.end(), row.begin(), row.end());
    return texts;
}

QStringList linksOf(const std::vector<MarkdownBlock>& blocks) {
    QStringList links;
    for (const MarkdownBlock& block : blocks)
        for (const MarkdownText& text : textsOf(block))
            for (const MarkdownSpan& span : text)
                if (!span.link.empty())
                    links << QString::fromStdString(span.link);
    return links;
}

/// The keys that the reader allows where `json` has the key "nonsense": it lists them itself.
QStringList keysAround(const QByteArray& json) {
    const auto read = readDocument(json.toStdString());
    const auto* issues = std::get_if<std::vector<Issue>>(&read);
    static const QRegularExpression allowed(
        QStringLiteral("no key \"nonsense\" here.*Allowed are ([^.]*)\\."));
    if (issues)
        for (const Issue& issue : *issues)
            if (const auto match = allowed.match(QString::fromStdString(issue.sentence)); match.hasMatch())
                return match.captured(1).split(QStringLiteral(", "));
    qFatal("no list of keys for %s", json.constData());
}

QByteArray experiment(const QByteArray& target, const QByteArray& grade, const QByteArray& more = {}) {
    return R"({"format": "gradewise-experiment", "version": 1, "target": )" + target + R"(, "grades": [)" +
           grade + "]" + more + "}";
}

const QByteArray sineTarget = R"({"kind": "gallery", "id": "sine"})";

} // namespace

class TestPages : public QObject {
    Q_OBJECT
private slots:
    void theListNamesEveryPage() {
        QVERIFY(manualPages().size() > 20);
        QCOMPARE(manualPages().front().id, std::string(manualIndex));
        for (const ManualPage& page : manualPages().subspan(1)) {
            QVERIFY2(!page.summary.empty(), page.id.c_str());
            QVERIFY2(!page.title.empty() && page.title != page.id, page.id.c_str());
        }
    }

    void anchorsAreUniqueAndPlain() {
        for (const ManualPage& page : manualPages()) {
            QSet<QString> anchors;
            int titles = 0;
            for (const MarkdownBlock& block : page.blocks) {
                if (block.kind != MarkdownBlock::Kind::Heading)
                    continue;
                const QString anchor = QString::fromStdString(block.anchor);
                titles += block.level == 1 ? 1 : 0;
                const QByteArray said = (QString::fromStdString(page.id) + '#' + anchor).toUtf8();
                QVERIFY2(!anchors.contains(anchor), said.constData());
                QVERIFY2(QRegularExpression("^[a-z0-9-]+$").match(anchor).hasMatch(), said.constData());
                anchors << anchor;
            }
            QCOMPARE(titles, 1);
        }
    }

    void everyLinkLeadsSomewhere() {
        int followed = 0;
        for (const ManualPage& page : manualPages()) {
            for (const QString& link : linksOf(page.blocks)) {
                const bool good = leadsOutside(link.toStdString()) ||
                                  followManualLink(page, link.toStdString()).has_value();
                QVERIFY2(good, qPrintable(QString::fromStdString(page.id) + ": " + link));
                ++followed;
            }
        }
        QVERIFY(followed > 100);
    }

    void everyLinkOfTheReadmeLeadsSomewhere() {
        const QStringList links = linksOf(readMarkdown(readmeText().toStdString()));
        QVERIFY(links.size() >= 8);
        for (const QString& link : links) {
            if (leadsOutside(link.toStdString()))
                continue;
            const QString path = link.section('#', 0, 0);
            QVERIFY2(QFileInfo::exists(QStringLiteral(GRADEWISE_SOURCE_DIR "/") + path), qPrintable(link));
            if (link.contains('#')) {
                const QString topic = QFileInfo(path).completeBaseName() + '#' + link.section('#', 1);
                QVERIFY2(findManualPlace(topic.toStdString()).has_value(), qPrintable(link));
            }
        }
    }

    void theReadmeIsShort() {
        const auto words = readmeText().split(QRegularExpression("\\s+"), Qt::SkipEmptyParts).size();
        QVERIFY2(words <= 1000, qPrintable(QString::number(words)));
    }

    void aTopicIsAPageOrASection() {
        QVERIFY(findManualPlace("solvers"));
        QCOMPARE(findManualPlace("solvers#varpro")->topic(), std::string("solvers#varpro"));
        QCOMPARE(findManualPlace("solvers#solvers")->topic(), std::string("solvers"));
        for (const char* none : {"", "nonsense", "solvers#nonsense", "#varpro", "solvers#"})
            QVERIFY2(!findManualPlace(none), none);
        QCOMPARE(searchManualPlaces("Balanced Read-Out").size(), std::size_t{1});
        QCOMPARE(searchManualPlaces("varpro")[0].topic(), std::string("solvers#varpro"));
        QVERIFY(searchManualPlaces("grades").size() == 1); // a page before the sections of that name
        QVERIFY(searchManualPlaces("nonsense").empty());
    }

    void aSectionEndsWhereTheNextBegins() {
        const auto blocks = manualBlocks(*findManualPlace("solvers#varpro"));
        QCOMPARE(plainText(blocks.front().text), std::string("varpro"));
        int headings = 0;
        for (const MarkdownBlock& block : blocks)
            headings += block.kind == MarkdownBlock::Kind::Heading ? 1 : 0;
        QCOMPARE(headings, 1);
        QCOMPARE(manualBlocks(*findManualPlace("solvers")).size(), findManualPage("solvers")->blocks.size());
    }

    void searching() {
        QVERIFY(searchManual("").empty());
        QVERIFY(searchManual("  ").empty());
        QVERIFY(searchManual("nonsense word").empty());
        const auto hits = searchManual("Lanczos HESSIAN");
        QCOMPARE(hits.size(), std::size_t{1});
        QCOMPARE(hits[0].place.topic(), std::string("panels#loss-by-epoch"));
        QVERIFY(hits[0].count >= 2);
        QVERIFY2(smallLetters(hits[0].excerpt).find("hessian") != std::string::npos, hits[0].excerpt.c_str());
        QCOMPARE(searchManual("varpro")[0].place.topic(), std::string("solvers#varpro")); // headings first
        for (const ManualHit& hit : searchManual("the")) {
            QVERIFY(findManualPlace(hit.place.topic()));
            QVERIFY(hit.count > 0);
        }
    }

    // What a change of the program must not leave unsaid.

    void everyNameIsExplained_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* what, const char* page, const auto& values) {
            QStringList names;
            for (const auto value : values)
                names << QString::fromUtf8(name(value).data(), static_cast<qsizetype>(name(value).size()));
            QTest::newRow(what) << page << names;
        };
        QStringList solvers;
        for (const Solver* const solver : allSolvers())
            solvers << QString::fromUtf8(solver->name().data(),
                                         static_cast<qsizetype>(solver->name().size()));
        QTest::newRow("solvers") << "solvers" << solvers;
        QTest::newRow("solvers in files") << "experiment-file" << solvers;
        row("activations", "grades", allOf<Activation>());
        row("initialisations", "grades", allOf<Initialisation>());
        row("carries", "grades", allOf<Carry>());
        row("layouts", "samples", allOf<Layout>());
        row("precisions", "solvers", allOf<Precision>());
        row("read-outs", "experiment-file", allOf<ReadOutRule>());
        row("constructions", "constructions", allOf<Textbook>());
        row("reasons", "stopping", allOf<StopReason>());
        QStringList presetIds;
        for (const Preset& preset : presets())
            presetIds << QString::fromStdString(preset.id);
        QTest::newRow("presets") << "presets" << presetIds;
    }
    void everyNameIsExplained() {
        QFETCH(QString, page);
        QFETCH(QStringList, names);
        const QString text = textOf(page.toUtf8().constData());
        QVERIFY(!names.isEmpty());
        for (const QString& name : names)
            QVERIFY2(text.contains('`' + name + '`'), qPrintable(name + " is not on the page " + page));
    }

    void everySolverHasASection() {
        for (const Solver* const solver : allSolvers())
            QVERIFY2(findManualPlace("solvers#" + std::string(solver->name())), solver->name().data());
    }

    void everyWordOfFormulasIsExplained() {
        const QString text = textOf("formulas");
        for (const std::string& word : Formula::knownNames()) {
            const QRegularExpression said("`" + QRegularExpression::escape(QString::fromStdString(word)) +
                                          "[`(]");
            QVERIFY2(text.contains(said), word.c_str());
        }
    }

    void everyKeyIsExplained_data() {
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* what, const QByteArray& json) { QTest::newRow(what) << json; };
        const QByteArray grade = R"({"hidden": [4]})";
        row("experiment", experiment(sineTarget, grade, R"(, "nonsense": 0)"));
        row("gallery", experiment(R"({"kind": "gallery", "id": "sine", "nonsense": 0})", grade));
        row("formula",
            experiment(R"({"kind": "formula", "formula": "x", "domain": [[0, 1]], "nonsense": 0})", grade));
        row("samples", experiment(sineTarget, grade, R"(, "samples": {"nonsense": 0})"));
        row("set", experiment(sineTarget, grade, R"(, "samples": {"train": {"nonsense": 0}})"));
        row("stop", experiment(sineTarget, grade, R"(, "stop": {"nonsense": 0})"));
        row("grade", experiment(sineTarget, R"({"hidden": [4], "nonsense": 0})"));
        row("stop of a grade", experiment(sineTarget, R"({"hidden": [4], "stop": {"nonsense": 0}})"));
        row("plateau", experiment(sineTarget, R"({"hidden": [4], "stop": {"plateau": {"nonsense": 0}}})"));
        row("smoothing",
            experiment(sineTarget, R"({"hidden": [4], "smoothing": {"sigma": 0.1, "nonsense": 0}})"));
        for (const Solver* const solver : allSolvers())
            row(solver->name().data(),
                experiment(sineTarget, R"({"hidden": [4], "solver": {"name": ")" +
                                           QByteArray(solver->name().data()) +
                                           R"(", "construction": "takagi", "nonsense": 0}})"));
    }
    void everyKeyIsExplained() {
        QFETCH(QByteArray, json);
        const QString text = textOf("experiment-file");
        for (const QString& key : keysAround(json))
            QVERIFY2(text.contains('`' + key + '`'), qPrintable(key));
    }

    void everyKeyOfARunIsExplained() {
        const QString text = textOf("result-files");
        const QByteArray whole = R"({"format": "gradewise-run", "version": 1, "nonsense": 0})";
        for (const QString& key : keysAround(whole))
            QVERIFY2(text.contains('`' + key + '`'), qPrintable(key));
        auto read =
            readDocument(experiment(sineTarget, R"({"hidden": [4], "stop": {"epochs": 1}})").toStdString());
        const RunRecord run = train(std::get<Experiment>(std::get<Document>(read)));
        const QByteArray grade = QByteArray::fromStdString(writeRun(run))
                                     .replace("\"guardScale\"", "\"nonsense\": 0, \"guardScale\"");
        for (const QString& key : keysAround(grade))
            QVERIFY2(text.contains('`' + key + '`'), qPrintable(key));
    }
};

GRADEWISE_TEST(TestPages)
#include "test_pages.moc"
