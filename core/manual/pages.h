// The manual: the pages of resources/manual, which travel inside the programs. The window, the command line
// and the tests of the manual take them from here.
//
// A topic names a page, "solvers", or a section of it, "solvers#varpro".
#pragma once

#include "core/manual/markdown.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

struct ManualPage {
    std::string id;      ///< "solvers", of the file solvers.md
    std::string title;   ///< its first heading
    std::string summary; ///< what the list of pages says of it
    std::vector<MarkdownBlock> blocks;
};

/// The page that lists the others.
inline constexpr std::string_view manualIndex = "index";

/// The list of pages, then all pages in the order in which it names them.
std::span<const ManualPage> manualPages();
/// Null where there is none.
const ManualPage* findManualPage(std::string_view id);

/// A place that a topic leads to.
struct ManualPlace {
    const ManualPage* page = nullptr;
    std::string anchor = {}; ///< of a heading; empty: the page's beginning

    std::string topic() const; ///< "solvers#varpro"
};

/// The place of a topic; of a page's own heading it is the page's beginning. Nothing where there is none.
std::optional<ManualPlace> findManualPlace(std::string_view topic);
/// What people type for it: a topic in small or large letters, or a section's name alone, which several pages
/// may have.
std::vector<ManualPlace> searchManualPlaces(std::string_view typed);
/// The place of a link on a page, "solvers.md#varpro", "#varpro"; nothing where it leads out of the manual,
/// or nowhere.
std::optional<ManualPlace> followManualLink(const ManualPage& page, std::string_view link);
/// Whether that link leads to another site.
bool leadsOutside(std::string_view link);

/// The blocks of a place: of a section, from its heading to the next one that is no smaller.
std::span<const MarkdownBlock> manualBlocks(const ManualPlace& place);

/// Every topic there is, and every section's name alone: what a mistyped one may have meant.
std::vector<std::string> manualTopics();

} // namespace gradewise
