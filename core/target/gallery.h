// The gallery: named targets worth looking at, each with the reason why.
#pragma once

#include "core/numbers/name_table.h"
#include "core/target/target.h"

#include <span>
#include <string_view>

namespace gradewise {

enum class TargetFamily { Smooth, Kinked, Oscillating, MultiScale, Rough, Jump };
template <>
Names<TargetFamily> namesOf<TargetFamily>();

struct GalleryEntry {
    std::string id;   ///< "sine", "X1", "takagi": the `id` in experiment files
    std::string name; ///< for people: "Takagi function"
    TargetFamily family;
    std::string formula;         ///< text for people; typed into the formula field it need not parse
    std::string editableFormula; ///< a formula our parser reads to the same function, or empty
    Domain domain;
    std::string why; ///< one sentence on why it is interesting
    Target::Function function;
};

/// All entries, grouped by family.
std::span<const GalleryEntry> gallery();
/// The entry of that id, or null.
const GalleryEntry* findInGallery(std::string_view id);

} // namespace gradewise
