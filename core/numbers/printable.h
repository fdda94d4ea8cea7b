// Text from files, names and typed words, made fit to be shown. A control character could move a terminal's
// cursor or change its colours, a direction mark could turn a sentence round, and a character without a
// shape could hide. Numbers and letters of all languages stay as they are.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace gradewise {

/// So many characters of a foreign text stand in a sentence at most.
inline constexpr std::size_t printableLength = 160;

/// The text (UTF-8) with everything that has no shape of its own as an escape: "\n", "\t", "\x1b" for bytes
/// (also those that are no UTF-8), "\u202e" for characters. Beyond `most` characters the text is cut and
/// ends with "…". HTML is left as it is: it is the widget's matter to read no text as HTML.
std::string printable(std::string_view text, std::size_t most = printableLength);

/// The name of a file or folder, which may hold any byte.
std::string printablePath(const std::filesystem::path& path);

/// JSON text for a terminal: what has no shape of its own, which in JSON stands in texts only, as JSON's own
/// escapes, so that it is read back as it was.
std::string printableJson(std::string_view json);

/// Bytes of the UTF-8 character that begins at text[0]; 0 when there is none.
std::size_t characterLength(std::string_view text);

/// The code point of the character that begins at text[0], where characterLength() is not 0.
char32_t codePoint(std::string_view text);

/// The columns that a line of UTF-8 text takes in a terminal: every letter that we write is one wide.
std::size_t columnsOf(std::string_view text);

/// Is it a control character, a direction mark, or a character that takes no room?
bool isInvisible(char32_t character);

} // namespace gradewise
