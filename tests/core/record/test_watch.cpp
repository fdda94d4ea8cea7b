// Long files tell how far they are, and are given up in their middle.
#include "core/record/json.h"
#include "tests/core/record/large_run.h"
#include "tests/test_case.h"

#include <algorithm>

using namespace gradewise;

class TestWatch : public QObject {
    Q_OBJECT

private slots:
    void tellsHowFarAndChangesNothing() {
        const RunRecord record = largeRun(20, 20'000);
        std::vector<double> written;
        const std::string text = writeRun(record, [&](double share) { written.push_back(share); });
        QVERIFY(text == writeRun(record));
        std::vector<double> read;
        const auto document = readDocument(text, [&](double share) { read.push_back(share); });
        QVERIFY(std::holds_alternative<Document>(document));
        QVERIFY(writeRun(std::get<RunRecord>(std::get<Document>(document))) == text);
        for (const auto& shares : {written, read}) {
            QVERIFY(shares.size() > 10);
            QVERIFY(std::is_sorted(shares.begin(), shares.end()));
            QVERIFY(shares.front() >= 0.0 && shares.back() <= 1.0);
        }
    }

    void isGivenUpInTheMiddle() {
        const RunRecord record = largeRun(20, 20'000);
        const std::string text = writeRun(record);
        int calls = 0;
        const auto third = [&calls](double) {
            if (++calls == 3)
                throw GivenUp();
        };
        QVERIFY_THROWS_EXCEPTION(GivenUp, writeRun(record, third));
        QCOMPARE(calls, 3);
        calls = 0;
        QVERIFY_THROWS_EXCEPTION(GivenUp, readDocument(text, third));
        QCOMPARE(calls, 3);
    }
};

GRADEWISE_TEST(TestWatch)
#include "test_watch.moc"
