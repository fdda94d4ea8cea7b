#include "core/files/failure.h"

#include "core/numbers/printable.h"

#include <fmt/core.h>

#include <filesystem>
#include <ios>
#include <new>
#include <stdexcept>
#include <system_error>

namespace gradewise {

namespace {

std::string about(const std::filesystem::filesystem_error& error) {
    return error.path1().empty()
               ? fmt::format("The file system refused: {}.", error.code().message())
               : fmt::format("Cannot get at '{}': {}.", printablePath(error.path1()), error.code().message());
}

} // namespace

std::string failureSentence(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::bad_alloc&) {
        return "There is not enough memory for this. Use fewer samples or smaller widths.";
    } catch (const std::length_error&) { // what asks for more memory than there can be
        return "There is not enough memory for this. Use fewer samples or smaller widths.";
    } catch (const std::filesystem::filesystem_error& error) {
        return about(error);
    } catch (const std::ios_base::failure&) {
        return "Something could not be read or written.";
    } catch (const std::system_error& error) {
        return fmt::format("The system refused: {}.", error.code().message());
    } catch (const std::exception& error) {
        const std::string sentence = error.what();
        const bool isSentence = sentence.find(' ') != std::string::npos;
        return isSentence ? sentence : fmt::format("An internal failure ({}); please report it.", sentence);
    } catch (...) {
        return "An internal failure; please report it.";
    }
}

} // namespace gradewise
