// What went wrong, as a sentence for people: the edge at which exceptions end says it with this.
#pragma once

#include <QString>

#include <exception>

namespace gradewise {

/// Of ours the sentence itself; of the standard library's what they mean, in place of their names.
QString problemText(const std::exception& error);

} // namespace gradewise
