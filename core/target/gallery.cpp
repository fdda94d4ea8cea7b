#include "core/target/gallery.h"

#include "core/target/gallery_entries.h"

#include <algorithm>
#include <iterator>

namespace gradewise {

namespace {

std::vector<GalleryEntry> allEntries() {
    std::vector<GalleryEntry> entries;
    for (auto* const shelf :
         {smoothEntries, kinkedEntries, oscillatingEntries, multiScaleEntries, roughEntries, jumpEntries})
        std::ranges::move(shelf(), std::back_inserter(entries));
    return entries;
}

} // namespace

template <>
Names<TargetFamily> namesOf<TargetFamily>() {
    static constexpr auto families = nameTable<TargetFamily>({
        {TargetFamily::Smooth, "smooth", "Smooth"},
        {TargetFamily::Kinked, "kinked", "Kinked"},
        {TargetFamily::Oscillating, "oscillating", "Oscillating"},
        {TargetFamily::MultiScale, "multiScale", "Multi-scale"},
        {TargetFamily::Rough, "rough", "Rough"},
        {TargetFamily::Jump, "jump", "Jump"},
    });
    static_assert(families.isWhole());
    return families;
}

std::span<const GalleryEntry> gallery() {
    static const std::vector<GalleryEntry> entries = allEntries();
    return entries;
}

const GalleryEntry* findInGallery(std::string_view id) {
    const auto entries = gallery();
    const auto found = std::ranges::find(entries, id, &GalleryEntry::id);
    return found == entries.end() ? nullptr : &*found;
}

} // namespace gradewise
