// What damaged files and formulas are damaged with: numbers, words of files, tokens of formulas.
#pragma once

#include <string>
#include <vector>

namespace gradewise::fuzz {

const std::vector<std::string>& numbers();
const std::vector<std::string>& words();
const std::vector<std::string>& formulaTokens();

} // namespace gradewise::fuzz
