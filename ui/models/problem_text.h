// What went wrong, as a sentence for people: the edge at which exceptions end says it with this.
#pragma once

#include <QString>

#include <exception>

namespace gradewise {

/// What an exception tells people: the sentence of one of ours; of one of the standard library's what it
/// means, in place of its name.
QString problemText(const std::exception& error);

} // namespace gradewise
