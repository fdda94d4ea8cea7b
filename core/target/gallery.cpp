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

std::string_view displayName(TargetFamily family) {
    switch (family) {
    case TargetFamily::Smooth:
        return "Smooth";
    case TargetFamily::Kinked:
        return "Kinked";
    case TargetFamily::Oscillating:
        return "Oscillating";
    case TargetFamily::MultiScale:
        return "Multi-scale";
    case TargetFamily::Rough:
        return "Rough";
    case TargetFamily::Jump:
        return "Jump";
    }
    return {};
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
