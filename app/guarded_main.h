// What both programs do around their work.
#pragma once

#include <functional>
#include <string_view>

namespace gradewise {

/// Does the work and returns its exit code. Closed pipes end no run, memory is kept back for the day it runs
/// out, nothing of a file steers the terminal, and what the work throws becomes a sentence of that program.
int guardedMain(std::string_view program, const std::function<int()>& work);

} // namespace gradewise
