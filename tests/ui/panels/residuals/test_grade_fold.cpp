#include "tests/test_case.h"
#include "ui/panels/residuals/grade_fold.h"

#include <QElapsedTimer>

#include <random>

using namespace gradewise;

namespace {

/// The same list, written down grade by grade.
struct Plain {
    int line;
    int strip;
    std::size_t first;
    std::size_t last;
    std::size_t openAtEnd;
    std::set<std::size_t> opened;
    std::set<std::size_t> folded;

    bool open(std::size_t grade) const {
        return opened.contains(grade) || (grade + openAtEnd > last && !folded.contains(grade));
    }
    int top(std::size_t grade) const {
        int y = 0;
        for (std::size_t each = first; each < grade; ++each)
            y += open(each) ? strip : line;
        return y;
    }
};

} // namespace

class TestGradeFold : public QObject {
    Q_OBJECT
private slots:
    void isTheListWrittenDown();
    void userDecides();
    void emptyAndSingle();
    void thousandsCostNothing();
};

void TestGradeFold::isTheListWrittenDown() {
    std::mt19937 random(7);
    for (int trial = 0; trial < 300; ++trial) {
        const std::size_t last = 1 + random() % 40;
        Plain plain{10 + static_cast<int>(random() % 9), 60, 1, last, random() % 6, {}, {}};
        GradeFold fold;
        fold.setHeights(plain.line, plain.strip);
        fold.setGrades(1, last);
        fold.setOpenAtEnd(plain.openAtEnd);
        for (int toggles = static_cast<int>(random() % 12); toggles > 0; --toggles) {
            const std::size_t grade = 1 + random() % last;
            const bool wasOpen = plain.open(grade);
            plain.opened.erase(grade);
            plain.folded.erase(grade);
            (wasOpen ? plain.folded : plain.opened).insert(grade);
            fold.toggle(grade);
        }
        // The run goes on: what the user chose stays.
        plain.last = last + random() % 20;
        fold.setGrades(1, plain.last);
        int y = 0;
        for (std::size_t grade = 1; grade <= plain.last; ++grade) {
            QCOMPARE(fold.isOpen(grade), plain.open(grade));
            QCOMPARE(fold.top(grade), plain.top(grade));
            const int height = plain.open(grade) ? plain.strip : plain.line;
            QCOMPARE(fold.gradeAt(y), grade);
            QCOMPARE(fold.gradeAt(y + height - 1), grade);
            y += height;
        }
        QCOMPARE(fold.totalHeight(), y);
        const int from = static_cast<int>(random() % static_cast<unsigned>(y));
        const int to = from + static_cast<int>(random() % 200);
        std::vector<std::size_t> expected;
        for (std::size_t grade = 1; grade <= plain.last; ++grade)
            if (plain.open(grade) && plain.top(grade) < to && plain.top(grade) + plain.strip > from)
                expected.push_back(grade);
        if (from == to)
            expected.clear();
        QCOMPARE(fold.openBetween(from, to), expected);
    }
}

void TestGradeFold::userDecides() {
    GradeFold fold;
    fold.setGrades(1, 20);
    fold.setOpenAtEnd(3);
    fold.toggle(19);
    QVERIFY(!fold.isOpen(19));
    fold.toggle(2);
    fold.setGrades(1, 21); // 18 folds by itself now
    QVERIFY(fold.isOpen(2) && !fold.isOpen(18) && !fold.isOpen(19) && fold.isOpen(20) && fold.isOpen(21));
    fold.toggle(21); // and again: an explicit wish, which stays when it is no longer among the last
    fold.toggle(21);
    fold.setGrades(1, 30);
    QVERIFY(fold.isOpen(21) && !fold.isOpen(20));
    fold.forgetChoices();
    QVERIFY(!fold.isOpen(2) && !fold.isOpen(21) && fold.isOpen(29));
}

void TestGradeFold::emptyAndSingle() {
    GradeFold fold;
    QVERIFY(fold.empty());
    QCOMPARE(fold.totalHeight(), 0);
    QVERIFY(fold.openBetween(0, 100).empty());
    fold.setGrades(1, 1);
    fold.setHeights(20, 70);
    QCOMPARE(fold.totalHeight(), 20);
    QCOMPARE(fold.gradeAt(-5), std::size_t{1});
    QCOMPARE(fold.gradeAt(500), std::size_t{1});
    fold.setOpenAtEnd(9);
    QCOMPARE(fold.totalHeight(), 70);
}

void TestGradeFold::thousandsCostNothing() {
    GradeFold fold;
    fold.setGrades(1, 2000);
    fold.setOpenAtEnd(3);
    for (std::size_t grade = 1; grade < 2000; grade += 50)
        fold.toggle(grade);
    QElapsedTimer timer;
    timer.start();
    std::size_t sum = 0;
    for (int frame = 0; frame < 1000; ++frame)
        sum += fold.openBetween(37 * frame, 37 * frame + 400).size();
    QVERIFY(sum > 0);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

GRADEWISE_TEST(TestGradeFold)
#include "test_grade_fold.moc"
