#include "ui/export/figures.h"

#include "core/record/json.h"
#include "ui/export/figure_page.h"
#include "ui/export/figure_sheet.h"
#include "ui/export/paper_style.h"
#include "ui/models/run_model.h"
#include "ui/panels/residuals/residuals_panel.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double mostPixels = 200e6;

/// The run as a figure shows it.
class ShownRun {
public:
    ShownRun(const RunModel& model, std::optional<std::size_t> grade) : model_(&model) {
        if (!grade)
            return;
        if (*grade < 1 || *grade > model.gradesWithCurve())
            throw FileError(QObject::tr("There is no grade %1 to show; this run has %2.")
                                .arg(*grade)
                                .arg(model.gradesWithCurve())
                                .toStdString());
        earlier_ = std::make_unique<RunModel>();
        earlier_->showUpTo(model, *grade);
        model_ = earlier_.get();
    }
    const RunModel& model() const { return *model_; }

private:
    const RunModel* model_;
    std::unique_ptr<RunModel> earlier_;
};

/// As the pages show them.
PanelViews viewsOf(const FigureOptions& options) {
    PanelViews views = options.views;
    if (options.grade)
        views.erase(PanelKind::Audit); // it shows the newest of the grades that there were
    return views;
}

QSizeF physicalSize(const FigureOptions& options) {
    return options.millimetres / millimetresPerInch * logicalDpi;
}

FigureSheet makeSheet(const RunModel& model, std::optional<PanelKind> kind, const FigureOptions& options) {
    const QSizeF physical = physicalSize(options);
    const double aspect = physical.width() / physical.height();
    const QSize least = leastPageSize(model, kind, aspect, options.views);
    // Too little room: laid out larger and drawn smaller, with the same proportions.
    const double scale =
        std::max({1.0, least.width() / physical.width(), least.height() / physical.height()});
    const Theme& theme = options.dark ? Theme::darkTheme() : Theme::printTheme();
    return {makeFigurePage(model, kind, theme, (physical * scale).toSize(), viewsOf(options)),
            figureTitle(model), physical};
}

void checkOptions(const FigureOptions& options) {
    const QSizeF size = options.millimetres;
    if (!(size.width() >= 10.0 && size.height() >= 10.0 && size.width() <= 2000.0 && size.height() <= 2000.0))
        throw FileError("A figure must be 10 to 2000 mm wide and high.");
    if (!(options.dpi >= 30.0 && options.dpi <= 2400.0))
        throw FileError("The resolution must be 30 to 2400 dots per inch.");
    const QSize pixels = pixelSize(options);
    if (static_cast<double>(pixels.width()) * pixels.height() > mostPixels)
        throw FileError("The picture would have more than 200 million pixels; choose a smaller size or fewer "
                        "dots per inch.");
}

void write(const QString& path, const QByteArray& bytes) {
    writeFile(path.toStdU16String(),
              std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QByteArray bytesOf(const FigureSheet& sheet, FigureFormat format, const FigureOptions& options) {
    switch (format) {
    case FigureFormat::Png:
        return pngOf(imageOf(sheet, pixelSize(options), options.dpi));
    case FigureFormat::Svg:
        return svgOf(sheet, options.millimetres);
    case FigureFormat::Pdf:
        return pdfOf(sheet, options.millimetres);
    }
    return {};
}

QString suffix(FigureFormat format) {
    switch (format) {
    case FigureFormat::Png:
        return QStringLiteral("png");
    case FigureFormat::Svg:
        return QStringLiteral("svg");
    case FigureFormat::Pdf:
        return QStringLiteral("pdf");
    }
    return {};
}

} // namespace

std::optional<FigureFormat> figureFormatFromName(const QString& name) {
    for (const auto format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf})
        if (name.compare(suffix(format), Qt::CaseInsensitive) == 0)
            return format;
    return std::nullopt;
}

QString figureFormatSuffix(FigureFormat format) {
    return suffix(format);
}

QSize pixelSize(const FigureOptions& options) {
    const QSizeF pixels = options.millimetres / millimetresPerInch * options.dpi;
    return {static_cast<int>(std::lround(pixels.width())), static_cast<int>(std::lround(pixels.height()))};
}

QSizeF usualFigureSize(const RunModel& model, std::optional<PanelKind> kind, double width,
                       const PanelViews& views, std::optional<std::size_t> grade) {
    const ShownRun shown(model, grade);
    if (kind)
        return {width, width * panelTraits(*kind).usualHeight(shown.model(), viewOf(views, *kind))};
    const double strips = roomInStrips(shown.model(), viewOf(views, PanelKind::Residuals));
    return {width, width < 120.0 ? 2.4 * width : width * std::clamp(0.3 + 0.09 * strips, 0.62, 1.3)};
}

QImage renderFigure(const RunModel& model, std::optional<PanelKind> kind, const FigureOptions& options) {
    checkOptions(options);
    const PaperNumbers numbers;
    const ShownRun shown(model, options.grade);
    return imageOf(makeSheet(shown.model(), kind, options), pixelSize(options), options.dpi);
}

QByteArray figureBytes(const RunModel& model, std::optional<PanelKind> kind, FigureFormat format,
                       const FigureOptions& options) {
    checkOptions(options);
    const PaperNumbers numbers;
    const ShownRun shown(model, options.grade);
    return bytesOf(makeSheet(shown.model(), kind, options), format, options);
}

QByteArray figureBytes(std::unique_ptr<QWidget> page, const QString& title, FigureFormat format,
                       const FigureOptions& options) {
    checkOptions(options);
    const PaperNumbers numbers;
    return bytesOf({std::move(page), title, physicalSize(options)}, format, options);
}

void copyFigureToClipboard(const RunModel& model, std::optional<PanelKind> kind,
                           const FigureOptions& options) {
    auto data = std::make_unique<QMimeData>();
    data->setImageData(renderFigure(model, kind, options));
    data->setData(QStringLiteral("image/svg+xml"), figureBytes(model, kind, FigureFormat::Svg, options));
    QGuiApplication::clipboard()->setMimeData(data.release());
}

void exportFigure(const RunModel& model, std::optional<PanelKind> kind, FigureFormat format,
                  const FigureOptions& options, const QString& path) {
    write(path, figureBytes(model, kind, format, options));
}

QStringList exportAll(const RunModel& model, const std::vector<FigureFormat>& formats,
                      const FigureOptions& options, const QString& folder) {
    if (!QDir().mkpath(folder))
        throw FileError(QStringLiteral("The folder %1 cannot be made.").arg(folder).toStdString());
    QStringList names;
    for (const FigureFormat format : formats) {
        const auto put = [&](const QString& base, std::optional<PanelKind> kind, const FigureOptions& with) {
            const QString name = base + QLatin1Char('.') + suffix(format);
            exportFigure(model, kind, format, with, QDir(folder).filePath(name));
            names << name;
        };
        put(QStringLiteral("figure"), std::nullopt, options);
        for (const PanelTraits* panel : allPanels()) {
            FigureOptions single = options;
            single.millimetres = usualFigureSize(model, panel->kind, options.millimetres.width(),
                                                 options.views, options.grade);
            put(panel->id, panel->kind, single);
        }
    }
    return names;
}

} // namespace gradewise
