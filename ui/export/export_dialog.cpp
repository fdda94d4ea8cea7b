#include "ui/export/export_dialog.h"

#include "ui/help/help_topic.h"
#include "ui/models/plain_text.h"
#include "ui/models/problem_text.h"
#include "ui/models/run_model.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <exception>

namespace gradewise {

namespace {

constexpr QLatin1String folderKey("exportFolder");

QString exportFolder() {
    return QSettings().value(folderKey, QDir::homePath()).toString();
}

QDoubleSpinBox* millimetres() {
    auto* box = new QDoubleSpinBox;
    box->setRange(10.0, 2000.0);
    box->setDecimals(1);
    box->setSuffix(QStringLiteral(" mm"));
    return box;
}

} // namespace

ExportDialog::ExportDialog(const RunModel& model, std::optional<PanelKind> kind, QWidget* parent)
    : QDialog(parent),
      model_(model),
      what_(new QComboBox),
      grade_(new QComboBox),
      format_(new QComboBox),
      preset_(new QComboBox),
      width_(millimetres()),
      height_(millimetres()),
      dpi_(new QComboBox),
      look_(new QComboBox),
      pixels_(new QLabel),
      preview_(new QLabel),
      said_(new QLabel) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export figures"));
    preview_->setMinimumSize(420, 320);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setAccessibleName(tr("Preview of the figure"));
    preview_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    said_->setWordWrap(true);
    said_->setTextFormat(Qt::PlainText);
    said_->setObjectName(QStringLiteral("exportSaid"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close | QDialogButtonBox::Help);
    setHelpTopic(*this, QStringLiteral("figures"));
    connect(buttons, &QDialogButtonBox::helpRequested, this,
            [this] { requestHelp(*this, helpTopicOf(this)); });
    auto* one = buttons->addButton(tr("Export…"), QDialogButtonBox::ActionRole);
    auto* set = buttons->addButton(tr("Export All…"), QDialogButtonBox::ActionRole);
    auto* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    one->setProperty("primary", true);
    one->setDefault(true);
    set->setToolTip(tr("Writes the whole figure and every panel into a folder."));
    connect(one, &QPushButton::clicked, this, &ExportDialog::exportOne);
    connect(set, &QPushButton::clicked, this, &ExportDialog::exportSet);
    connect(copyButton, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* row = new QHBoxLayout;
    row->addWidget(buildFields());
    row->addWidget(preview_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    layout->addWidget(said_);
    layout->addWidget(buttons);
    soon_.setSingleShot(true);
    soon_.setInterval(150);
    connect(&soon_, &QTimer::timeout, this, &ExportDialog::showPreview);
    // A run that ends behind the dialog changes what would be written; during one, pictures would cost it
    // time.
    connect(&model_, &RunModel::reset, this, &ExportDialog::offerGrades);
    connect(&model_, &RunModel::updated, this, [this] {
        offerGrades();
        if (model_.phase() == RunModel::Phase::Ended)
            soon_.start();
    });
    offerGrades();
    what_->setCurrentIndex(std::max(0, what_->findData(kind ? static_cast<int>(*kind) : -1)));
    usePreset(preset_->currentIndex());
    resize(900, 560);
}

QWidget* ExportDialog::buildFields() {
    what_->addItem(tr("Whole figure"), -1);
    for (const PanelTraits* panel : allPanels())
        what_->addItem(panel->title(), static_cast<int>(panel->kind));
    format_->addItem(tr("PNG, a picture"), static_cast<int>(FigureFormat::Png));
    format_->addItem(tr("SVG, drawing to edit"), static_cast<int>(FigureFormat::Svg));
    format_->addItem(tr("PDF, for LaTeX"), static_cast<int>(FigureFormat::Pdf));
    preset_->addItem(tr("Two columns, 178 mm"), QSizeF(178.0, 0.0));
    preset_->addItem(tr("One column, 86 mm"), QSizeF(86.0, 0.0));
    preset_->addItem(tr("Slide, 16 : 9"), QSizeF(254.0, 142.875));
    preset_->addItem(tr("Other size"));
    for (const int dpi : {150, 300, 600})
        dpi_->addItem(QString::number(dpi), dpi);
    dpi_->setCurrentIndex(1);
    dpi_->setEditable(true);
    dpi_->setValidator(new QIntValidator(30, 2400, dpi_));
    look_->addItem(tr("Light, for paper"));
    look_->addItem(tr("Dark, for the screen"));
    pixels_->setProperty("caption", true);
    grade_->setToolTip(tr("Figures show the run as it stands, the audit as the window does, or the run as it "
                          "stood after one of its grades."));
    const std::pair<QWidget*, const char*> names[] = {{what_, "exportWhat"},     {grade_, "exportGrade"},
                                                      {format_, "exportFormat"}, {preset_, "exportPreset"},
                                                      {width_, "exportWidth"},   {height_, "exportHeight"},
                                                      {dpi_, "exportDpi"},       {look_, "exportLook"}};
    for (const auto& [widget, name] : names)
        widget->setObjectName(QString::fromLatin1(name));
    auto* fields = new QWidget;
    auto* form = new QFormLayout(fields);
    form->addRow(tr("&What"), what_);
    form->addRow(tr("&Grade"), grade_);
    form->addRow(tr("&Format"), format_);
    form->addRow(tr("&Size"), preset_);
    form->addRow(tr("Wi&dth"), width_);
    form->addRow(tr("&Height"), height_);
    form->addRow(tr("Dots per &inch"), dpi_);
    form->addRow(tr("&Look"), look_);
    form->addRow(QString(), pixels_);
    connect(what_, &QComboBox::currentIndexChanged, this, [this] { usePreset(preset_->currentIndex()); });
    connect(grade_, &QComboBox::currentIndexChanged, this, [this] { usePreset(preset_->currentIndex()); });
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::showPreview);
    connect(preset_, &QComboBox::currentIndexChanged, this, &ExportDialog::usePreset);
    connect(width_, &QDoubleSpinBox::valueChanged, this, &ExportDialog::sizeEdited);
    connect(height_, &QDoubleSpinBox::valueChanged, this, &ExportDialog::sizeEdited);
    connect(dpi_, &QComboBox::currentTextChanged, this, [this] { soon_.start(); });
    connect(look_, &QComboBox::currentIndexChanged, this, [this] { soon_.start(); });
    return fields;
}

void ExportDialog::setViews(const FigureOptions& views) {
    views_ = views;
    usePreset(preset_->currentIndex());
}

/// The first entry, and one for each grade that has a curve.
void ExportDialog::offerGrades() {
    const auto wanted = static_cast<int>(model_.gradesWithCurve()) + 1;
    const QSignalBlocker quiet(grade_);
    while (grade_->count() > wanted)
        grade_->removeItem(grade_->count() - 1);
    while (grade_->count() < wanted)
        grade_->addItem(grade_->count() == 0 ? tr("As in the window")
                                             : tr("After grade %1").arg(grade_->count()));
}

std::optional<std::size_t> ExportDialog::grade() const {
    const int chosen = grade_->currentIndex();
    return chosen > 0 ? std::optional(static_cast<std::size_t>(chosen)) : std::nullopt;
}

void ExportDialog::choose(std::optional<PanelKind> kind) {
    what_->setCurrentIndex(what_->findData(kind ? static_cast<int>(*kind) : -1));
}

std::optional<PanelKind> ExportDialog::what() const {
    const int kind = what_->currentData().toInt();
    return kind < 0 ? std::nullopt : std::optional(static_cast<PanelKind>(kind));
}

FigureFormat ExportDialog::format() const {
    return static_cast<FigureFormat>(format_->currentData().toInt());
}

FigureOptions ExportDialog::options() const {
    FigureOptions options = views_;
    options.grade = grade();
    options.millimetres = QSizeF(width_->value(), height_->value());
    options.dpi = dpi_->currentText().toDouble();
    options.dark = look_->currentIndex() == 1;
    return options;
}

void ExportDialog::usePreset(int index) {
    const QSizeF size = preset_->itemData(index).toSizeF();
    if (size.width() > 0.0) {
        const QSignalBlocker quietWidth(width_);
        const QSignalBlocker quietHeight(height_);
        width_->setValue(size.width());
        height_->setValue(
            size.height() > 0.0
                ? size.height()
                : usualFigureSize(model_, what(), size.width(), views_.views, grade()).height());
    }
    soon_.start();
}

void ExportDialog::sizeEdited() {
    const QSignalBlocker quiet(preset_);
    preset_->setCurrentIndex(preset_->count() - 1);
    soon_.start();
}

void ExportDialog::showPreview() {
    const bool picture = format() == FigureFormat::Png;
    dpi_->setEnabled(picture);
    attempt([this, picture] {
        FigureOptions shown = options();
        const QSize pixels = pixelSize(shown);
        pixels_->setText(picture ? tr("%1 × %2 pixels").arg(pixels.width()).arg(pixels.height())
                                 : tr("Lines and letters stay sharp at any size."));
        const double ratio = devicePixelRatioF();
        const double fit = std::min(preview_->width() / shown.millimetres.width(),
                                    preview_->height() / shown.millimetres.height());
        shown.dpi = std::clamp(fit * 25.4 * ratio, 30.0, 600.0);
        QPixmap pixmap = QPixmap::fromImage(renderFigure(model_, what(), shown));
        pixmap.setDevicePixelRatio(ratio);
        preview_->setPixmap(pixmap);
        return QString();
    });
}

void ExportDialog::exportOne() {
    const QString suffix = figureFormatSuffix(format());
    const QString base = what() ? panelId(*what()) : QStringLiteral("figure");
    const QString proposed = QDir(exportFolder()).filePath(base + QLatin1Char('.') + suffix);
    QString path = QFileDialog::getSaveFileName(this, tr("Export"), proposed,
                                                QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    attempt([this, path] {
        exportFigure(model_, what(), format(), options(), path);
        QSettings().setValue(folderKey, QFileInfo(path).absolutePath());
        return tr("The figure lies in %1.").arg(shownPath(path));
    });
}

void ExportDialog::exportSet() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Export into the folder"), exportFolder());
    if (folder.isEmpty())
        return;
    attempt([this, folder] {
        const QStringList files = exportAll(model_, {format()}, options(), folder);
        QSettings().setValue(folderKey, folder);
        return tr("%1 files lie in %2.").arg(QString::number(files.size()), shownPath(folder));
    });
}

void ExportDialog::copy() {
    attempt([this] {
        copyFigureToClipboard(model_, what(), options());
        return tr("The figure is on the clipboard.");
    });
}

void ExportDialog::attempt(const std::function<QString()>& work) {
    QString sentence;
    bool failed = false;
    try {
        sentence = work();
    } catch (const std::exception& error) {
        failed = true;
        sentence = problemText(error);
    }
    setStyleProperty(*said_, "problem", failed);
    said_->setText(shownLines(sentence));
    if (!failed && !sentence.isEmpty())
        emit exported(sentence);
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    soon_.start();
}

} // namespace gradewise
