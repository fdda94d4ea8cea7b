#include "app/guarded_main.h"

#include "app/interrupt.h"
#include "core/commandline/console.h"
#include "core/commandline/terminal_wall.h"
#include "core/files/failure.h"

#include <exception>
#include <iostream>

namespace gradewise {

int guardedMain(std::string_view program, const std::function<int()>& work) {
    ignoreClosedPipes();
    keepMemoryBack();
    const TerminalWall out(std::cout);
    const TerminalWall error(std::cerr);
    try {
        return work();
    } catch (...) {
        std::cerr << program << ": " << failureSentence(std::current_exception()) << '\n';
        return static_cast<int>(ExitCode::Failure);
    }
}

} // namespace gradewise
