// What came of a study, as a file.
#pragma once

#include "ui/theme.h"

#include <QSize>
#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>

namespace gradewise {

/// How each kind of file is made; only the one that is wanted is asked for.
struct StudyFiles {
    QString title; ///< of figures
    std::function<std::string()> csv;
    std::function<std::string()> json;
    QSize page; ///< of a figure, in 1/96 inch
    std::function<std::unique_ptr<QWidget>(QSize)> figure;
};

/// Writes as the suffix of the path says: csv and json, png, svg and pdf. Throws FileError.
void writeStudy(const StudyFiles& files, const QString& path);

/// An empty page for a figure: laid out and never shown on screen.
std::unique_ptr<QWidget> makeStudyPage(QWidget* content, const Theme& theme, QSize size);

} // namespace gradewise
