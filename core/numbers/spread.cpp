#include "core/numbers/spread.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace gradewise {

Spread spreadOf(std::vector<double> numbers) {
    for (double& number : numbers)
        if (std::isnan(number))
            number = std::numeric_limits<double>::infinity();
    std::ranges::sort(numbers);
    const std::size_t half = numbers.size() / 2;
    const double median = numbers.size() % 2 == 1 ? numbers[half] : 0.5 * (numbers[half - 1] + numbers[half]);
    return {median, numbers.front(), numbers.back()};
}

} // namespace gradewise
