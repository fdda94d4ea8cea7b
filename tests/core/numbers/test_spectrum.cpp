// Spectra of functions that are known: sums of waves, jumps, noise.
#include "core/numbers/radial_spectrum.h"
#include "core/numbers/random.h"
#include "core/numbers/spectrum.h"
#include "tests/test_case.h"

#include <cmath>
#include <complex>
#include <functional>
#include <numbers>

using namespace gradewise;

namespace {

constexpr double turn = 2.0 * std::numbers::pi;

/// On [low, low + length], both ends among the points.
Matrix sampled(const std::function<double(double)>& f, Index intervals, double low, double length) {
    Matrix values(1, intervals + 1);
    for (Index j = 0; j <= intervals; ++j)
        values(0, j) = f(low + length * static_cast<double>(j) / static_cast<double>(intervals));
    return values;
}

Matrix sampledInTwo(const std::function<double(double, double)>& f, Index intervals, double width,
                    double height) {
    const auto n = static_cast<double>(intervals);
    Matrix values(1, (intervals + 1) * (intervals + 1));
    for (Index i = 0; i <= intervals; ++i)
        for (Index j = 0; j <= intervals; ++j)
            values(0, i * (intervals + 1) + j) =
                f(width * static_cast<double>(j) / n, height * static_cast<double>(i) / n);
    return values;
}

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestSpectrum : public QObject {
    Q_OBJECT

private slots:
    void wavesReadTheirAmplitudes_data() {
        QTest::addColumn<int>("intervals");
        QTest::newRow("the window's grid") << 2000;
        QTest::newRow("odd") << 1999;
        QTest::newRow("odd, many factors") << 945;
        QTest::newRow("a prime") << 211;
        QTest::newRow("even, half of it odd") << 1002;
        QTest::newRow("a power of two") << 256;
    }
    void wavesReadTheirAmplitudes() {
        QFETCH(int, intervals);
        // Phases must not matter, nor where the interval lies, nor the mean.
        const double length = 4.0;
        const auto f = [](double x) {
            return 7.0 + 2.0 * std::cos(turn * 0.25 * x + 0.3) + 0.5 * std::sin(turn * 5.0 * x + 1.1) +
                   1e-6 * std::cos(turn * 12.5 * x - 2.0);
        };
        const Spectrum spectrum = spectrumOf(sampled(f, intervals, -1.3, length), length);
        QCOMPARE(spectrum.step, 0.25);
        QCOMPARE(spectrum.amplitude.size(), static_cast<std::size_t>((intervals + 1) / 2));
        QVERIFY(near(spectrum.amplitude[0], 7.0, 1e-13));
        QVERIFY(near(spectrum.amplitude[1], 2.0, 1e-13));
        QVERIFY(near(spectrum.amplitude[2], 1.0, 1e-13)); // half at a neighbour
        QVERIFY(near(spectrum.amplitude[20], 0.5, 1e-13));
        QVERIFY(near(spectrum.amplitude[19], 0.25, 1e-13));
        QVERIFY(near(spectrum.amplitude[50], 1e-6, 1e-13));
        QCOMPARE(spectrum.frequency(50), 12.5);
        for (const std::size_t k : {4U, 10U, 17U, 23U, 47U, 53U, 100U})
            QVERIFY2(spectrum.amplitude[k] < 1e-13, qPrintable(QString::number(spectrum.amplitude[k])));
    }

    void agreesWithTheSumItStandsFor() {
        Random random(3);
        for (const Index intervals : {16, 15, 21}) {
            Matrix values(1, intervals + 1);
            for (Index j = 0; j <= intervals; ++j)
                values(0, j) = random.normal();
            const auto n = static_cast<double>(intervals);
            const double mean = (values.sum() - 0.5 * values(0, 0) - 0.5 * values(0, intervals)) / n;
            const Spectrum spectrum = spectrumOf(values, 1.0);
            for (std::size_t k = 1; k < spectrum.amplitude.size(); ++k) {
                std::complex<double> sum = 0.0;
                for (Index j = 0; j < intervals; ++j) {
                    const double at = turn * static_cast<double>(j) / n;
                    sum += 0.5 * (1.0 - std::cos(at)) * (values(0, j) - mean) *
                           std::polar(1.0, -at * static_cast<double>(k));
                }
                QVERIFY(near(spectrum.amplitude[k], 4.0 / n * std::abs(sum), 1e-14));
            }
        }
    }

    void powerIsKept_data() {
        QTest::addColumn<int>("intervals");
        QTest::newRow("odd") << 1001;
        QTest::newRow("prime") << 499;
    }
    /// Parseval: mean (w (y − mean))² = (Y_0/N)² + Σ A_k²/8; an odd N has no frequency without a twin.
    void powerIsKept() {
        QFETCH(int, intervals);
        Random random(11);
        Matrix values(1, intervals + 1);
        for (Index j = 0; j <= intervals; ++j)
            values(0, j) = random.uniform(-1.0, 2.0);
        const double mean = (values.sum() - 0.5 * values(0, 0) - 0.5 * values(0, intervals)) / intervals;
        double power = 0.0;
        double sum = 0.0;
        for (Index j = 0; j < intervals; ++j) {
            const double weight = 0.5 * (1.0 - std::cos(turn * static_cast<double>(j) / intervals));
            power += std::pow(weight * (values(0, j) - mean), 2) / intervals;
            sum += weight * (values(0, j) - mean) / intervals;
        }
        const Spectrum spectrum = spectrumOf(values, 1.0);
        double spectral = sum * sum;
        for (std::size_t k = 1; k < spectrum.amplitude.size(); ++k)
            spectral += std::pow(spectrum.amplitude[k], 2) / 8.0;
        QVERIFY(near(spectral / power, 1.0, 1e-12));
    }

    void wavesBetweenTwoFrequenciesAreFound_data() {
        QTest::addColumn<double>("waves");
        for (const double waves : {15.9155, 16.0, 16.2, 16.5, 33.49, 100.75})
            QTest::addRow("%g", waves) << waves;
    }
    void wavesBetweenTwoFrequenciesAreFound() {
        QFETCH(double, waves);
        const auto f = [waves](double x) { return 0.3 * std::sin(turn * waves * x + 0.7); };
        const Spectrum spectrum = spectrumOf(sampled(f, 2000, 0.0, 1.0), 1.0);
        const Wave strongest = strongestWave(spectrum).value();
        QVERIFY2(near(strongest.frequency, waves, 2e-3), qPrintable(QString::number(strongest.frequency)));
        QVERIFY2(near(strongest.amplitude, 0.3, 3e-4), qPrintable(QString::number(strongest.amplitude)));
        // As the header says of what is read without looking between.
        const auto nearest = static_cast<std::size_t>(std::lround(waves));
        QVERIFY(spectrum.amplitude[nearest] > 0.84 * 0.3 && spectrum.amplitude[nearest] < 0.3 * 1.001);
    }

    void whatLeaksFallsWithTheCube() {
        // x itself: a step at the ends, which without a window would read 1 / (πk).
        const Spectrum line = spectrumOf(sampled([](double x) { return x; }, 2000, 0.0, 1.0), 1.0);
        for (const std::size_t k : {8U, 16U, 32U, 64U}) {
            const double fall = line.amplitude[k] / line.amplitude[2 * k];
            QVERIFY2(fall > 7.5 && fall < 8.6, qPrintable(QString::number(fall)));
        }
        QVERIFY(line.amplitude[64] < 1e-4);
    }

    void outputsAreTakenTogether() {
        Matrix both(2, 2001);
        both << sampled([](double x) { return 3.0 * std::sin(turn * 5.0 * x); }, 2000, 0.0, 1.0),
            sampled([](double x) { return 4.0 * std::cos(turn * 5.0 * x); }, 2000, 0.0, 1.0);
        QVERIFY(near(spectrumOf(both, 1.0).amplitude[5], 5.0, 1e-12));
    }

    void hasNoStrongestWaveWithoutWaves() {
        QVERIFY(spectrumOf(Matrix::Ones(1, 3), 1.0).amplitude.empty());
        QVERIFY(!strongestWave(spectrumOf(Matrix::Ones(1, 3), 1.0)));
        QVERIFY(!strongestWave(spectrumOf(Matrix::Zero(1, 101), 1.0)));
        Matrix broken = sampled([](double x) { return x; }, 100, 0.0, 1.0);
        broken(0, 50) = std::nan("");
        QVERIFY(!strongestWave(spectrumOf(broken, 1.0)));
    }

    void wavesInThePlaneReadTheirAmplitudes_data() {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("frequency");
        QTest::newRow("square") << 1.0 << 1.0 << 5.0;
        QTest::newRow("wide") << 2.0 << 1.0 << std::hypot(1.5, 4.0);
    }
    void wavesInThePlaneReadTheirAmplitudes() {
        QFETCH(double, width);
        QFETCH(double, height);
        QFETCH(double, frequency);
        const auto f = [&](double x, double y) {
            return 2.0 + 0.7 * std::cos(turn * (3.0 * x / width - 4.0 * y / height) + 0.4) +
                   0.01 * std::sin(turn * 20.0 * y / height);
        };
        const Spectrum spectrum = radialSpectrumOf(sampledInTwo(f, 100, width, height), width, height);
        QCOMPARE(spectrum.step, 1.0);
        QCOMPARE(spectrum.amplitude.size(), std::size_t{50});
        QVERIFY(near(spectrum.amplitude[0], 2.0, 1e-12));
        QVERIFY(near(spectrum.amplitude[static_cast<std::size_t>(std::lround(frequency))], 0.7, 1e-12));
        QVERIFY(near(spectrum.amplitude[20], 0.01, 1e-12));
        QVERIFY(spectrum.amplitude[12] < 1e-12);
        QVERIFY(radialSpectrumOf(Matrix::Ones(1, 9), 1.0, 1.0).amplitude.empty());
    }
};

GRADEWISE_TEST(TestSpectrum)
#include "test_spectrum.moc"
