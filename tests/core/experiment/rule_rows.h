// Rules of validate() as rows: a change of the default experiment, and the place that must be named.
#pragma once

#include "core/configuration/config.h"
#include "core/experiment/validate.h"

#include <QTest>

#include <functional>
#include <vector>

namespace gradewise {

struct RuleRow {
    const char* name;
    const char* path; ///< expected; empty: valid
    std::function<void(ExperimentConfig&)> change;
};

/// The rows of a test, by their places.
inline void addRules(const std::vector<RuleRow>& rows) {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < rows.size(); ++i)
        QTest::newRow(rows[i].name) << static_cast<int>(i);
}

inline void checkRule(const RuleRow& rule) {
    ExperimentConfig config;
    rule.change(config);
    const auto issues = validate(config);
    if (*rule.path == '\0') {
        QVERIFY2(issues.empty(), issues.empty() ? "" : issues.front().sentence.c_str());
        return;
    }
    QCOMPARE(issues.size(), std::size_t{1});
    const std::string& sentence = issues.front().sentence;
    QCOMPARE(QString::fromStdString(issues.front().path), QString(rule.path));
    QVERIFY(sentence.size() > 20);
    QVERIFY2(sentence.ends_with('.') || sentence.ends_with(".)") || sentence.ends_with('?'),
             sentence.c_str());
}

} // namespace gradewise
