#include "core/files/json_reader.h"

#include "core/files/words.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr std::size_t maximumIssues = 50;

/// Is `inner` the same place as `outer` or a part of it?
bool isWithin(std::string_view inner, std::string_view outer) {
    if (!inner.starts_with(outer))
        return false;
    return inner.size() == outer.size() || outer.empty() || inner[outer.size()] == '.' ||
           inner[outer.size()] == '[';
}

std::string parentOf(const std::string& path) {
    const std::size_t cut = path.find_last_of(".[");
    return cut == std::string::npos ? std::string() : path.substr(0, cut);
}

} // namespace

void JsonReading::complain(const std::string& path, std::size_t offset, std::string sentence) {
    if (issues_.size() >= maximumIssues) {
        tooMany_ = true;
        return;
    }
    const TextPlace at = placeOf(text_, offset);
    constexpr std::size_t longestSentence = 4000;
    issues_.push_back({printable(path), printable(sentence, longestSentence), at.line, at.column});
}

void JsonReading::complainType(const std::string& path, const JsonValue& value, std::string_view expected) {
    complain(path, value.offset, fmt::format("Here must stand {}, not {}.", expected, value.kind()));
}

void JsonReading::addJudged(const std::vector<Issue>& issues, const std::string& prefix) {
    for (const Issue& issue : issues) {
        const std::string path = prefix + issue.path;
        if (!alreadyComplainedAround(path))
            complain(path, offsetOf(path), issue.sentence);
    }
}

bool JsonReading::alreadyComplainedAround(const std::string& path) const {
    return std::any_of(issues_.begin(), issues_.end(), [&](const Issue& issue) {
        return isWithin(path, issue.path) || isWithin(issue.path, path);
    });
}

std::size_t JsonReading::offsetOf(std::string path) const {
    for (auto found = offsets_.find(path); !path.empty(); path = parentOf(path), found = offsets_.find(path))
        if (found != offsets_.end())
            return found->second;
    const auto whole = offsets_.find("");
    return whole == offsets_.end() ? 0 : whole->second;
}

std::vector<Issue> JsonReading::take() {
    if (tooMany_)
        issues_.push_back({{}, "There are more problems; these are the first.", 0, 0});
    return std::move(issues_);
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, bool& out) {
    const bool* found = value.as<bool>();
    if (found == nullptr) {
        reading.complainType(path, value, "true or false");
        return false;
    }
    out = *found;
    return true;
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Index& out) {
    if (const auto* negative = value.as<std::int64_t>()) {
        out = *negative;
        return true;
    }
    if (const auto* whole = value.as<std::uint64_t>()) {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<Index>::max());
        out = static_cast<Index>(std::min(*whole, most));
        return true;
    }
    // 1e5 and 20.0 are whole numbers too, as long as a double is exact.
    if (const auto* number = value.as<double>(); number != nullptr && std::floor(*number) == *number) {
        constexpr double exact = 9007199254740992.0;
        out = static_cast<Index>(std::clamp(*number, -exact, exact));
        return true;
    }
    reading.complainType(path, value, "a whole number");
    return false;
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::uint64_t& out) {
    if (const auto* whole = value.as<std::uint64_t>()) {
        out = *whole;
        return true;
    }
    reading.complain(
        path, value.offset,
        fmt::format("Here must stand a whole number from 0 to 18446744073709551615, not {}.", value.kind()));
    return false;
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, double& out) {
    if (const auto* number = value.as<double>())
        out = *number;
    else if (const auto* whole = value.as<std::uint64_t>())
        out = static_cast<double>(*whole);
    else if (const auto* negative = value.as<std::int64_t>())
        out = static_cast<double>(*negative);
    else {
        reading.complainType(path, value, "a number");
        return false;
    }
    return true;
}

bool read(JsonReading& reading, const JsonValue& value, const std::string& path, std::string& out) {
    const auto* text = value.as<std::string>();
    if (text == nullptr) {
        reading.complainType(path, value, "a text in double quotes");
        return false;
    }
    out = *text;
    return true;
}

JsonObjectReader::JsonObjectReader(JsonReading& reading, const JsonValue& value, std::string path)
    : reading_(reading), value_(value), object_(value.as<JsonValue::Object>()), path_(std::move(path)) {
    reading_.remember(path_, value.offset);
    if (object_ == nullptr)
        reading_.complainType(path_, value, "an object in braces");
}

std::string JsonObjectReader::pathOf(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

const JsonMember* JsonObjectReader::find(std::string_view key) const {
    if (object_ == nullptr)
        return nullptr;
    const auto found = std::find_if(object_->begin(), object_->end(),
                                    [key](const JsonMember& member) { return member.key == key; });
    return found == object_->end() ? nullptr : &*found;
}

const JsonMember* JsonObjectReader::ask(std::string_view key) {
    if (std::ranges::find(asked_, key) == asked_.end())
        asked_.emplace_back(key);
    const JsonMember* member = find(key);
    if (member != nullptr)
        reading_.remember(pathOf(key), member->value.offset);
    return member;
}

const JsonMember* JsonObjectReader::askRequired(std::string_view key) {
    const JsonMember* member = ask(key);
    if (member == nullptr && object_ != nullptr)
        reading_.complain(pathOf(key), value_.offset, fmt::format("The key \"{}\" is missing.", key));
    return member;
}

const JsonValue* JsonObjectReader::optionalValue(std::string_view key) {
    const JsonMember* member = ask(key);
    return member == nullptr ? nullptr : &member->value;
}

const JsonValue* JsonObjectReader::requiredValue(std::string_view key) {
    const JsonMember* member = askRequired(key);
    return member == nullptr ? nullptr : &member->value;
}

void JsonObjectReader::finish() {
    if (object_ == nullptr)
        return;
    for (const JsonMember& member : *object_) {
        if (std::find(asked_.begin(), asked_.end(), member.key) != asked_.end())
            continue;
        const std::string near = closestWord(member.key, asked_);
        const std::string hint = near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
        reading_.complain(pathOf(printable(member.key)), member.keyOffset,
                          fmt::format("There is no key \"{}\" here{} Allowed are {}.", printable(member.key),
                                      hint.empty() ? "." : hint, fmt::join(asked_, ", ")));
    }
}

} // namespace gradewise
