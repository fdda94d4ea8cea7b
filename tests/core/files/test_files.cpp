// Files: whole or not at all, permissions kept, every failure a sentence with the file's name.
#include "core/record/json.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace gradewise;
namespace fs = std::filesystem;

namespace {

std::string failureOf(const auto& action) {
    try {
        action();
    } catch (const FileError& error) {
        return error.what();
    }
    return {};
}

std::size_t filesIn(const fs::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private slots:
    void thereIsAStateFolderWithoutHome() {
        const QByteArray state = qgetenv("XDG_STATE_HOME");
        const QByteArray home = qgetenv("HOME");
        qunsetenv("XDG_STATE_HOME");
        qunsetenv("HOME");
        const std::filesystem::path folder = stateFolder();
        qputenv("HOME", home);
        if (!state.isNull())
            qputenv("XDG_STATE_HOME", state);
        QVERIFY2(folder.is_absolute() && folder.filename() == "gradewise", folder.c_str());
    }

    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        path_ = fs::path(folder_->path().toStdString());
    }

    void whatIsWrittenIsRead() {
        const std::string text("a\0b\r\nü", 8);
        writeFile(path_ / "f", text);
        QCOMPARE(readFile(path_ / "f"), text);
        writeFile(path_ / "f", "");
        QCOMPARE(readFile(path_ / "f"), std::string());
        QCOMPARE(filesIn(path_), std::size_t{1}); // nothing temporary is left
    }

    void permissionsAreKept() {
        writeFile(path_ / "f", "old");
        fs::permissions(path_ / "f", fs::perms(0640));
        writeFile(path_ / "f", "new");
        QCOMPARE(static_cast<int>(fs::status(path_ / "f").permissions()), 0640);
    }

    void newFilesObeyTheMask() {
        const mode_t old = ::umask(0027);
        writeFile(path_ / "f", "x");
        ::umask(old);
        QCOMPARE(static_cast<int>(fs::status(path_ / "f").permissions()), 0640);
    }

    void aRelativeNameWorks() {
        const fs::path before = fs::current_path();
        fs::current_path(path_);
        writeFile("plain.json", "x");
        const std::string read = readFile("plain.json");
        fs::current_path(before);
        QCOMPARE(read, std::string("x"));
    }

    void aLinkStaysALink() {
        writeFile(path_ / "real", "old");
        fs::create_symlink("real", path_ / "link");
        writeFile(path_ / "link", "new");
        QVERIFY(fs::is_symlink(path_ / "link"));
        QCOMPARE(readFile(path_ / "real"), std::string("new"));
    }

    void anOpenReaderKeepsTheOldFile() {
        writeFile(path_ / "f", "old");
        std::ifstream reader(path_ / "f");
        writeFile(path_ / "f", "new!");
        std::string seen;
        reader >> seen;
        QCOMPARE(seen, std::string("old"));
    }

    void aDeviceIsWrittenInPlace() {
        writeFile("/dev/null", "x");
        QVERIFY(fs::is_character_file("/dev/null"));
    }

    void devicesAreNotRead() {
        for (const char* device : {"/dev/zero", "/dev/null", "/dev/random"})
            QVERIFY(failureOf([&] { readFile(device); }).find("this is a device") != std::string::npos);
    }

    void tooLargeFilesAreRefusedUnread() {
        std::ofstream(path_ / "large").put('{');
        fs::resize_file(path_ / "large", std::uintmax_t{1} << 40U); // with a hole
        const std::string said = failureOf([&] { readFile(path_ / "large"); });
        QVERIFY2(said.find("larger than 512 MiB") != std::string::npos, said.c_str());
    }

    void endlessStreamsAreRefused() {
        std::ifstream zeros("/dev/zero");
        const std::string said = failureOf([&] { readStream(zeros, "standard input"); });
        QVERIFY2(said.find("'standard input': it is larger than 512 MiB") != std::string::npos, said.c_str());
        std::istringstream some("{ }\n");
        QCOMPARE(readStream(some, "standard input"), std::string("{ }\n"));
    }

    void pipesAreReadToTheirEnd() {
        const fs::path pipe = path_ / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        std::string text(300'000, 'x');
        std::thread writer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            std::ofstream out(pipe);
            out << text.substr(0, 100'000) << std::flush;
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            out << text.substr(100'000);
        });
        const std::string read = readFile(pipe);
        writer.join();
        QVERIFY(read == text);
        std::thread silent([&] { std::ofstream out(pipe); });
        const std::string nothing = readFile(pipe);
        silent.join();
        QCOMPARE(nothing, std::string());
    }

    void aFolderAsAStreamIsNone() {
        std::ifstream folder(path_); // opens, and reads nothing
        const std::string said = failureOf([&] { readStream(folder, "standard input"); });
        QVERIFY2(said.find("'standard input': this is a folder") != std::string::npos, said.c_str());
    }

    void aPipeWithoutAWriterIsNotWaitedForForEver() {
        const fs::path pipe = path_ / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        const std::string said = failureOf([&] { readFile(pipe); });
        QVERIFY2(said.find("nobody has written into it") != std::string::npos, said.c_str());
    }

    void namesAreShownWithoutControlCharacters() {
        const std::string said = failureOf([&] { readFile(path_ / "\x1b[31m\u202egnp.json"); });
        QVERIFY2(said.find("\\x1b[31m\\u202egnp.json") != std::string::npos, said.c_str());
    }

    void failures() {
        const auto read = [&](const fs::path& path) { return failureOf([&] { readFile(path); }); };
        const auto write = [&](const fs::path& path) { return failureOf([&] { writeFile(path, "x"); }); };
        const std::string missing = read(path_ / "missing.json");
        QVERIFY2(missing.find("missing.json") != std::string::npos, missing.c_str());
        QVERIFY(missing.find("no such file") != std::string::npos);
        QVERIFY(read(path_).find("this is a folder") != std::string::npos);
        QVERIFY(write(path_).find("this is a folder") != std::string::npos);
        QVERIFY(write(path_ / "no" / "such" / "folder").find("no such file or folder") != std::string::npos);
        QVERIFY(!write(path_ / std::string(300, 'x')).empty());
        QCOMPARE(filesIn(path_), std::size_t{0});
    }

    void noPermission() {
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        fs::permissions(path_, fs::perms(0500));
        const std::string sentence = failureOf([&] { writeFile(path_ / "f", "x"); });
        fs::permissions(path_, fs::perms(0700));
        QVERIFY2(sentence.find("no permission") != std::string::npos, sentence.c_str());
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    fs::path path_;
};

GRADEWISE_TEST(TestFiles)
#include "test_files.moc"
