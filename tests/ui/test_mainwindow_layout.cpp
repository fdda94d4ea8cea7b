// Panels and windows: shown, hidden, restored, within the screen.
#include "tests/test_case.h"
#include "tests/ui/mainwindow_fixture.h"

using namespace gradewise;
using namespace gradewise::mainwindow_fixture;

class TestMainWindowLayout : public MainWindowTest {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { window_.reset(); }

    void aNarrowWindowKeepsTheThemeButton() {
        window_->showFirstRun();
        auto* button = window_->findChild<QToolButton*>(QStringLiteral("themeButton"));
        auto* name = window_->findChild<ElidedLabel*>(QStringLiteral("documentName"));
        for (const QSize size : {QSize(1600, 1000), QSize(1280, 800), QSize(1024, 600), QSize(960, 540)}) {
            window_->resize(size);
            QTRY_COMPARE(window_->size(), size);
            QTRY_VERIFY2(button->isVisible(), qPrintable(QString::number(size.width())));
            QVERIFY(button->mapTo(window_.get(), QPoint(button->width(), 0)).x() <= size.width());
        }
        QVERIFY(name->shownText() != name->text());
    }

    void noWindowGrowsBeyondAllScreens() {
        window_->resize(20'000, 20'000);
        trigger(*window_, "exportFigures");
        auto* dialog = window_->findChild<QDialog*>(QStringLiteral("exportDialog"));
        dialog->resize(20'000, 20'000);
        for (const QWidget* window : {static_cast<QWidget*>(window_.get()), static_cast<QWidget*>(dialog)})
            QVERIFY2(window->width() <= 7680 && window->height() <= 4320,
                     qPrintable(QStringLiteral("%1 × %2").arg(window->width()).arg(window->height())));
    }

    void dialogsThatAreOpenComeToTheFront() {
        for (const auto& [action, name] :
             {std::pair("exportFigures", "exportDialog"), std::pair("shortcuts", "shortcutsDialog"),
              std::pair("about", "aboutDialog"), std::pair("duel", "duelWindow"),
              std::pair("sweep", "sweepWindow")}) {
            for (int i = 0; i < 3; ++i)
                trigger(*window_, action);
            QCOMPARE(window_->findChildren<QDialog*>(QString::fromLatin1(name)).size(), 1);
        }
    }

    void zoomSurvivesUpdatesAndANewRunFollowsTheDataAgain() {
        openEndless();
        Cursor& cursor = window_->findChild<PanelArea*>()->cursor();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        cursor.zoomTo(0.2, 0.4);
        const std::size_t before = bench().model().history().size();
        QTRY_VERIFY(bench().model().history().size() > before + 50);
        QTest::qWait(100);
        QVERIFY(cursor.stretch().has_value());
        QCOMPARE(cursor.stretch()->first, 0.2);
        trigger(*window_, "runAfresh");
        QTRY_VERIFY(!cursor.stretch().has_value());
    }

    void networkAndAuditShareAPlace() {
        window_->showFirstRun();
        auto* area = window_->findChild<PanelArea*>();
        Panel& network = area->panel(PanelKind::Network);
        Panel& audit = area->panel(PanelKind::Audit);
        const QSize size = network.size();
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-audit"))->click();
        QVERIFY(audit.isVisible() && !network.isVisible());
        QTRY_VERIFY2(audit.summary().contains(QStringLiteral("V4 frozen stays frozen: held")),
                     qPrintable(audit.summary()));
        QTRY_COMPARE(audit.size(), size);
        trigger(*window_, "maximise-audit");
        QVERIFY(area->maximised() == PanelKind::Audit);
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-network"))->click();
        QVERIFY(area->maximised() == PanelKind::Network && network.isVisible() && !audit.isVisible());
        trigger(*window_, "maximise-network");
        trigger(*window_, "show-network"); // hidden: its place is the other's
        QVERIFY(audit.isVisible() && !network.isVisible());
        trigger(*window_, "show-network");
        QVERIFY(network.isVisible() && !audit.isVisible());
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-audit"))->click();
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QVERIFY(area->front() == PanelKind::Audit);
        trigger(*window_, "resetLayout");
        QVERIFY(area->panel(PanelKind::Network).isVisible());
    }

    void threePanelsShareOnePlace() {
        window_->showFirstRun();
        auto* area = window_->findChild<PanelArea*>();
        const auto onShow = [&area] {
            QStringList ids;
            for (const PanelKind kind : PanelArea::sharing())
                if (area->panel(kind).isVisible())
                    ids << panelId(kind);
            return ids.join(QLatin1Char(' '));
        };
        for (const PanelKind kind : PanelArea::sharing()) {
            trigger(*window_, qPrintable(QStringLiteral("front-") + panelId(kind)));
            QCOMPARE(onShow(), panelId(kind));
            // Its title row names all three, itself as the one on show.
            for (const PanelKind other : PanelArea::sharing()) {
                auto* name =
                    area->panel(kind).findChild<QToolButton*>(QStringLiteral("switchTo-") + panelId(other));
                QVERIFY(name && name->isVisible() && name->text() == panelTitle(other));
                QCOMPARE(name->isChecked(), kind == other);
                QVERIFY(area->panel(kind).rect().contains(name->geometry()));
            }
        }
        auto* own = area->panel(PanelKind::Spectrum).findChild<QToolButton*>("switchTo-spectrum");
        own->click();
        QVERIFY(own->isChecked());
        QTRY_VERIFY(!area->panel(PanelKind::Spectrum).summary().isEmpty());
        // Hiding uncovers the next, and the front action fetches it back, out of another's maximisation too.
        trigger(*window_, "show-spectrum");
        QCOMPARE(onShow(), QStringLiteral("network"));
        trigger(*window_, "show-network");
        QCOMPARE(onShow(), QStringLiteral("audit"));
        trigger(*window_, "show-audit");
        QCOMPARE(onShow(), QString());
        trigger(*window_, "maximise-residuals");
        trigger(*window_, "front-spectrum");
        QCOMPARE(onShow(), QStringLiteral("spectrum"));
        QVERIFY(!area->maximised());
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QCOMPARE(onShow(), QStringLiteral("spectrum"));
    }

    void settingsWrittenBeforeTheSpectrumCameStillHold_data() {
        QTest::addColumn<QStringList>("hidden");
        QTest::addColumn<QString>("front");
        QTest::addColumn<QString>("onShow");
        QTest::newRow("audit in front") << QStringList{} << "audit"
                                        << "audit";
        QTest::newRow("network hidden") << QStringList{"network"} << "network"
                                        << "audit";
        QTest::newRow("place left empty") << QStringList{"network", "audit"} << "audit"
                                          << "";
    }
    void settingsWrittenBeforeTheSpectrumCameStillHold() {
        QFETCH(QStringList, hidden);
        QFETCH(QString, front);
        QFETCH(QString, onShow);
        window_->close();
        QSettings settings;
        settings.setValue(QStringLiteral("layout-1/hidden"), hidden);
        settings.setValue(QStringLiteral("layout-1/front"), front);
        settings.remove(QStringLiteral("layout-1/view-spectrum"));
        openWindow();
        for (const PanelKind kind : PanelArea::sharing())
            QCOMPARE(window_->findChild<PanelArea*>()->panel(kind).isVisible(), panelId(kind) == onShow);
    }

    void panelsHideMaximiseAndComeBackNextTime() {
        auto* area = window_->findChild<PanelArea*>();
        trigger(*window_, "show-network");
        QVERIFY(!area->panel(PanelKind::Network).isVisible());
        trigger(*window_, "maximise-residuals");
        for (const Panel* panel : area->panels())
            QCOMPARE(panel->isVisible(), panel->kind() == PanelKind::Residuals);
        trigger(*window_, "maximise-residuals");
        QVERIFY(area->panel(PanelKind::Target).isVisible());
        QVERIFY(!area->panel(PanelKind::Network).isVisible());
        QTest::mouseDClick(&area->panel(PanelKind::LossByEpoch), Qt::LeftButton, {}, QPoint(60, 8));
        QVERIFY(area->maximised() == PanelKind::LossByEpoch);
        trigger(*window_, "showSettings");
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QVERIFY(!area->maximised().has_value()); // a passing look, not an arrangement
        QVERIFY(!area->isShown(PanelKind::Network));
        QVERIFY(!area->settingsShown());
        trigger(*window_, "resetLayout");
        QVERIFY(area->panel(PanelKind::Network).isVisible());
        QVERIFY(area->settingsShown());
    }

    void aWindowIsNeverRestoredWhereNobodySeesIt_data() {
        QTest::addColumn<QRect>("left");
        QTest::newRow("far right") << QRect(20000, 100, 900, 600);
        QTest::newRow("above the screen") << QRect(100, -3000, 900, 600);
    }
    void aWindowIsNeverRestoredWhereNobodySeesIt() {
        QFETCH(QRect, left);
        window_->setGeometry(left);
        QSettings().setValue(QStringLiteral("layout-1/geometry"), window_->saveGeometry());
        openWindow();
        QVERIFY(QApplication::primaryScreen()->availableGeometry().intersects(window_->geometry()));
        QVERIFY(window_->geometry().left() >= 0);
        QVERIFY(window_->geometry().top() >= 0);
    }

    void nonsenseInTheSettingsIsIgnored() {
        QSettings settings;
        settings.setValue(QStringLiteral("layout-1/geometry"), QByteArray("nonsense"));
        settings.setValue(QStringLiteral("layout-1/columns"), QByteArray("nonsense"));
        settings.setValue(QStringLiteral("layout-1/usualSizes"), false);
        settings.setValue(QStringLiteral("layout-1/hidden"), QStringLiteral("no such panel"));
        settings.setValue(QStringLiteral("theme"), QStringLiteral("purple"));
        openWindow();
        window_->resize(1280, 800); // the offscreen screen itself is smaller than any that people have
        for (const Panel* panel : window_->findChild<PanelArea*>()->panels()) {
            QCOMPARE(panel->isVisible(), !isBehindTheNetwork(panel->kind()));
            if (!panel->isVisible())
                continue; // behind the network
            QVERIFY2(panel->width() > 150 && panel->height() > 80, qPrintable(QStringLiteral("%1: %2 × %3")
                                                                                  .arg(panelId(panel->kind()))
                                                                                  .arg(panel->width())
                                                                                  .arg(panel->height())));
        }
    }
};

GRADEWISE_TEST(TestMainWindowLayout)
#include "test_mainwindow_layout.moc"
