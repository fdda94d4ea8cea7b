#include "tests/test_case.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/residuals/residuals_panel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>

using namespace gradewise;

namespace {

struct Shown {
    RunModel model;
    Cursor cursor;
    ResidualsPanel panel{&cursor, Theme::lightTheme(), false};

    Shown(std::size_t frozen, std::size_t total, QSize size = {700, 500}) {
        fixture::run(model, frozen, total);
        panel.resize(size);
        panel.chooseView(QStringLiteral("strips")); // also where a waterfall would come by itself
        panel.show();
        panel.showRun(model);
    }
    StripList& list() { return panel.list(); }
    QScrollBar& bar() { return *list().area()->verticalScrollBar(); }
    QWidget& lines() { return *list().area()->widget(); }
    std::vector<std::size_t> grades() {
        std::vector<std::size_t> result;
        for (const ResidualStrip* strip : list().strips())
            result.push_back(strip->content().grade);
        return result;
    }
    /// Where the grade's line or strip is in sight, in the list's own pixels.
    QPoint at(std::size_t grade) { return {6, list().fold().top(grade) + 8}; }
    bool hasWidget(std::size_t grade) {
        const auto shown = grades();
        return std::ranges::find(shown, grade) != shown.end();
    }
    void freezeOneMore() {
        fixture::freezeOneMore(model, 0.3);
        panel.showRun(model);
    }
};

} // namespace

class TestStripList : public QObject {
    Q_OBJECT
private slots:
    void init();
    void eightGradesDoNotFold();
    void endsStayInSight();
    void clickOpensAndFolds();
    void keysOpenAndFold();
    void scrollingShowsTheRightCurves();
    void newGradesAreFollowedUnlessScrolledAway();
    void stripsThatComeBackShowTheNewest();
    void anotherRunUnfolds();
    void scrollingDuringAnotherRunIsHarmless();
    void smallPanelsFold();
    void twoThousandGradesAreCheap();
};

void TestStripList::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

void TestStripList::eightGradesDoNotFold() {
    Shown shown(8, 8);
    QVERIFY(!shown.list().folding());
    QCOMPARE(shown.grades(), (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    Shown more(9, 9);
    QVERIFY(more.list().folding());
}

void TestStripList::endsStayInSight() {
    Shown shown(50, 50);
    for (const int place : {0, shown.bar().maximum() / 2, shown.bar().maximum()}) {
        shown.bar().setValue(place);
        const auto grades = shown.grades();
        QCOMPARE(grades.front(), std::size_t{0});
        QCOMPARE(grades.back(), std::size_t{50});
        for (ResidualStrip* end : {shown.list().strips().front(), shown.list().strips().back()}) {
            QCOMPARE(end->visibleRegion().boundingRect().size(), end->size());
            QVERIFY(end->height() >= 30);
        }
        // All curves lie one above the other.
        for (ResidualStrip* strip : shown.list().strips()) {
            const QPoint left = strip->view()->mapTo(&shown.panel, QPoint());
            QCOMPARE(left.x(), shown.list().strips().front()->view()->mapTo(&shown.panel, QPoint()).x());
            QCOMPARE(strip->view()->width(), shown.list().strips().front()->view()->width());
        }
    }
    QVERIFY(shown.grades().size() > 2); // the last ones are open by themselves
    QVERIFY(shown.list().strips().back()->view()->xAxis().labels);
    QVERIFY(!shown.list().strips().front()->view()->xAxis().labels);
}

void TestStripList::clickOpensAndFolds() {
    Shown shown(50, 50);
    shown.bar().setValue(0);
    QVERIFY(!shown.hasWidget(3));
    QTest::mouseClick(&shown.lines(), Qt::LeftButton, {}, shown.at(3) + QPoint(200, 0));
    QVERIFY(shown.hasWidget(3));
    ResidualStrip* const strip = shown.list().strips()[1];
    QCOMPARE(strip->content().grade, std::size_t{3});
    QCOMPARE(strip->y(), shown.list().fold().top(3));
    QCOMPARE(strip->content().curves.front().y[700], shown.model.residual(3)(0, 700));
    QCOMPARE(strip->content().ghost.y[700], shown.model.residual(2)(0, 700));
    QVERIFY(strip->view()->yBounds().high < 4.0 * strip->content().sup); // on its own scale
    QTest::mouseClick(&shown.lines(), Qt::LeftButton, {}, shown.at(3));
    QVERIFY(!shown.hasWidget(3));
    QTest::mouseClick(&shown.lines(), Qt::RightButton, {}, shown.at(4));
    QVERIFY(!shown.hasWidget(4));
}

void TestStripList::keysOpenAndFold() {
    Shown shown(50, 50);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
    QWidget& lines = shown.lines();
    QVERIFY(lines.focusPolicy() & Qt::TabFocus);
    QTest::keyClick(&lines, Qt::Key_Home);
    QCOMPARE(shown.bar().value(), 0);
    QTest::keyClick(&lines, Qt::Key_Down);
    QVERIFY(lines.accessibleDescription().startsWith(QStringLiteral("r₂, max ")));
    QTest::keyClick(&lines, Qt::Key_Return);
    QVERIFY(shown.hasWidget(2));
    QVERIFY(lines.accessibleDescription().endsWith(QStringLiteral("open")));
    QTest::keyClick(&lines, Qt::Key_Right); // it is open already
    QVERIFY(shown.hasWidget(2));
    QTest::keyClick(&lines, Qt::Key_Left);
    QVERIFY(!shown.hasWidget(2));
    QTest::keyClick(&lines, Qt::Key_End);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    QTest::keyClick(&lines, Qt::Key_Down); // there is none below
    QVERIFY(lines.accessibleDescription().startsWith(QStringLiteral("r₄₉, ")));
}

void TestStripList::scrollingShowsTheRightCurves() {
    Shown shown(60, 60);
    for (std::size_t grade = 1; grade < 60; grade += 2)
        shown.list().fold().toggle(grade);
    shown.panel.showRun(shown.model);
    std::set<std::size_t> seen;
    for (int y = 0; y <= shown.bar().maximum(); y += 90) {
        shown.bar().setValue(y);
        QVERIFY(shown.list().strips().size() < 12);
        for (std::size_t i = 1; i + 1 < shown.list().strips().size(); ++i) {
            ResidualStrip* const strip = shown.list().strips()[i];
            const std::size_t grade = strip->content().grade;
            seen.insert(grade);
            QCOMPARE(strip->y(), shown.list().fold().top(grade));
            QCOMPARE(strip->content().curves.front().y[321], shown.model.residual(grade)(0, 321));
            if (grade < 30) // later the residual is exactly zero
                QVERIFY(strip->view()->yBounds().high < 4.0 * strip->content().sup);
        }
    }
    for (std::size_t grade = 1; grade < 60; grade += 2)
        QCOMPARE(seen.contains(grade), shown.list().fold().isOpen(grade));
}

void TestStripList::newGradesAreFollowedUnlessScrolledAway() {
    Shown shown(40, 60);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    const int before = shown.bar().maximum();
    shown.freezeOneMore();
    QVERIFY(shown.bar().maximum() > 0);
    QVERIFY(shown.bar().maximum() >= before);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    QCOMPARE(shown.grades().back(), shown.model.gradesWithCurve());
    QVERIFY(shown.hasWidget(shown.model.gradesWithCurve() - 1));
    shown.bar().setValue(50);
    shown.freezeOneMore();
    QCOMPARE(shown.bar().value(), 50);
    QCOMPARE(shown.grades().back(), shown.model.gradesWithCurve());
    shown.panel.followData();
    shown.panel.showRun(shown.model);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
}

void TestStripList::stripsThatComeBackShowTheNewest() {
    Shown shown(20, 60);
    shown.panel.chooseView(QStringLiteral("waterfall"));
    shown.panel.showRun(shown.model);
    while (shown.model.gradesWithCurve() < 60)
        shown.freezeOneMore();
    shown.panel.chooseView(QStringLiteral("strips"));
    shown.panel.showRun(shown.model);
    QApplication::processEvents(); // they get their room back
    QVERIFY(shown.bar().maximum() > 0);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    QVERIFY(shown.hasWidget(59));
}

void TestStripList::anotherRunUnfolds() {
    Shown shown(20, 20);
    QVERIFY(shown.list().folding());
    fixture::run(shown.model, 2, 4, 1, 1, 9);
    shown.panel.followData();
    shown.panel.showRun(shown.model);
    QVERIFY(!shown.list().folding());
    QCOMPARE(shown.grades(), (std::vector<std::size_t>{0, 1, 2, 3}));
    for (const ResidualStrip* strip : shown.list().strips())
        QVERIFY(strip->parentWidget() == &shown.lines());
    fixture::run(shown.model, 2, 4, 2, 1, 10); // two variables
    shown.panel.showRun(shown.model);
    QCOMPARE(shown.panel.strips(), std::size_t{0});
    fixture::run(shown.model, 15, 15, 1, 1, 11);
    shown.panel.showRun(shown.model);
    QVERIFY(shown.list().folding());
    QCOMPARE(shown.grades().back(), std::size_t{15});
}

void TestStripList::scrollingDuringAnotherRunIsHarmless() {
    Shown shown(50, 50);
    shown.model.begin(7, fixture::config(3), fixture::target()); // and no frame has been drawn yet
    shown.panel.followData();
    shown.bar().setValue(10);
    shown.bar().setValue(0);
    QTest::mouseClick(&shown.lines(), Qt::LeftButton, {}, shown.at(3));
    shown.panel.resize(500, 300);
    QImage image(shown.panel.size(), QImage::Format_RGB32);
    shown.panel.render(&image);
    shown.panel.showRun(shown.model);
    QCOMPARE(shown.grades(), (std::vector<std::size_t>{0}));
    auto gone = std::make_unique<RunModel>();
    fixture::run(*gone, 50, 50);
    shown.panel.showRun(*gone);
    gone.reset();
    shown.bar().setValue(10);
    shown.panel.render(&image);
}

void TestStripList::smallPanelsFold() {
    Shown shown(30, 30);
    for (const QSize size : {QSize(300, 140), QSize(90, 60), QSize(620, 395), QSize(1600, 1200)}) {
        shown.panel.resize(size);
        shown.panel.showRun(shown.model);
        QImage image(size, QImage::Format_RGB32);
        shown.panel.render(&image);
        const auto& strips = shown.list().strips();
        QVERIFY(strips.front()->geometry().bottom() < strips.back()->geometry().top());
        QVERIFY(shown.list().area()->height() >= 10);
        if (size.height() > 300) {
            QVERIFY(strips.back()->geometry().bottom() < shown.list().height());
            QVERIFY(shown.list().area()->height() > 3 * 16);
        }
    }
}

void TestStripList::twoThousandGradesAreCheap() {
    Shown shown(1900, 2000, {836, 540});
    QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
    QVERIFY2(shown.panel.findChildren<CurveView*>().size() < 12, "only what is in sight may have a plot");
    QElapsedTimer timer;
    std::vector<qint64> costs;
    for (int frame = 0; frame < 30; ++frame) {
        timer.start();
        shown.freezeOneMore();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        costs.push_back(timer.elapsed());
    }
    std::ranges::sort(costs);
    qInfo() << "a frame of 1900 grades: median" << costs[15] << "ms, slowest" << costs.back() << "ms";
    QVERIFY2(costs[15] < 60, qPrintable(QString::number(costs[15]))); // a widget a grade took over 200 ms
    QVERIFY(shown.panel.findChildren<CurveView*>().size() < 12);
}

GRADEWISE_TEST(TestStripList)
#include "test_strip_list.moc"
