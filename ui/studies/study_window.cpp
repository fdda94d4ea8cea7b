#include "ui/studies/study_window.h"

#include "ui/charts/number_format.h"
#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"
#include "ui/models/plain_text.h"
#include "ui/models/problem_text.h"
#include "ui/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace gradewise {

StudyWindow::StudyWindow(const QString& id, QWidget* parent)
    : QDialog(parent), id_(id), outcome_(sentence("Outcome")), said_(sentence("Said")) {
    setObjectName(id + QStringLiteral("Window"));
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    outcome_->setProperty("title", true);
    setHelpTopic(*this, id_);
}

QFrame* StudyWindow::inCard(QWidget* content) {
    auto* card = new QFrame;
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(content);
    return card;
}

QLabel* StudyWindow::sentence(const char* suffix) {
    auto* label = new QLabel;
    label->setObjectName(id_ + QLatin1String(suffix));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QPushButton* StudyWindow::makeButton(const char* suffix, const QString& text) {
    auto* button = new QPushButton(text);
    button->setObjectName(id_ + QLatin1String(suffix));
    button->setAutoDefault(false);
    return button;
}

QPushButton* StudyWindow::makeExport() {
    export_ = makeButton("Export", tr("&Export"));
    auto* menu = new QMenu(export_);
    const std::pair<QString, QString> kinds[] = {{QStringLiteral("csv"), tr("Table as CSV")},
                                                 {QStringLiteral("json"), tr("All numbers as JSON")},
                                                 {QStringLiteral("png"), tr("Chart as PNG")},
                                                 {QStringLiteral("svg"), tr("Chart as SVG")},
                                                 {QStringLiteral("pdf"), tr("Chart as PDF")}};
    for (const auto& [suffix, text] : kinds)
        menu->addAction(text + QStringLiteral("…"), this,
                        [this, suffix = suffix, text = text] { saveWithDialog(suffix, text); });
    export_->setMenu(menu);
    return export_;
}

QWidget* StudyWindow::makeFoot(std::initializer_list<QPushButton*> buttons) {
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(outcome_);
    words->addWidget(said_);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(words, 1);
    for (QPushButton* button : buttons)
        row->addWidget(button, 0, Qt::AlignBottom);
    row->addWidget(new HelpButton(id_), 0, Qt::AlignBottom);
    QPushButton* close = makeButton("Close", tr("&Close"));
    row->addWidget(close, 0, Qt::AlignBottom);
    connect(close, &QPushButton::clicked, this, &StudyWindow::reject);
    outcome_->hide(); // until there may be one
    return box;
}

void StudyWindow::setOutcome(const QString& sentences) {
    outcome_->setText(shownLines(sentences));
    outcome_->show();
}

void StudyWindow::say(const QString& sentences, bool problem) {
    setStyleProperty(*said_, "problem", problem);
    said_->setText(shownLines(sentences));
    said_->setVisible(!sentences.isEmpty());
}

void StudyWindow::setExportEnabled(bool enabled) {
    export_->setEnabled(enabled);
}

void StudyWindow::saveWithDialog(const QString& suffix, const QString& kind) {
    QString path =
        QFileDialog::getSaveFileName(this, kind, QDir::home().filePath(id_ + QLatin1Char('.') + suffix),
                                     QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + suffix;
    try {
        save(path);
        exported_ = study().state() == StudyDriver::State::Idle;
        say(tr("Written to %1.").arg(shownPath(path)), false);
    } catch (const std::exception& error) {
        say(problemText(error), true);
    }
}

bool StudyWindow::ask(const QString& question, const QString& explanation, const QString& yes,
                      const QString& no) {
    if (asking_)
        return false; // it is being asked already
    QMessageBox box(isVisible() ? this : parentWidget());
    box.setObjectName(QStringLiteral("studyQuestion"));
    box.setIcon(QMessageBox::Question);
    box.setTextFormat(Qt::PlainText);
    box.setText(question);
    box.setInformativeText(explanation);
    const QPushButton* const agreed = box.addButton(yes, QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(no, QMessageBox::RejectRole));
    const QScopedValueRollback<bool> asking(asking_, true);
    box.exec();
    return box.clickedButton() == agreed;
}

bool StudyWindow::mayStop() {
    if (study().state() != StudyDriver::State::Running)
        return true;
    return ask(tr("Stop what is being trained here?"),
               tr("%1: it has been going on for %2. What is finished stays in its window.")
                   .arg(windowTitle(), timeText(study().seconds())),
               tr("Stop"), tr("Go On"));
}

bool StudyWindow::resultsAreDear() {
    return !exported_ && hasResults() && study().seconds() >= costlyFrom;
}

bool StudyWindow::mayStartOver() {
    if (resultsAreDear() && !ask(tr("Drop the results here?"),
                                 tr("They took %1 and are in no file. Another start takes their place.")
                                     .arg(timeText(study().seconds())),
                                 tr("Drop Them"), tr("Keep Them")))
        return false;
    exported_ = false;
    return true;
}

bool StudyWindow::mayBeLost() {
    if (study().state() == StudyDriver::State::Running)
        return ask(tr("Stop what is being trained?"),
                   tr("%1: it has been going on for %2, and what it has found is in no file.")
                       .arg(windowTitle(), timeText(study().seconds())),
                   tr("Stop"), tr("Go On"));
    return !resultsAreDear() || ask(tr("Drop these results?"),
                                    tr("%1: they took %2 and are in no file. Export them in their window to "
                                       "keep them.")
                                        .arg(windowTitle(), timeText(study().seconds())),
                                    tr("Drop Them"), tr("Keep Them"));
}

void StudyWindow::leave() {
    study().stop();
    QDialog::reject();
}

void StudyWindow::reject() {
    if (mayStop())
        leave();
}

} // namespace gradewise
