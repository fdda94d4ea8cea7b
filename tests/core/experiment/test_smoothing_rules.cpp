// The rules of smoothed grades: one row a rule, with the place that must be named.
#include "core/configuration/config.h"
#include "tests/core/experiment/rule_rows.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <limits>

using namespace gradewise;

namespace {

const std::vector<RuleRow>& smoothingRows() {
    constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    static const std::vector<RuleRow> all = {
        {"smoothing", "",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.004}, {}};
         }},
        {"smoothing with nodes", "",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.1}, Index{21}};
         }},
        {"smoothing by nothing", "grades[1].smoothing.sigma",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.0}, {}};
         }},
        {"smoothing by not a number", "grades[1].smoothing.sigma",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{notANumber}, {}};
         }},
        {"smoothing wider than the interval", "grades[1].smoothing.sigma",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{1e3}, {}};
         }},
        {"smoothing without a sigma", "grades[1].smoothing.sigma",
         [](auto& c) { c.grades[1].smoothing = SmoothingConfig{}; }},
        {"a sigma for a variable that is not there", "grades[1].smoothing.sigma",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.1, 0.1}, {}};
         }},
        {"a sigma one a variable", "",
         [](auto& c) {
             c.target = {TargetConfig::Kind::Formula, "", {"x*y"}, {}, {{0, 1}, {0, 2}}};
             c.grades[1].smoothing = SmoothingConfig{{0.1, 0.2}, {}};
         }},
        {"nodes that are not 4 I + 1", "grades[1].smoothing.nodes",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.1}, Index{100}};
         }},
        {"a sigma that the nodes do not resolve", "grades[1].smoothing.nodes",
         [](auto& c) {
             c.grades[1].smoothing = SmoothingConfig{{0.0099}, Index{201}};
         }},
        {"the least sigma that they resolve", "",
         [](auto& c) {
             c.target = {TargetConfig::Kind::Formula, "", {"x"}, {}, {{0, 1}}};
             c.grades[1].smoothing = SmoothingConfig{{0.01}, Index{201}};
         }},
        {"smoothing that needs too many nodes", "grades[0].smoothing.sigma",
         [](auto& c) {
             c.grades[0].smoothing = SmoothingConfig{{1e-5}, {}};
             c.grades[0].repeat = 400;
         }},
        {"smoothing of a built grade", "grades[0].smoothing.sigma",
         [](auto& c) {
             c.grades.resize(1);
             setSolver(c.grades[0], solverOf(ConstructiveOptions{}), 1);
             c.grades[0].smoothing = SmoothingConfig{{0.1}, {}};
         }},
        {"smoothing of a proved grade", "grades[0].smoothing.sigma",
         [](auto& c) {
             setSolver(c.grades[0], solverOf(ConvexOptions{}), 1);
             c.grades[0].smoothing = SmoothingConfig{{0.1}, {}};
         }},
        {"smoothing of a balanced read-out", "grades[0].smoothing.sigma",
         [](auto& c) {
             c.grades[0].readOut = ReadOutRule::Balanced;
             c.grades[0].smoothing = SmoothingConfig{{0.1}, {}};
         }},
        {"smoothing before a joint read-out", "grades[0].smoothing.sigma",
         [](auto& c) {
             c.polish = true;
             c.grades[0].smoothing = SmoothingConfig{{0.1}, {}};
         }},
    };
    return all;
}

} // namespace

class TestSmoothingRules : public QObject {
    Q_OBJECT

private slots:
    void rule_data() { addRules(smoothingRows()); }
    void rule() {
        QFETCH(int, row);
        checkRule(smoothingRows().at(static_cast<std::size_t>(row)));
    }
};

GRADEWISE_TEST(TestSmoothingRules)
#include "test_smoothing_rules.moc"
