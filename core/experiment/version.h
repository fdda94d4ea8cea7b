// Which Gradewise this is.
#pragma once

#include <string>
#include <string_view>

namespace gradewise {

/// "0.1.0".
extern const std::string_view version;
/// Compiler and the instruction set that the kernels use on this machine: "GCC 12.2.0, x86-64-v4".
std::string buildDescription();

} // namespace gradewise
