#include "core/commandline/commands.h"
#include "core/commandline/terminal_wall.h"
#include "core/files/words.h"
#include "core/manual/pages.h"
#include "core/numbers/printable.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

namespace gradewise {

namespace {

MarkdownBlock pageTable() {
    MarkdownBlock table{MarkdownBlock::Kind::Table};
    table.right = {false, false};
    table.rows.push_back({{{"topic"}}, {{"about"}}});
    for (const ManualPage& page : manualPages())
        if (page.id != manualIndex)
            table.rows.push_back({{{page.id}}, {{page.summary}}});
    return table;
}

/// Where the links of some text lead, each once.
std::vector<std::string> topicsLinkedFrom(const ManualPlace& place) {
    std::vector<std::string> topics;
    const auto add = [&](const MarkdownText& text) {
        for (const MarkdownSpan& span : text) {
            const auto to = span.link.empty() ? std::nullopt : followManualLink(*place.page, span.link);
            if (to && std::ranges::find(topics, to->topic()) == topics.end() && to->topic() != place.topic())
                topics.push_back(to->topic());
        }
    };
    for (const MarkdownBlock& block : manualBlocks(place)) {
        add(block.text);
        for (const auto& row : block.rows)
            for (const MarkdownText& cell : row)
                add(cell);
    }
    return topics;
}

/// The pages are our own text, and so are the signs that make their letters bold.
void write(const std::string& text, const TerminalStyle& style, const Console& console) {
    if (style.styled)
        writePastWall(console.out, text);
    else
        console.out << text;
}

ExitCode complain(const std::string& topic, const std::vector<ManualPlace>& places, const Console& console) {
    const std::string shown = printable(topic);
    if (!places.empty()) {
        std::vector<std::string> topics;
        topics.reserve(places.size());
        for (const ManualPlace& place : places)
            topics.push_back(place.topic());
        console.error << fmt::format("Several pages have a section '{}': {}.\n", shown,
                                     fmt::join(topics, ", "));
        return ExitCode::Invalid;
    }
    const std::string near = closestWord(topic, manualTopics());
    console.error << fmt::format(
        "The manual has no page and no section '{}'{} 'gradewise-cli help' lists the pages.\n", shown,
        near.empty() ? "." : fmt::format("; did you mean '{}'?", near));
    return ExitCode::Invalid;
}

} // namespace

ExitCode helpCommand(const std::string& topic, const TerminalStyle& style, const Console& console) {
    if (topic.empty()) {
        const std::vector<MarkdownBlock> blocks = {
            {MarkdownBlock::Kind::Paragraph,
             0,
             {},
             readMarkdownLine(
                 "The manual of Gradewise. `gradewise-cli help TOPIC` shows a page, "
                 "`gradewise-cli help TOPIC#SECTION` or `gradewise-cli help SECTION` a part of it, "
                 "`gradewise-cli COMMAND --help` the options of a command.")},
            pageTable()};
        write(terminalText(blocks, style), style, console);
        return ExitCode::Ok;
    }
    const std::vector<ManualPlace> places = searchManualPlaces(topic);
    if (places.size() != 1)
        return complain(topic, places, console);
    std::string text = terminalText(manualBlocks(places.front()), style);
    if (const std::vector<std::string> topics = topicsLinkedFrom(places.front()); !topics.empty()) {
        const MarkdownBlock more{MarkdownBlock::Kind::Paragraph,
                                 0,
                                 {},
                                 {{fmt::format("More: gradewise-cli help {}", fmt::join(topics, ", "))}}};
        text += '\n' + terminalText({&more, 1}, style);
    }
    write(text, style, console);
    return ExitCode::Ok;
}

} // namespace gradewise
