// Broken lines as networks of ramps: what they pay, and the bound that each of them gives.
#include "core/numbers/random.h"
#include "core/onevariable/knot_fit.h"
#include "core/onevariable/ramp_network.h"
#include "tests/core/solver/noisy_sine.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;
using namespace gradewise::weightdecay;

namespace {

BrokenLine randomLine(Random& random, double slope, int kinks) {
    BrokenLine line{random.normal(), slope, {}};
    for (int i = 1; i <= kinks; ++i)
        line.kinks.push_back({static_cast<double>(i) / (kinks + 1.0), random.normal()});
    return line;
}

} // namespace

class TestRampNetwork : public QObject {
    Q_OBJECT

private slots:
    void networksPayThePathNormAndEqualTheLine() {
        Random random(2);
        const Vector x = Vector::LinSpaced(301, 0.0, 1.0);
        for (int i = 0; i < 60; ++i) {
            const BrokenLine line = randomLine(random, (i % 3 - 1) * 2.0 * random.normal(), i % 7);
            const RampNetwork network = networkOf(line);
            Vector sum = Vector::Constant(x.size(), network.constant);
            double paid = 0.0;
            for (const RampNeuron& neuron : network.neurons) {
                sum.array() +=
                    neuron.coefficient * (neuron.direction * (x.array() - neuron.position)).max(0.0);
                paid += std::abs(neuron.coefficient);
            }
            QVERIFY((sum - values(line, x)).cwiseAbs().maxCoeff() < 1e-11);
            QVERIFY(std::abs(paid - pathNorm(line)) < 1e-11);
            QVERIFY(network.neurons.size() <= line.kinks.size() + 1);
        }
    }

    void mergedKinksKeepSamplesAndPrice() {
        const Cloud samples = noisy(40);
        const RampProblem problem = rampProblem(samples.x.row(0), samples.y.row(0), 1e-7);
        const BrokenLine line = interpolate(problem.x, problem.y);
        const BrokenLine merged = withFewerKinks(problem, line);
        QVERIFY(merged.kinks.size() < line.kinks.size());
        QVERIFY((values(merged, problem.x) - problem.y).cwiseAbs().maxCoeff() < 1e-10);
        QVERIFY(std::abs(pathNorm(merged) - pathNorm(line)) < 1e-12 * pathNorm(line));
    }

    void everyLineBoundsTheMinimumFromBelow() {
        const Cloud samples = noisy(60);
        const RampProblem problem = rampProblem(samples.x.row(0), samples.y.row(0), beta);
        const double unit = problem.scale * problem.scale;
        const double least = solve(samples).certificate->objective / unit;
        const auto positions = (samples.x.array() - problem.origin) / problem.length;
        Random random(4);
        for (int i = 0; i < 50; ++i) {
            BrokenLine line = randomLine(random, random.normal(), i % 6);
            const RampBound found = bound(problem, line);
            QVERIFY(found.objective >= least * (1.0 - 1e-9));
            QVERIFY(found.objective - found.gap <= least * (1.0 + 1e-9));
            Matrix outputs = samples.x;
            for (Index j = 0; j < outputs.cols(); ++j)
                outputs(0, j) = problem.scale * values(line, Vector::Constant(1, positions(0, j)))(0);
            const double below = dualBoundOf(outputs, samples, beta) / unit;
            QVERIFY(std::abs(found.objective - found.gap - below) < 1e-10 * found.objective);
        }
    }
};

GRADEWISE_TEST(TestRampNetwork)
#include "test_ramp_network.moc"
