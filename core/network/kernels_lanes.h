// Vectors of numbers as wide as the instruction set has them. Part of kernels_impl.cpp and, like it, compiled
// once for each and for both kinds of number.
#pragma once

#include "core/network/kernels.h"

#include <algorithm>
#include <array>
#include <type_traits>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE {

namespace {

using Number = GRADEWISE_NUMBER;
using AffineMap = AffineMapOf<Number>;
using AdamStep = AdamStepOf<Number>;
using ReadOutStep = ReadOutStepOf<Number>;

#if defined(__AVX512F__)
constexpr Size vectorBytes = 64;
#elif defined(__AVX2__)
constexpr Size vectorBytes = 32;
#else
constexpr Size vectorBytes = 16;
#endif
constexpr Size lanes = vectorBytes / static_cast<Size>(sizeof(Number));

using Lanes = Number __attribute__((vector_size(vectorBytes)));
// No using: there clang forgets the alignment, and reads from anywhere as if it were a vector's.
typedef Number LanesInMemory __attribute__((vector_size(vectorBytes), aligned(alignof(Number)), may_alias));
/// As many whole numbers of a number's size.
using Bits = std::conditional_t<sizeof(Number) == 8, long long, int>;
using BitLanes = Bits __attribute__((vector_size(vectorBytes)));

// A vector's first `count` entries, in both kinds of number.
#if defined(__AVX512F__)
inline __m512d loadFirst(const double* from, Size count) {
    return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << count) - 1U), from);
}
inline __m512 loadFirst(const float* from, Size count) {
    return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << count) - 1U), from);
}
inline void storeFirst(double* to, __m512d values, Size count) {
    _mm512_mask_storeu_pd(to, static_cast<__mmask8>((1U << count) - 1U), values);
}
inline void storeFirst(float* to, __m512 values, Size count) {
    _mm512_mask_storeu_ps(to, static_cast<__mmask16>((1U << count) - 1U), values);
}
#elif defined(__AVX2__)
inline __m256i firstLanes(Size count) {
    alignas(32) static constexpr auto mask = [] {
        std::array<Bits, 2 * lanes> bits{};
        std::fill_n(bits.begin(), lanes, Bits{-1});
        return bits;
    }();
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(mask.data() + lanes - count));
}
inline __m256d loadFirst(const double* from, Size count) {
    return _mm256_maskload_pd(from, firstLanes(count));
}
inline __m256 loadFirst(const float* from, Size count) {
    return _mm256_maskload_ps(from, firstLanes(count));
}
inline void storeFirst(double* to, __m256d values, Size count) {
    _mm256_maskstore_pd(to, firstLanes(count), values);
}
inline void storeFirst(float* to, __m256 values, Size count) {
    _mm256_maskstore_ps(to, firstLanes(count), values);
}
#else
inline Lanes loadFirst(const Number* from, Size count) {
    Lanes result{};
    for (Size lane = 0; lane < count; ++lane)
        result[lane] = from[lane];
    return result;
}
inline void storeFirst(Number* to, Lanes values, Size count) {
    for (Size lane = 0; lane < count; ++lane)
        to[lane] = values[lane];
}
#endif

/// The first `count` of a vector's entries, which may be its last ones in memory; the other lanes are 0.
[[gnu::always_inline]] inline Lanes loadSome(const Number* from, Size count) {
    return loadFirst(from, count);
}

[[gnu::always_inline]] inline void storeSome(Number* to, Lanes values, Size count) {
    storeFirst(to, values, count);
}

[[gnu::always_inline]] inline Lanes load(const Number* from, Size count = lanes) {
    return count == lanes ? *reinterpret_cast<const LanesInMemory*>(from) : loadSome(from, count);
}

[[gnu::always_inline]] inline void store(Number* to, Lanes values, Size count = lanes) {
    if (count == lanes)
        *reinterpret_cast<LanesInMemory*>(to) = values;
    else
        storeSome(to, values, count);
}

[[gnu::always_inline]] inline Number sumOf(Lanes values) {
    Number sum = values[0];
    for (Size lane = 1; lane < lanes; ++lane)
        sum += values[lane];
    return sum;
}

} // namespace

} // namespace gradewise::kernels::GRADEWISE_ISA_NAMESPACE
