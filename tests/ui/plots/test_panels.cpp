#include "run_fixture.h"
#include "ui/models/cursor.h"
#include "ui/plots/curveview.h"
#include "ui/plots/error_panel.h"
#include "ui/plots/loss_panel.h"
#include "ui/plots/panel.h"
#include "ui/plots/residuals_panel.h"
#include "ui/plots/target_panel.h"

#include <QPainter>
#include <QSvgGenerator>
#include <QTest>

using namespace gradewise;

class PanelsTest : public QObject {
    Q_OBJECT
private slots:
    void look();
};

void PanelsTest::look() {
    const QString folder = qEnvironmentVariable("GRADEWISE_LOOK");
    if (folder.isEmpty()) {
        QSKIP("Set GRADEWISE_LOOK to a folder to look at the panels.");
    }
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(14);
    QApplication::setFont(font);
    for (const bool dark : {false, true}) {
        const Theme& theme = dark ? Theme::darkTheme() : Theme::lightTheme();
        Cursor cursor;
        RunModel model;
        fixture::run(model, 3, 6);
        QWidget window;
        window.resize(1270, 870);
        QPalette palette;
        palette.setColor(QPalette::Window, theme.window);
        window.setPalette(palette);
        std::vector<std::unique_ptr<Panel>> panels;
        const QRect places[] = {{10, 10, 836, 300},
                                {10, 320, 836, 540},
                                {856, 10, 404, 270},
                                {856, 290, 404, 250},
                                {856, 550, 404, 310}};
        int i = 0;
        for (const PanelKind kind : allPanelKinds()) {
            auto panel = makePanel(kind, &cursor, theme, false);
            panel->setParent(&window);
            panel->setGeometry(places[i++]);
            panel->showRun(model);
            qInfo() << panel->summary();
            panels.push_back(std::move(panel));
        }
        window.show();
        QTest::qWait(100);
        window.grab().save(folder + (dark ? "/dark.png" : "/light.png"));
        cursor.moveTo(model.gridPoints()(0, 900));
        QTest::qWait(50);
        window.grab().save(folder + (dark ? "/dark-cursor.png" : "/light-cursor.png"));
    }
}

QTEST_MAIN(PanelsTest)
#include "test_panels.moc"
