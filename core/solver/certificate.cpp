#include "core/solver/certificate.h"

namespace gradewise {

namespace {
constexpr auto certificateKinds = nameTable<Certificate::Kind>({
    {Certificate::Kind::Exact, "exact"},
    {Certificate::Kind::Sampled, "sampled"},
});
static_assert(certificateKinds.isWhole());
} // namespace

template <>
Names<Certificate::Kind> namesOf<Certificate::Kind>() {
    return certificateKinds;
}

} // namespace gradewise
