// What was thrown, as a sentence for people.
#pragma once

#include <exception>
#include <string>

namespace gradewise {

/// For an exception that is being handled. Failures of memory and of the file system are named, with the
/// file; what throws a sentence of its own is told as it is; anything else is called an internal failure.
std::string failureSentence(const std::exception_ptr& failure);

} // namespace gradewise
