// Figures for papers and slides: any panel or the whole page as PNG, SVG or PDF, the same from the window and
// without a display. Always drawn afresh from the model with the print theme, never grabbed from the screen.
#pragma once

#include "ui/panels/panel_list.h"

#include <QByteArray>
#include <QImage>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace gradewise {

enum class FigureFormat { Png, Svg, Pdf };
std::optional<FigureFormat> figureFormatFromName(const QString& name); ///< "png", "svg", "pdf"
QString figureFormatSuffix(FigureFormat format);

struct FigureOptions {
    QSizeF millimetres{178.0, 110.0};
    double dpi = 300.0;    ///< PNG only
    bool dark = false;     ///< the screen's dark theme instead of the print theme
    PanelViews views = {}; ///< of the panels, as chosen in a window
    /// The run as it stood after that many grades (from 1); nothing: as it stands.
    std::optional<std::size_t> grade = {};
};

/// Width and height of a PNG in pixels.
QSize pixelSize(const FigureOptions& options);

/// A size that suits the content, for a width in millimetres.
QSizeF usualFigureSize(const RunModel& model, std::optional<PanelKind> kind, double width,
                       const PanelViews& views = {}, std::optional<std::size_t> grade = {});

/// The file's content, the same bytes for the same run and options wherever it is made. Throws FileError when
/// the options make no sense.
QByteArray figureBytes(const RunModel& model, std::optional<PanelKind> kind, FigureFormat format,
                       const FigureOptions& options);
/// The same of another page than a run's, laid out and shown as makeFigurePage() does.
QByteArray figureBytes(std::unique_ptr<QWidget> page, const QString& title, FigureFormat format,
                       const FigureOptions& options);
/// Writes one panel, or with no kind the whole figure (all panels on one page). Throws FileError.
void exportFigure(const RunModel& model, std::optional<PanelKind> kind, FigureFormat format,
                  const FigureOptions& options, const QString& path);
/// The picture.
QImage renderFigure(const RunModel& model, std::optional<PanelKind> kind, const FigureOptions& options);
/// The picture, and the same as SVG, for other programs to paste.
void copyFigureToClipboard(const RunModel& model, std::optional<PanelKind> kind,
                           const FigureOptions& options);
/// Writes the whole figure (of the size in the options) and every panel (as wide, of the usual height) in
/// each format into a folder; returns the files' names.
QStringList exportAll(const RunModel& model, const std::vector<FigureFormat>& formats,
                      const FigureOptions& options, const QString& folder);

} // namespace gradewise
