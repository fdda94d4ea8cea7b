// What the tests of manual window share.
#pragma once

#include "tests/core/manual/examples.h"
#include "tests/solver_options.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"
#include "ui/mainwindow.h"
#include "ui/manual/manual_browser.h"
#include "ui/manual/manual_list.h"
#include "ui/manual/manual_window.h"
#include "ui/manual/page_html.h"
#include "ui/panels/panel_list.h"
#include "ui/studies/duel/duel_window.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>
#include <QToolButton>
#include <QTreeWidgetItemIterator>

namespace gradewise::manual_window_fixture {

inline ManualWindow* manualOf(const QWidget& window) {
    return window.findChild<ManualWindow*>();
}

inline bool exists(const QString& topic) {
    return findManualPlace(topic.toStdString()).has_value();
}

inline QStringList topicsAsked(const QWidget& window) {
    QStringList topics;
    for (const QWidget* widget : window.findChildren<QWidget*>())
        if (const QString topic = widget->property("helpTopic").toString(); !topic.isEmpty())
            topics << topic;
    for (const HelpButton* button : window.findChildren<HelpButton*>())
        topics << button->topic();
    return topics;
}

/// Keys need a window that is active.
inline bool openActive(ManualWindow& window, const QString& topic) {
    window.open(topic);
    return QTest::qWaitForWindowActive(&window);
}

class ManualTest : public QObject {
protected:
    static ExperimentConfig newExperimentOf(const Solver& solver) {
        ExperimentConfig config = experimentOf(5, 1);
        config.target.formulas = {"x"};
        setSolver(config.grades[0], solver, 1);
        return config;
    }

    std::unique_ptr<OwnSettings> settings_;
};

} // namespace gradewise::manual_window_fixture
