// The names of enumerations.
#include "core/numbers/name_table.h"
#include "tests/test_case.h"

namespace gradewise {

enum class Season { Spring, Summer, Autumn };
template <>
Names<Season> namesOf<Season>();

} // namespace gradewise

using namespace gradewise;

namespace {

constexpr auto seasons = nameTable<Season>({
    {Season::Autumn, "autumn", "Autumn, or fall", "Autumn"},
    {Season::Spring, "spring", "Spring"},
    {Season::Summer, "summer", "Summer"},
});
static_assert(seasons.isWhole());

constexpr auto twoSeasons = nameTable<Season>({{Season::Spring, "spring"}, {Season::Summer, "summer"}});
static_assert(!twoSeasons.isWhole());
constexpr auto gap = nameTable<Season>({{Season::Spring, "spring"}, {Season::Autumn, "autumn"}});
static_assert(!gap.isWhole());

enum class Nameless { One };
static_assert(Named<Season> && !Named<Nameless> && !Named<int>);

} // namespace

template <>
Names<Season> gradewise::namesOf<Season>() {
    return seasons;
}

class TestNameTable : public QObject {
    Q_OBJECT

private slots:
    void valuesAreOfferedInTheOrderOfTheTable() {
        QCOMPARE(allOf<Season>().size(), std::size_t{3});
        QVERIFY(allOf<Season>()[0] == Season::Autumn && allOf<Season>()[2] == Season::Summer);
    }

    void aValueAndItsNameFindEachOther() {
        for (const Season season : allOf<Season>())
            QVERIFY(fromName<Season>(name(season)) == season);
        QVERIFY(!fromName<Season>("winter") && !fromName<Season>("Autumn") && !fromName<Season>(""));
        QVERIFY(name(static_cast<Season>(7)).empty());
    }

    void theShortNameIsTheDisplayNameWhereThereIsNone() {
        QCOMPARE(std::string(shortName(Season::Autumn)), std::string("Autumn"));
        QCOMPARE(std::string(displayName(Season::Autumn)), std::string("Autumn, or fall"));
        QCOMPARE(std::string(shortName(Season::Spring)), std::string("Spring"));
    }
};

GRADEWISE_TEST(TestNameTable)
#include "test_name_table.moc"
