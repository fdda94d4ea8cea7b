#include "core/numbers/large_pages.h"

#include <cstdint>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace gradewise {

namespace {

/// Large pages of x86-64 and of most ARM systems; where they have another size, nothing is gained.
constexpr std::uintptr_t largePage = std::uintptr_t{1} << 21U;

} // namespace

Matrix largeMatrix(Index rows, Index columns) {
    Matrix result(rows, columns);
#ifdef __linux__
    const auto begin = reinterpret_cast<std::uintptr_t>(result.data());
    const std::uintptr_t end = begin + sizeof(double) * static_cast<std::uintptr_t>(result.size());
    const std::uintptr_t first = (begin + largePage - 1) / largePage * largePage;
    const std::uintptr_t last = end / largePage * largePage;
    if (first < last) // whether it was granted makes no difference to anyone
        // NOLINTNEXTLINE(performance-no-int-to-ptr): madvise() takes whole pages
        static_cast<void>(madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
#endif
    return result;
}

} // namespace gradewise
