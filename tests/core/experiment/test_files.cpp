// Files: whole or not at all, permissions kept, every failure a sentence with the file's name.
#include "core/experiment/json.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
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
