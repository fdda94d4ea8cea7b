// What the tests of read share.
#pragma once

#include "core/record/json.h"

namespace gradewise::read_fixture {

/// A valid experiment on several lines, with one line replaced.
inline std::string experiment(const std::string& line, const std::string& replacement) {
    std::string text = "{\n"
                       "  \"format\": \"gradewise-experiment\",\n"
                       "  \"version\": 1,\n"
                       "  \"target\": {\"kind\": \"gallery\", \"id\": \"sine\"},\n"
                       "  \"grades\": [\n"
                       "    {\"hidden\": [16]}\n"
                       "  ],\n"
                       "  \"seed\": 1\n"
                       "}\n"
                       "";
    const std::size_t at = text.find(line);
    return line.empty() || at == std::string::npos ? text : text.replace(at, line.size(), replacement);
}

inline std::vector<Issue> issuesOf(const std::string& text) {
    auto read = readDocument(text);
    const auto* issues = std::get_if<std::vector<Issue>>(&read);
    return issues == nullptr ? std::vector<Issue>{} : *issues;
}

inline ExperimentConfig configOf(const std::string& text) {
    auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<Experiment>(std::get<Document>(read)).config();
}

inline const std::string seedLine = "\"seed\": 1";
inline const std::string hidden = "\"hidden\": [16]";
inline const std::string target = "\"target\": {\"kind\": \"gallery\", \"id\": \"sine\"}";

} // namespace gradewise::read_fixture
