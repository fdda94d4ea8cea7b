#include "core/network/kernels.h"

#include <array>
#include <cstdlib>

namespace gradewise::kernels {

namespace baseline {
extern const Table table;
}
#ifdef GRADEWISE_X86_64
namespace v3 {
extern const Table table;
}
namespace v4 {
extern const Table table;
}
#endif

namespace {

const Table& choose() {
#ifdef GRADEWISE_X86_64
    const char* const asked = std::getenv("GRADEWISE_ISA");
    const std::string_view limit = asked != nullptr ? asked : v4::table.instructionSet;
    const bool wants4 = limit == v4::table.instructionSet;
    const bool wants3 = wants4 || limit == v3::table.instructionSet;
    if (wants4 && __builtin_cpu_supports("x86-64-v4"))
        return v4::table;
    if (wants3 && __builtin_cpu_supports("x86-64-v3"))
        return v3::table;
#endif
    return baseline::table;
}

} // namespace

const Table& active() {
    static const Table& chosen = choose();
    return chosen;
}

} // namespace gradewise::kernels
