#include "core/checkpoint/pack.h"

#include <cstring>

namespace gradewise {

void Packer::addBytes(const void* bytes, std::size_t count) {
    if (count > 0)
        bytes_.append(static_cast<const char*>(bytes), count);
}

void Packer::add(std::int64_t number) {
    addBytes(&number, sizeof number);
}

void Packer::add(std::uint64_t number) {
    addBytes(&number, sizeof number);
}

void Packer::add(double number) {
    addBytes(&number, sizeof number);
}

void Packer::add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    addBytes(text.data(), text.size());
}

void Packer::add(const Vector& numbers) {
    add(static_cast<std::uint64_t>(numbers.size()));
    addBytes(numbers.data(), static_cast<std::size_t>(numbers.size()) * sizeof(double));
}

void Packer::add(const std::vector<double>& numbers) {
    add(static_cast<std::uint64_t>(numbers.size()));
    addBytes(numbers.data(), numbers.size() * sizeof(double));
}

void Packer::add(const std::vector<Index>& numbers) {
    add(static_cast<std::uint64_t>(numbers.size()));
    addBytes(numbers.data(), numbers.size() * sizeof(Index));
}

void Unpacker::readBytes(void* bytes, std::size_t count) {
    good_ = good_ && count <= rest_.size();
    if (count == 0)
        return;
    if (!good_) {
        std::memset(bytes, 0, count);
        return;
    }
    std::memcpy(bytes, rest_.data(), count);
    rest_.remove_prefix(count);
}

void Unpacker::read(std::int64_t& number) {
    readBytes(&number, sizeof number);
}

void Unpacker::read(std::uint64_t& number) {
    readBytes(&number, sizeof number);
}

void Unpacker::read(double& number) {
    readBytes(&number, sizeof number);
}

void Unpacker::read(bool& flag) {
    std::int64_t number = 0;
    read(number);
    flag = number != 0;
}

std::size_t Unpacker::readCount(std::size_t bytesEach) {
    std::uint64_t count = 0;
    read(count);
    good_ = good_ && count <= rest_.size() / bytesEach;
    return good_ ? static_cast<std::size_t>(count) : 0;
}

void Unpacker::read(std::string& text) {
    text.resize(readCount(1));
    readBytes(text.data(), text.size());
}

void Unpacker::read(Vector& numbers) {
    numbers.resize(static_cast<Index>(readCount(sizeof(double))));
    readBytes(numbers.data(), static_cast<std::size_t>(numbers.size()) * sizeof(double));
}

void Unpacker::read(std::vector<double>& numbers) {
    numbers.resize(readCount(sizeof(double)));
    readBytes(numbers.data(), numbers.size() * sizeof(double));
}

void Unpacker::read(std::vector<Index>& numbers) {
    numbers.resize(readCount(sizeof(Index)));
    readBytes(numbers.data(), numbers.size() * sizeof(Index));
}

} // namespace gradewise
