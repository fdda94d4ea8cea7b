// What the list of a struct's settings gives: reading, writing and judging.
#include "core/settings/check_settings.h"
#include "core/settings/nested_settings.h"
#include "core/settings/read_settings.h"
#include "core/settings/write_settings.h"
#include "tests/test_case.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace gradewise;

namespace {

struct Kettle {
    double litres = 1.5;
    bool operator==(const Kettle&) const = default;
};

struct Breakfast {
    Index eggs = 2;
    double share = 0.5;
    std::optional<double> minutes = {};
    std::optional<Kettle> kettle = {};
    double salt = 0.0;
    bool operator==(const Breakfast&) const = default;
};

template <class Value, class Visit>
requires SettingsOf<Value, Kettle>
void eachSetting(Value& kettle, const Visit& visit) {
    visit(Setting{.key = "litres", .words = "water in litres", .limits = FiniteAboveZero{}}, kettle.litres);
}

template <class Value, class Visit>
requires SettingsOf<Value, Breakfast>
void eachSetting(Value& breakfast, const Visit& visit) {
    visit(Setting{.key = "eggs", .words = "number of eggs", .limits = WholeNumber{1, 12}, .required = true},
          breakfast.eggs);
    visit(Setting{.key = "share", .words = "share", .limits = AboveUpTo{0.0, 1.0, true}}, breakfast.share);
    visit(Setting{.key = "minutes", .words = "time", .limits = AboveUpTo{0.0, 9.5, false}},
          breakfast.minutes);
    visit(Setting{.key = "kettle"}, breakfast.kettle);
    visit(Setting{.key = "salt", .written = breakfast.salt != 0.0, .applies = breakfast.eggs > 0},
          breakfast.salt);
}

/// What is read, and what there is to complain about.
std::pair<Breakfast, std::string> readBreakfast(std::string_view text) {
    JsonReading reading(text);
    const auto parsed = parseLocatedJson(text);
    Breakfast breakfast;
    read(reading, std::get<JsonValue>(parsed), "meal", breakfast);
    return {breakfast, describe(reading.take())};
}

std::string judged(const Breakfast& breakfast) {
    Rules rules;
    checkSettings(rules, "meal", breakfast);
    return describe(rules.take());
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void missingSettingsKeepTheirValues() {
        const auto [breakfast, complaints] = readBreakfast(R"({"eggs": 3, "kettle": {}})");
        QCOMPARE(QString::fromStdString(complaints), QString());
        QCOMPARE(breakfast, (Breakfast{.eggs = 3, .kettle = Kettle{}}));
    }

    void aRequiredOneAndAnUnknownOneAreComplainedAbout() {
        const QString complaints =
            QString::fromStdString(readBreakfast(R"({"kettle": {"litre": 2}})").second);
        QVERIFY2(complaints.contains("eggs"), qPrintable(complaints));
        QVERIFY2(complaints.contains("meal.kettle.litre"), qPrintable(complaints));
    }

    void aSettingThatDoesNotApplyIsUnknown() {
        const QString complaints = QString::fromStdString(readBreakfast(R"({"eggs": 0, "salt": 1})").second);
        QVERIFY2(complaints.contains("meal.salt"), qPrintable(complaints));
    }

    void writtenInOrderAndOnlyWhatIsToBe() {
        QCOMPARE(settingsJson(Breakfast{}).dump(), std::string(R"({"eggs":2,"share":0.5})"));
        const Breakfast full{.eggs = 1, .minutes = 4.0, .kettle = Kettle{}, .salt = 0.25};
        QCOMPARE(settingsJson(full).dump(),
                 std::string(R"({"eggs":1,"share":0.5,"minutes":4.0,"kettle":{"litres":1.5},"salt":0.25})"));
        QCOMPARE(readBreakfast(settingsJson(full).dump()).first, full);
    }

    void limitsAreJudgedWithTheirSentences() {
        QCOMPARE(judged(Breakfast{}), std::string());
        QCOMPARE(judged({.eggs = 12, .share = 1.0, .minutes = 9.4}), std::string());
        QCOMPARE(judged({.eggs = 13}),
                 std::string("meal.eggs: The number of eggs must be a whole number from 1 to 12; it is 13."));
        QCOMPARE(judged({.share = 0.0}),
                 std::string("meal.share: The share must be above 0 and at most 1; it is 0."));
        QCOMPARE(judged({.minutes = 9.5}),
                 std::string("meal.minutes: The time must be above 0 and below 9.5; it is 9.5."));
        QCOMPARE(judged({.kettle = Kettle{-1.0}}),
                 std::string("meal.kettle.litres: The water in litres must be a finite number above 0; it is "
                             "-1."));
    }

    void notANumberIsRefused() {
        constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!judged({.share = notANumber}).empty());
        QVERIFY(!judged({.minutes = notANumber}).empty());
        QVERIFY(!judged({.kettle = Kettle{notANumber}}).empty());
    }

    void settingsWithinOthersAreFoundByPath() {
        Breakfast breakfast{.kettle = Kettle{}};
        std::vector<std::string> paths;
        eachNestedSetting(breakfast, "meal.", [&paths](const std::string& path, const Setting&, auto&) {
            paths.push_back(path);
        });
        QCOMPARE(paths, (std::vector<std::string>{"meal.eggs", "meal.share", "meal.minutes", "meal.kettle",
                                                  "meal.kettle.litres", "meal.salt"}));
        QVERIFY(
            visitSetting(breakfast, "kettle.litres", []<class Value>(const Setting& setting, Value& value) {
                QCOMPARE(std::string(setting.words), std::string("water in litres"));
                if constexpr (std::is_same_v<Value, double>)
                    value = 0.5;
            }));
        QCOMPARE(breakfast.kettle->litres, 0.5);
        breakfast.kettle.reset();
        QVERIFY(!visitSetting(breakfast, "kettle.litres", [](const Setting&, auto&) {}));
    }
};

GRADEWISE_TEST(TestSettings)
#include "test_settings.moc"
