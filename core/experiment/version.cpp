#include "core/experiment/version.h"

#include "core/network/kernels.h"

namespace gradewise {

const std::string_view version = GRADEWISE_VERSION;

std::string buildDescription() {
#ifdef __clang__
    const std::string compiler = "Clang " __clang_version__;
#else
    const std::string compiler = "GCC " __VERSION__;
#endif
    return compiler + ", " + std::string(kernels::active().instructionSet);
}

} // namespace gradewise
