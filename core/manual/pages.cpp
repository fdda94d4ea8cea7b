#include "core/manual/pages.h"

#include "core/manual/manual_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gradewise {

namespace {

constexpr std::string_view ending = ".md";

bool isHeading(const MarkdownBlock& block) {
    return block.kind == MarkdownBlock::Kind::Heading;
}

ManualPage readPage(const ManualFile& file) {
    ManualPage page{std::string(file.id), {}, {}, readMarkdown(file.text)};
    const auto heading = std::ranges::find_if(page.blocks, isHeading);
    page.title = heading == page.blocks.end() ? page.id : plainText(heading->text);
    return page;
}

/// "- [Solvers](solvers.md): how a grade is fitted": the page, and what is said of it.
std::pair<std::string, std::string> entryOf(const MarkdownBlock& block) {
    if (block.kind != MarkdownBlock::Kind::Item || block.text.empty())
        return {};
    const std::string& link = block.text.front().link;
    if (!link.ends_with(ending))
        return {};
    std::string summary;
    for (std::size_t i = 1; i < block.text.size(); ++i)
        summary += block.text[i].text;
    summary.erase(0, std::min(summary.find_first_not_of(": "), summary.size()));
    return {link.substr(0, link.size() - ending.size()), summary};
}

std::vector<ManualPage> readAll() {
    std::vector<ManualPage> found;
    for (const ManualFile& file : manualFiles())
        found.push_back(readPage(file));
    const auto take = [&found](std::string_view id) -> std::optional<ManualPage> {
        const auto page = std::ranges::find(found, id, &ManualPage::id);
        if (page == found.end())
            return std::nullopt;
        ManualPage taken = std::move(*page);
        found.erase(page);
        return taken;
    };
    std::vector<ManualPage> pages;
    if (auto index = take(manualIndex))
        pages.push_back(*std::move(index));
    const std::vector<MarkdownBlock> list = pages.empty() ? std::vector<MarkdownBlock>{} : pages[0].blocks;
    for (const MarkdownBlock& block : list) {
        auto [id, summary] = entryOf(block);
        if (auto page = take(id)) {
            page->summary = std::move(summary);
            pages.push_back(*std::move(page));
        }
    }
    std::ranges::move(found, std::back_inserter(pages)); // a test says that the list names them all
    return pages;
}

const MarkdownBlock* headingOf(const ManualPage& page, std::string_view anchor) {
    const auto found = std::ranges::find_if(page.blocks, [anchor](const MarkdownBlock& block) {
        return isHeading(block) && block.anchor == anchor;
    });
    return found == page.blocks.end() ? nullptr : &*found;
}

} // namespace

std::span<const ManualPage> manualPages() {
    static const std::vector<ManualPage> all = readAll();
    return all;
}

const ManualPage* findManualPage(std::string_view id) {
    const auto found = std::ranges::find(manualPages(), id, &ManualPage::id);
    return found == manualPages().end() ? nullptr : &*found;
}

std::string ManualPlace::topic() const {
    return anchor.empty() ? page->id : page->id + '#' + anchor;
}

std::optional<ManualPlace> findManualPlace(std::string_view topic) {
    const std::size_t sharp = topic.find('#');
    const ManualPage* page = findManualPage(topic.substr(0, sharp));
    if (page == nullptr)
        return std::nullopt;
    if (sharp == std::string_view::npos)
        return ManualPlace{page};
    const MarkdownBlock* heading = headingOf(*page, topic.substr(sharp + 1));
    if (heading == nullptr)
        return std::nullopt;
    return ManualPlace{page, heading->level == 1 ? std::string() : heading->anchor};
}

std::vector<ManualPlace> searchManualPlaces(std::string_view typed) {
    const std::string topic = smallLetters(typed);
    if (auto place = findManualPlace(topic))
        return {*std::move(place)};
    std::vector<ManualPlace> found;
    for (const ManualPage& page : manualPages())
        if (auto place = findManualPlace(page.id + '#' + anchorOf(topic)))
            found.push_back(*std::move(place));
    return found;
}

bool leadsOutside(std::string_view link) {
    return link.find("://") != std::string_view::npos;
}

std::optional<ManualPlace> followManualLink(const ManualPage& page, std::string_view link) {
    if (leadsOutside(link))
        return std::nullopt;
    const std::size_t sharp = link.find('#');
    const std::string_view file = link.substr(0, sharp);
    const std::string_view anchor = sharp == std::string_view::npos ? std::string_view() : link.substr(sharp);
    if (file.empty())
        return findManualPlace(page.id + std::string(anchor));
    if (!file.ends_with(ending))
        return std::nullopt;
    return findManualPlace(std::string(file.substr(0, file.size() - ending.size())) + std::string(anchor));
}

std::span<const MarkdownBlock> manualBlocks(const ManualPlace& place) {
    const std::span<const MarkdownBlock> blocks = place.page->blocks;
    const MarkdownBlock* heading = place.anchor.empty() ? nullptr : headingOf(*place.page, place.anchor);
    if (heading == nullptr)
        return blocks;
    const auto rest = blocks.subspan(static_cast<std::size_t>(heading - blocks.data()));
    const auto end = std::find_if(rest.begin() + 1, rest.end(), [heading](const MarkdownBlock& block) {
        return isHeading(block) && block.level <= heading->level;
    });
    return rest.first(static_cast<std::size_t>(end - rest.begin()));
}

std::vector<std::string> manualTopics() {
    std::vector<std::string> topics;
    for (const ManualPage& page : manualPages())
        topics.push_back(page.id);
    for (const ManualPage& page : manualPages())
        for (const MarkdownBlock& block : page.blocks)
            if (isHeading(block) && block.level > 1) {
                topics.push_back(page.id + '#' + block.anchor);
                topics.push_back(block.anchor);
            }
    return topics;
}

} // namespace gradewise
