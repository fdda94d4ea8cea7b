#include "ui/panels/spectrum/spectrum_words.h"

#include "ui/charts/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("gradewise::SpectrumWords", text);
}

QString frequencyText(double frequency) {
    // Three digits, and no zeros that say nothing.
    return readingNumber(QString::number(frequency, 'g', 3).toDouble());
}

/// A share of "the target" or of "it"; below a hundredth of a percent the number itself reads better.
QString percent(double share, int digits = 2) {
    if (share > 0.0 && share < 1e-4)
        return compactNumber(share, digits);
    return compactNumber(100.0 * share, digits) + QStringLiteral("\u00a0%"); // no line begins with a sign
}

/// The strictest of a few shares that the lowest frequencies have come down to.
struct Learnt {
    double upTo = 0.0;
    double share = 0.0;
};
std::optional<Learnt> learntOf(const std::vector<SpectralBand>& bands) {
    for (const double share : {0.01, 0.1, 0.5})
        if (const auto upTo = learntUpTo(bands, share))
            return Learnt{*upTo, share};
    return std::nullopt;
}

QString orderText(const std::vector<SpectralBand>& bands) {
    const auto halves = halvesOf(bands);
    if (halves && halves->lowLeft < 0.5 * halves->highLeft)
        return tr("Low frequencies first. ");
    if (halves && halves->highLeft < 0.5 * halves->lowLeft)
        return tr("High frequencies first. ");
    return {};
}

} // namespace

QString learntText(const std::vector<SpectralBand>& bands) {
    if (bands.empty())
        return tr("The target is constant: it has no waves.");
    if (std::ranges::any_of(bands, [](const SpectralBand& band) { return !std::isfinite(band.left); }))
        return tr("The residual is not finite: there is nothing to compare.");
    const auto learnt = learntOf(bands);
    const auto from = unlearntFrom(bands);
    if (from && *from == bands.front().frequency)
        return tr("Nothing is learnt yet: at every frequency %1 of the target or more is left.")
            .arg(percent(unlearnt));
    const QString least = learnt ? percent(learnt->share, 1) : QString();
    if (learnt && learnt->upTo == bands.back().frequency)
        return tr("At all frequencies of the target, up to %1, at most %2 of it is left.")
            .arg(frequencyText(learnt->upTo),
                 percent(std::ranges::max_element(bands, {}, &SpectralBand::left)->left));
    const QString order = orderText(bands);
    if (learnt && from)
        return order +
               tr("Up to frequency %1 less than %2 of the target is left, from %3 on nothing is learnt "
                  "yet.")
                   .arg(frequencyText(learnt->upTo), least, frequencyText(*from));
    if (learnt)
        return order + tr("Up to frequency %1 less than %2 of the target is left, at %3 it is %4.")
                           .arg(frequencyText(learnt->upTo), least, frequencyText(bands.back().frequency),
                                percent(bands.back().left));
    return order + tr("At the lowest frequency, %1, %2 of the target is left, at the highest, %3, %4.")
                       .arg(frequencyText(bands.front().frequency), percent(bands.front().left),
                            frequencyText(bands.back().frequency), percent(bands.back().left));
}

QString halvesText(const std::vector<SpectralBand>& bands) {
    const auto halves = halvesOf(bands);
    if (!halves)
        return {};
    return tr("Of the lower half of the target's power, up to frequency %1, the residual has %2 in L², of "
              "the upper half %3.")
        .arg(frequencyText(halves->border), percent(halves->lowLeft), percent(halves->highLeft));
}

QString targetText(const Spectrum& target) {
    const auto strongest = strongestWave(target);
    if (!strongest)
        return learntText({});
    return tr("The target's strongest wave is %1 at frequency %2; above %3 no wave has %4 of it.")
        .arg(compactNumber(strongest->amplitude, 3), compactNumber(strongest->frequency, 3),
             frequencyText(bandsOf(target, target).back().frequency), percent(faintest, 1));
}

QString residualText(const Spectrum& residual) {
    const auto strongest = strongestWave(residual);
    if (!strongest)
        return {};
    return tr("The strongest wave of the residual is %1 at frequency %2, and its mean is %3.")
        .arg(compactNumber(strongest->amplitude, 3), compactNumber(strongest->frequency, 3),
             compactNumber(residual.amplitude.front(), 3));
}

} // namespace gradewise
