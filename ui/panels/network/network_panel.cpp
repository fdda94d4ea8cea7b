#include "ui/panels/network/network_panel.h"

#include "ui/models/run_model.h"
#include "ui/panels/network/network_words.h"
#include "ui/panels/network/neuron_card.h"

#include <QCursor>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

NetworkOutline outlineOf(const RunModel& model) {
    NetworkOutline outline;
    outline.inputs = model.inputs();
    outline.outputs = model.outputs();
    outline.summed = model.gradesWithCurve();
    for (const ShownGrade& grade : model.grades())
        outline.grades.push_back({grade.record.config.hidden, grade.record.config.activation,
                                  grade.record.config.carry, grade.record.status, grade.frozen(),
                                  grade.record.parameters});
    return outline;
}

} // namespace

const PanelTraits NetworkPanel::traits{
    .kind = PanelKind::Network,
    .id = QLatin1String("network"),
    .title = [] { return tr("Network"); },
    .help = QLatin1String("panels#network"),
    .place = PanelPlace::Shared,
    .switchTip = [] { return tr("Show the network here."); },
    .inWholeFigure = true,
    .leastSize = [](const RunModel&, const QString&) { return QSize(320, 200); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.5; },
    .make = [](Cursor* cursor, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<NetworkPanel>(cursor, theme, forPaper);
    },
};

NetworkPanel::NetworkPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(NetworkPanel::traits, theme, forPaper, parent),
      canvas_(new NetworkCanvas(theme, cursor != nullptr && !forPaper, this)) {
    body()->addWidget(canvas_);
    canvas_->setAccessibleName(tr("Picture of the network; the arrow keys go from neuron to neuron"));
    connect(canvas_, &NetworkCanvas::markedChanged, this, &NetworkPanel::showCard);
    connect(canvas_, &NetworkCanvas::gradePointedAt, this, &NetworkPanel::showGrade);
}

NetworkPanel::~NetworkPanel() = default;

void NetworkPanel::listenTo(const RunModel& model) {
    if (model_ == &model)
        return;
    if (model_)
        disconnect(model_, nullptr, this, nullptr);
    model_ = &model;
    functions_.clear();
    connect(&model, &RunModel::reset, this, [this] {
        functions_.clear();
        hideCard();
    });
}

void NetworkPanel::showRun(const RunModel& model) {
    listenTo(model);
    const NetworkOutline outline = outlineOf(model);
    const QString count = QLocale().toString(static_cast<qlonglong>(outline.parameterCount()));
    const QString parameters = tr("%1 parameters").arg(count);
    const bool anyFrozen = std::ranges::any_of(outline.grades, &GradeOutline::frozen);
    setCaption(anyFrozen && !forPaper() ? tr("%1 · point at a neuron to see its function").arg(parameters)
                                        : parameters,
               {parameters, tr("%1 in all").arg(count)});
    if (outline == canvas_->outline() && !summary_.isEmpty())
        return;
    canvas_->setOutline(outline);
    summary_ = networkSentence(outline);
    announce();
}

void NetworkPanel::followData() {
    canvas_->followData();
}

void NetworkPanel::recolour() {
    canvas_->setTheme(theme());
    hideCard();
}

void NetworkPanel::hideEvent(QHideEvent* event) {
    CardPanel::hideEvent(event);
    hideCard();
}

void NetworkPanel::hideCard() {
    if (card_)
        card_->hide();
}

void NetworkPanel::showCard() {
    const auto neuron = canvas_->marked();
    if (!neuron || !model_ || neuron->grade >= model_->grades().size()) {
        hideCard();
        return;
    }
    const NetworkOutline& outline = canvas_->outline();
    NeuronCardContent content{neuronTitle(outline, *neuron),
                              {},
                              functions_.of(*model_, *neuron),
                              model_->domain(),
                              theme().grade(neuron->grade, outline.grades.size())};
    if (const auto weights = neuronWeights(*model_, *neuron)) {
        if (!content.function)
            content.lines << tr("This network is too large to draw its neurons' functions here.");
        content.lines << weightLines(*weights);
    } else {
        content.lines << tr("Its function can be seen after this grade is frozen.");
    }
    if (content.function && model_->inputs() > 2)
        content.lines.prepend(tr("Drawn over x and y, with z in the middle of its interval."));
    canvas_->setAccessibleDescription(content.title + QStringLiteral(". ") +
                                      content.lines.join(QStringLiteral(". ")));
    if (!card_)
        card_ = new NeuronCard(this);
    QToolTip::hideText();
    card_->showBeside(canvas_->mapToGlobal(canvas_->picture().placeOf(*neuron)->toPoint()), content, theme());
}

void NetworkPanel::showGrade(std::size_t grade) {
    // As rich text, so that it is broken into lines.
    const QString words = gradeSentence(canvas_->outline(), grade).toHtmlEscaped();
    QToolTip::showText(QCursor::pos(), QStringLiteral("<qt>%1</qt>").arg(words), canvas_);
}

} // namespace gradewise
