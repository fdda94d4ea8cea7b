#include "core/solver/certificate.h"

#include "core/numbers/name_table.h"

namespace gradewise {

namespace {
constexpr auto certificateKinds = nameTable<Certificate::Kind>({
    {Certificate::Kind::Exact, "exact"},
    {Certificate::Kind::Sampled, "sampled"},
});
static_assert(certificateKinds.isWhole());
} // namespace

std::span<const Certificate::Kind> allCertificateKinds() {
    return certificateKinds.values();
}

std::string_view name(Certificate::Kind kind) {
    return certificateKinds.name(kind);
}

std::optional<Certificate::Kind> certificateKindFromName(std::string_view text) {
    return certificateKinds.find(text);
}

} // namespace gradewise
