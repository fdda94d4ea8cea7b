// Vectors of numbers as wide as the instruction set has them. Part of kernels_impl.cpp and, like it, compiled
// once for each.
#pragma once

#include "core/network/kernels.h"

#include <algorithm>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

#if defined(__AVX512F__)
constexpr Size lanes = 8;
#elif defined(__AVX2__)
constexpr Size lanes = 4;
#else
constexpr Size lanes = 2;
#endif

using Lanes = double __attribute__((vector_size(lanes * sizeof(double))));
using LanesInMemory =
    double __attribute__((vector_size(lanes * sizeof(double)), aligned(alignof(double)), may_alias));

#if defined(__AVX2__) && !defined(__AVX512F__)
inline __m256i firstLanes(Size count) {
    alignas(32) static constexpr long long mask[2 * lanes] = {-1, -1, -1, -1, 0, 0, 0, 0};
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(mask + lanes - count));
}
#endif

/// The first `count` of a vector's entries, which may be its last ones in memory; the other lanes are 0.
[[gnu::always_inline]] inline Lanes loadSome(const double* from, Size count) {
#if defined(__AVX512F__)
    return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << count) - 1U), from);
#elif defined(__AVX2__)
    return _mm256_maskload_pd(from, firstLanes(count));
#else
    Lanes result{};
    for (Size lane = 0; lane < count; ++lane)
        result[lane] = from[lane];
    return result;
#endif
}

[[gnu::always_inline]] inline void storeSome(double* to, Lanes values, Size count) {
#if defined(__AVX512F__)
    _mm512_mask_storeu_pd(to, static_cast<__mmask8>((1U << count) - 1U), values);
#elif defined(__AVX2__)
    _mm256_maskstore_pd(to, firstLanes(count), values);
#else
    for (Size lane = 0; lane < count; ++lane)
        to[lane] = values[lane];
#endif
}

[[gnu::always_inline]] inline Lanes load(const double* from, Size count = lanes) {
    return count == lanes ? *reinterpret_cast<const LanesInMemory*>(from) : loadSome(from, count);
}

[[gnu::always_inline]] inline void store(double* to, Lanes values, Size count = lanes) {
    if (count == lanes)
        *reinterpret_cast<LanesInMemory*>(to) = values;
    else
        storeSome(to, values, count);
}

[[gnu::always_inline]] inline double sumOf(Lanes values) {
    double sum = values[0];
    for (Size lane = 1; lane < lanes; ++lane)
        sum += values[lane];
    return sum;
}

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
