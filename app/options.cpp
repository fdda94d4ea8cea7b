#include "app/options.h"

#include <charconv>

namespace gradewise {

namespace {

std::uint64_t seedFrom(const std::string& text) {
    std::uint64_t seed = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seed);
    if (error != std::errc() || stop != end)
        throw CLI::ValidationError("--seed", "must be a whole number from 0 to 18446744073709551615");
    return seed;
}

} // namespace

CLI::Option* addSeed(CLI::App* command, std::optional<std::uint64_t>& seed, const std::string& help) {
    return command
        ->add_option_function<std::string>(
            "--seed", [&seed](const std::string& text) { seed = seedFrom(text); }, help)
        ->type_name("UINT");
}

CLI::Option* addOut(CLI::App* command, std::string& folder, const std::string& help) {
    return command->add_option("--out", folder, help)->type_name("DIR")->check(named("a folder"));
}

CLI::Option* addForce(CLI::App* command, OldResults& old, const std::string& help) {
    return command->add_flag_callback(
        "--force", [&old] { old = OldResults::Replace; }, help);
}

CLI::Validator named(const std::string& thing) {
    return {[thing](std::string& name) {
                return name.empty() ? "the name of " + thing + " is empty" : std::string();
            },
            ""};
}

} // namespace gradewise
