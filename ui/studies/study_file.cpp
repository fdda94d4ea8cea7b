#include "ui/studies/study_file.h"

#include "core/record/json.h"
#include "ui/export/figures.h"
#include "ui/export/paper_style.h"

#include <QFileInfo>
#include <QVBoxLayout>

#include <filesystem>

namespace gradewise {

void writeStudy(const StudyFiles& files, const QString& path) {
    const std::filesystem::path file = path.toStdU16String();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("csv"))
        return writeFile(file, files.csv());
    if (suffix == QLatin1String("json"))
        return writeFile(file, files.json());
    const auto format = figureFormatFromName(suffix);
    if (!format)
        throw FileError("The file's name must end in .csv, .json, .png, .svg or .pdf.");
    FigureOptions options;
    options.millimetres = QSizeF(files.page) * 25.4 / 96.0;
    const PaperNumbers numbers;
    const QByteArray bytes = figureBytes(files.figure(files.page), files.title, *format, options);
    writeFile(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

std::unique_ptr<QWidget> makeStudyPage(QWidget* content, const Theme& theme, QSize size) {
    auto page = std::make_unique<QWidget>();
    page->setAttribute(Qt::WA_DontShowOnScreen);
    page->setObjectName(QStringLiteral("figurePage"));
    new PaperStyle(*page, theme);
    page->setStyleSheet(QStringLiteral("#figurePage { background: %1; }").arg(theme.card.name()));
    auto* layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(content);
    page->resize(size);
    page->show();
    return page;
}

} // namespace gradewise
