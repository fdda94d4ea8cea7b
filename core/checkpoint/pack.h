// Numbers as the bytes they are, and back: what a checkpoint holds must come back to the bit.
#pragma once

#include "core/numbers/matrix.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

class Packer {
public:
    void add(std::int64_t number);
    void add(std::uint64_t number);
    void add(double number);
    void add(bool flag) { add(static_cast<std::int64_t>(flag)); }
    void add(std::string_view text);
    void add(const Vector& numbers);
    void add(const std::vector<double>& numbers);
    void add(const std::vector<Index>& numbers);

    /// For so many bytes more, so that none of them is copied while they come.
    void makeRoom(std::size_t bytes) { bytes_.reserve(bytes_.size() + bytes); }
    std::string packed() { return std::move(bytes_); }

private:
    void addBytes(const void* bytes, std::size_t count);

    std::string bytes_;
};

/// Reads in the order of packing. After the first thing that is not there good() is false and everything
/// read is empty or zero.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

    void read(std::int64_t& number);
    void read(std::uint64_t& number);
    void read(double& number);
    void read(bool& flag);
    void read(std::string& text);
    void read(Vector& numbers);
    void read(std::vector<double>& numbers);
    void read(std::vector<Index>& numbers);
    /// A number of things, each of that many bytes; 0 where so many are not there.
    std::size_t readCount(std::size_t bytesEach);

    bool good() const { return good_; }
    /// Whether that was all, and all of it was there.
    bool done() const { return good_ && rest_.empty(); }

private:
    void readBytes(void* bytes, std::size_t count);

    std::string_view rest_;
    bool good_ = true;
};

} // namespace gradewise
