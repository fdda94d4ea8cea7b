// Numbers as people type and read them in the form: decimal point or comma, "1e-3", "2*pi", spaces between
// groups of digits. What is shown reads back to exactly the same number.
#pragma once

#include "core/numbers/matrix.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace gradewise {

/// A finite number, or a constant expression such as "2*pi"; nothing when it cannot be read.
std::optional<double> readNumber(const QString& text);
/// A whole number without fraction; "1e6" counts.
std::optional<Index> readWhole(const QString& text);
/// 0 … 2^64 - 1.
std::optional<std::uint64_t> readSeed(const QString& text);
/// "64, 64", "64 64", "64x64"; nothing when one part is not a whole number or there is none.
std::optional<std::vector<Index>> readWidths(const QString& text);

/// The shortest text that reads back to the same number, with the decimal mark of the language.
QString numberText(double value);
QString widthsText(const std::vector<Index>& widths);
/// Two digits: "5.1e-2"; an em dash for what is not finite.
QString errorText(double value);

} // namespace gradewise
