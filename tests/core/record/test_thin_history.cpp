// Long histories become short ones that have the same extremes.
#include "core/record/csv.h"
#include "core/record/json.h"
#include "core/record/thin_history.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace gradewise;

namespace {

/// A run of that many epochs a grade, with spikes.
std::vector<HistoryPoint> longHistory(const std::vector<Index>& epochs, bool validated = true) {
    std::vector<HistoryPoint> history;
    std::mt19937 engine(3); // NOLINT: the same each time
    for (std::size_t grade = 0; grade < epochs.size(); ++grade)
        for (Index epoch = 1; epoch <= epochs[grade]; ++epoch) {
            HistoryPoint point;
            point.grade = static_cast<Index>(grade);
            point.epoch = epoch;
            point.seconds = 1e-3 * static_cast<double>(history.size());
            point.trainRelativeL2 = 1.0 + 1e-9 * static_cast<double>(engine());
            point.validationRelativeL2 =
                validated ? 2.0 + 1e-9 * static_cast<double>(engine()) : std::nan("");
            point.rate = 0.1;
            history.push_back(point);
        }
    return history;
}

bool isSame(const HistoryPoint& a, const HistoryPoint& b) {
    return a.grade == b.grade && a.epoch == b.epoch && a.trainRelativeL2 == b.trainRelativeL2;
}

} // namespace

class TestThinHistory : public QObject {
    Q_OBJECT

private slots:
    void shortOnesStayAsTheyAre() {
        const auto history = longHistory({50, 50});
        const auto kept = thinned(history, 100);
        QVERIFY(std::ranges::equal(kept, history, isSame));
    }

    void keepsWhatStandsOut() {
        for (const bool validated : {true, false}) {
            const auto history = longHistory({100'000, 3, 20'000, 1}, validated);
            const auto kept = thinned(history, 1000);
            QVERIFY(kept.size() <= 1000);
            QVERIFY(kept.size() >= 500);
            QVERIFY(std::ranges::is_sorted(
                kept, {}, [](const HistoryPoint& point) { return std::pair(point.grade, point.epoch); }));
            for (Index grade = 0; grade < 4; ++grade) {
                const auto all = std::ranges::equal_range(history, grade, {}, &HistoryPoint::grade);
                const auto some = std::ranges::equal_range(kept, grade, {}, &HistoryPoint::grade);
                QVERIFY(isSame(all.front(), some.front()));
                QVERIFY(isSame(all.back(), some.back()));
                for (const auto value :
                     {&HistoryPoint::trainRelativeL2, &HistoryPoint::validationRelativeL2}) {
                    if (value == &HistoryPoint::validationRelativeL2 && !validated)
                        continue;
                    QCOMPARE(std::ranges::min(some, {}, value).epoch, std::ranges::min(all, {}, value).epoch);
                    QCOMPARE(std::ranges::max(some, {}, value).epoch, std::ranges::max(all, {}, value).epoch);
                }
            }
            QVERIFY(std::ranges::equal(thinned(kept, 1000), kept, isSame));
        }
    }

    void manyGradesStillHaveTheirEnds() {
        const auto kept = thinned(longHistory(std::vector<Index>(400, 100)), 1000);
        QVERIFY(kept.size() <= 1000);
        QCOMPARE(std::ranges::count(kept, Index{100}, &HistoryPoint::epoch), std::ptrdiff_t{400});
    }

    void whatIsWrittenCanBeRead() {
        ExperimentConfig config;
        config.samples.train.count = 8;
        config.samples.validation.count = 0;
        config.samples.test.count = 0;
        config.grades = {GradeConfig{}};
        config.grades.front().hidden = {2};
        RunControl control;
        RunObserver observer;
        RunRecord record = train(config, control, observer);
        record.history = longHistory({1'000'000});
        const std::string text = writeRun(record);
        QVERIFY2(text.size() < 30'000'000, std::to_string(text.size()).c_str());
        auto read = readDocument(text);
        if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
            QFAIL(describe(*issues).c_str());
        const RunRecord back = std::get<RunRecord>(std::get<Document>(std::move(read)));
        QCOMPARE(back.epochsMeasured, std::optional<Index>(1'000'000));
        QVERIFY(std::ranges::equal(back.history, thinned(record.history), isSame));
        QCOMPARE(writeRun(back), text); // once more changes nothing
        const std::string csv = historyCsv(record);
        QCOMPARE(static_cast<std::size_t>(std::ranges::count(csv, '\n')), back.history.size() + 1);
    }
};

GRADEWISE_TEST(TestThinHistory)
#include "test_thin_history.moc"
