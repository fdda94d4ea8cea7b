#include "core/solver/certificate.h"

#include "core/numbers/by_name.h"

#include <array>

namespace gradewise {

namespace {
constexpr std::array everyKind = {Certificate::Kind::Exact, Certificate::Kind::Sampled};
} // namespace

std::span<const Certificate::Kind> allCertificateKinds() {
    return everyKind;
}

std::string_view name(Certificate::Kind kind) {
    switch (kind) {
    case Certificate::Kind::Exact:
        return "exact";
    case Certificate::Kind::Sampled:
        return "sampled";
    }
    return {};
}

std::optional<Certificate::Kind> certificateKindFromName(std::string_view text) {
    return byName(everyKind, text);
}

} // namespace gradewise
