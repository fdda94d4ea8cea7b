// What is left of a target by frequency, where it is known.
#include "core/numbers/spectrum_progress.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

/// Amplitudes at some frequencies out of 200, 0 elsewhere; step 0.5.
Spectrum lines(std::initializer_list<std::pair<std::size_t, double>> waves) {
    Spectrum spectrum{0.5, std::vector<double>(200, 0.0)};
    for (const auto& [k, amplitude] : waves)
        spectrum.amplitude[k] = amplitude;
    return spectrum;
}

const Spectrum target = lines({{0, 9.0}, {2, 1.0}, {12, 0.5}, {40, 0.5}, {90, 0.005}});

} // namespace

class TestSpectrumProgress : public QObject {
    Q_OBJECT

private slots:
    void bandsAreWhereTheTargetIs() {
        const auto bands = bandsOf(target, lines({{0, 5.0}, {2, 0.1}, {13, 0.25}, {40, 0.6}, {90, 3.0}}));
        QCOMPARE(bands.size(), std::size_t{3}); // the last is too faint, the mean is no wave
        QCOMPARE(bands[0].frequency, 1.0);
        QCOMPARE(bands[0].left, 0.1);
        QCOMPARE(bands[1].frequency, 6.0);
        QCOMPARE(bands[1].target, 0.5);
        QCOMPARE(bands[1].left, 0.5); // a third of an octave wide
        QCOMPARE(bands[2].frequency, 20.0);
        QCOMPARE(bands[2].left, 1.2);
        const Spectrum close = lines({{11, 1.0}, {13, 1.0}, {14, 1.0}});
        QCOMPARE(bandsOf(close, close).size(), std::size_t{2});
        // A wave of a spectrum has two neighbours of half its size: they belong to it.
        const Spectrum wave = lines({{3, 0.5}, {4, 1.0}, {5, 0.5}, {29, 0.5}, {30, 1.0}, {31, 0.5}});
        const auto whole = bandsOf(wave, wave);
        QCOMPARE(whole.size(), std::size_t{2});
        QCOMPARE(whole[0].frequency, 2.0);
        QCOMPARE(whole[1].target, std::sqrt(1.5));
        QVERIFY(bandsOf(lines({}), lines({{3, 1.0}})).empty());
        QVERIFY(bandsOf({1.0, {}}, {1.0, {}}).empty());
    }

    void learntIsALeadingRunAndUnlearntATrailingOne() {
        std::vector<SpectralBand> bands{
            {1, 1, 0.001}, {6, 1, 0.009}, {20, 1, 0.3}, {30, 1, 0.95}, {40, 1, 1.2}};
        QCOMPARE(learntUpTo(bands, 0.01), std::optional(6.0));
        QCOMPARE(learntUpTo(bands, 0.5), std::optional(20.0));
        QCOMPARE(learntUpTo(bands, 1e-4), std::nullopt);
        QCOMPARE(learntUpTo(bands, 2.0), std::optional(40.0));
        QCOMPARE(unlearntFrom(bands), std::optional(30.0));
        bands[0].left = 1.0; // learnt later, but not first
        QCOMPARE(learntUpTo(bands, 0.5), std::nullopt);
        bands[4].left = 0.1;
        QCOMPARE(unlearntFrom(bands), std::nullopt);
        for (SpectralBand& band : bands)
            band.left = 1.0;
        QCOMPARE(unlearntFrom(bands), std::optional(1.0));
        QCOMPARE(learntUpTo({}, 1.0), std::nullopt);
        QCOMPARE(unlearntFrom({}), std::nullopt);
    }

    void halvesHaveEqualPowerAsNearlyAsTheyCan() {
        const auto halves = halvesOf({{1, 3, 0.0}, {2, 4, 0.5}, {4, 5, 0.8}});
        QCOMPARE(halves->border, 2.0); // 9 + 16 = 25
        QCOMPARE(halves->lowLeft, std::sqrt(4.0 / 25.0));
        QCOMPARE(halves->highLeft, 0.8);
        QCOMPARE(halvesOf({{1, 10, 0.1}, {6, 1, 0.2}})->border, 1.0); // neither half is empty
        QCOMPARE(halvesOf({{1, 1, 0.1}, {6, 10, 0.2}})->border, 1.0);
        QVERIFY(!halvesOf({{1, 1, 0.1}}));
        QVERIFY(!halvesOf({}));
    }

    void nothingIsHiddenWhereTheResidualIsNoNumber() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto bands = bandsOf(target, lines({{2, nan}, {12, nan}, {40, nan}}));
        QCOMPARE(learntUpTo(bands, 0.5), std::nullopt);
        QCOMPARE(unlearntFrom(bands), std::nullopt);
    }
};

GRADEWISE_TEST(TestSpectrumProgress)
#include "test_spectrum_progress.moc"
