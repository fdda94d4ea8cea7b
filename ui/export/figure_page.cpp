#include "ui/export/figure_page.h"

#include "ui/charts/number_format.h"
#include "ui/export/paper_style.h"
#include "ui/models/plain_text.h"
#include "ui/models/run_model.h"
#include "ui/panels/residuals/residuals_panel.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Panels on a page: a wide page has two columns, a narrow one (a paper's single column) stacks them.
constexpr double stackedBelowAspect = 0.75;

/// The letters have so many pixels; a figure has 96 an inch.
QLabel* text(const QString& words, const QColor& colour, int pixels, bool bold) {
    auto* label = new QLabel(words);
    label->setTextFormat(Qt::PlainText);
    QFont font = paperFont();
    font.setPixelSize(pixels);
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    label->setFont(font);
    // The application's style sheet is the screen's; this is paper.
    label->setStyleSheet(
        QStringLiteral("QLabel { color: %1; background: transparent; font-size: %2px; font-weight: %3; }")
            .arg(colour.name())
            .arg(pixels)
            .arg(bold ? 600 : 400));
    return label;
}

QWidget* panelFor(PanelKind kind, const Theme& theme) {
    return makePanel(kind, nullptr, theme, true).release();
}

void fillWhole(QWidget& page, const RunModel& model, const Theme& theme, bool stacked) {
    auto* layout = new QVBoxLayout(&page);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(2);
    layout->addWidget(text(figureTitle(model), theme.text, 16, true));
    layout->addWidget(text(figureSubtitle(model), theme.mutedText, 12, false));
    layout->addSpacing(4);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    layout->addLayout(grid, 1);
    const auto add = [&](PanelKind kind, int row, int column, int rows) {
        grid->addWidget(panelFor(kind, theme), row, column, rows, 1);
    };
    if (stacked) {
        const int stretches[] = {26, 40, 20, 20, 20};
        int row = 0;
        for (const PanelTraits* panel : allPanels()) {
            if (!panel->inWholeFigure)
                continue;
            grid->setRowStretch(row, stretches[std::min(row, 4)]);
            add(panel->kind, row++, 0, 1);
        }
        return;
    }
    // Twelve rows: the middle column is divided 4 : 8, the right one in three.
    for (int row = 0; row < 12; ++row)
        grid->setRowStretch(row, 1);
    add(PanelKind::Target, 0, 0, 4);
    add(PanelKind::Residuals, 4, 0, 8);
    add(PanelKind::ErrorByGrade, 0, 1, 4);
    add(PanelKind::LossByEpoch, 4, 1, 4);
    add(PanelKind::Network, 8, 1, 4);
    grid->setColumnStretch(0, 62);
    grid->setColumnStretch(1, 38);
}

} // namespace

QString figureTitle(const RunModel& model) {
    const ExperimentConfig& config = model.config();
    if (!config.title.empty())
        return shownTitle(config);
    if (config.target.kind == TargetConfig::Kind::Formula && !config.target.formulas.empty())
        return shownText(QString::fromStdString(config.target.formulas.front()));
    return QString::fromStdString(config.target.id);
}

QString figureSubtitle(const RunModel& model) {
    const std::size_t curves = model.gradesWithCurve();
    if (curves == 0)
        return QObject::tr("not trained yet");
    const Metrics& grid = model.grades()[curves - 1].grid;
    const bool absolute = std::isnan(grid.relativeL2); // of a target that is zero
    const QString grades = curves == 1 ? QObject::tr("one grade") : QObject::tr("%1 grades").arg(curves);
    return (absolute ? QObject::tr("%1 · L² error %2 (absolute) on the grid · seed %3")
                     : QObject::tr("%1 · relative L² error %2 on the grid · seed %3"))
        .arg(grades, compactNumber(absolute ? grid.l2 : grid.relativeL2),
             QString::number(model.config().seed));
}

QSize leastPageSize(const RunModel& model, std::optional<PanelKind> kind, double aspect,
                    const PanelViews& views) {
    if (kind)
        return panelTraits(*kind).leastSize(model, viewOf(views, *kind));
    // The older ones of more strips are left out: a page is drawn smaller until all has room, and at twice as
    // many its words would be below five points.
    const int strips =
        static_cast<int>(std::min(roomInStrips(model, viewOf(views, PanelKind::Residuals)), 16.0));
    const int residuals = std::max(48 * strips + 50, 220);
    return aspect < stackedBelowAspect ? QSize(440, 560 + residuals + 220)
                                       : QSize(900, std::max(620, residuals * 3 / 2 + 60));
}

std::unique_ptr<QWidget> makeFigurePage(const RunModel& model, std::optional<PanelKind> kind,
                                        const Theme& theme, QSize size, const PanelViews& views) {
    auto page = std::make_unique<QWidget>();
    page->setAttribute(Qt::WA_DontShowOnScreen);
    page->setObjectName(QStringLiteral("figurePage"));
    new PaperStyle(*page, theme);
    page->setStyleSheet(QStringLiteral("#figurePage { background: %1; }")
                            .arg(theme.dark ? theme.window.name() : theme.card.name()));
    if (kind) {
        auto* layout = new QVBoxLayout(page.get());
        layout->setContentsMargins(4, 4, 4, 4);
        layout->addWidget(panelFor(*kind, theme));
    } else {
        fillWhole(*page, model, theme,
                  static_cast<double>(size.width()) < stackedBelowAspect * size.height());
    }
    page->resize(size);
    page->show(); // gives every child its size and its style; WA_DontShowOnScreen keeps it off the screen
    for (Panel* panel : page->findChildren<Panel*>()) {
        panel->setTheme(theme); // once more, with the page's letters
        if (const auto view = views.find(panel->kind()); view != views.end())
            panel->chooseView(view->second);
        panel->showRun(model);
        panel->followData();
    }
    return page;
}

} // namespace gradewise
