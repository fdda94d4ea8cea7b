#include "ui/models/problem_text.h"

#include "ui/models/plain_text.h"

#include <QObject>

#include <filesystem>
#include <new>
#include <system_error>

namespace gradewise {

namespace {

QString reasonOf(const std::error_code& code) {
    return QString::fromLocal8Bit(code.message().c_str()).toLower();
}

} // namespace

QString problemText(const std::exception& error) {
    if (dynamic_cast<const std::bad_alloc*>(&error))
        return QObject::tr(
            "There is not enough memory for this. Use smaller sizes or fewer samples, or close "
            "other programs.");
    if (const auto* files = dynamic_cast<const std::filesystem::filesystem_error*>(&error))
        return QObject::tr("The file %1 cannot be used: %2. Choose another place.")
            .arg(shownPath(QString::fromStdString(files->path1().string())), reasonOf(files->code()));
    if (const auto* system = dynamic_cast<const std::system_error*>(&error))
        return QObject::tr("The system refused this: %1. Try again, or close other programs.")
            .arg(reasonOf(system->code()));
    QString said = QString::fromUtf8(error.what());
    if (said.contains(QLatin1Char(' ')) && !said.startsWith(QLatin1String("std::")))
        return said;
    // The name of a class is no sentence.
    return QObject::tr("This failed for a reason that the program does not know (%1). Try again; what is on "
                       "screen is as it was.")
        .arg(said);
}

} // namespace gradewise
