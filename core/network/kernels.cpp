#include "core/network/kernels.h"

#include <cstdlib>

namespace gradewise::kernels {

namespace baseline {
extern const Table table;
}
namespace baseline_float {
extern const TableOf<float> table;
}
#ifdef GRADEWISE_X86_64
namespace v3 {
extern const Table table;
}
namespace v3_float {
extern const TableOf<float> table;
}
namespace v4 {
extern const Table table;
}
namespace v4_float {
extern const TableOf<float> table;
}
#endif

#ifdef GRADEWISE_X86_64
namespace {

#if defined(__clang__) && __clang_major__ < 18
// It knows what the levels are made of, but not the levels.
bool runs3() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
}
bool runs4() {
    return runs3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#else
bool runs3() {
    return __builtin_cpu_supports("x86-64-v3");
}
bool runs4() {
    return __builtin_cpu_supports("x86-64-v4");
}
#endif

/// The highest of the tables of one kind of number that this processor runs and nobody forbids.
template <class Number>
const TableOf<Number>& choose(const TableOf<Number>& lowest, const TableOf<Number>& third,
                              const TableOf<Number>& fourth) {
    const char* const asked = std::getenv("GRADEWISE_ISA");
    const std::string_view limit = asked != nullptr ? asked : fourth.instructionSet;
    const bool wants4 = limit == fourth.instructionSet;
    const bool wants3 = wants4 || limit == third.instructionSet;
    if (wants4 && runs4())
        return fourth;
    if (wants3 && runs3())
        return third;
    return lowest;
}

} // namespace

template <>
const Table& active<double>() {
    static const Table& chosen = choose(baseline::table, v3::table, v4::table);
    return chosen;
}

template <>
const TableOf<float>& active<float>() {
    static const TableOf<float>& chosen = choose(baseline_float::table, v3_float::table, v4_float::table);
    return chosen;
}
#else
template <>
const Table& active<double>() {
    return baseline::table;
}

template <>
const TableOf<float>& active<float>() {
    return baseline_float::table;
}
#endif

} // namespace gradewise::kernels
