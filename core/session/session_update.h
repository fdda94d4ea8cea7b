// What is new of something that goes on in the background.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace gradewise {

template <class Record>
struct SessionUpdate {
    std::uint64_t id = 0;                 ///< of what was started
    std::shared_ptr<const Record> record; ///< set once, with the last update
    std::string failure;                  ///< a sentence when it ended by an exception

    bool ended() const { return record != nullptr || !failure.empty(); }
};

} // namespace gradewise
