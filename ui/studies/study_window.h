// What the windows of studies have in common: cards, sentences, a foot that says what came out and writes it
// to files, and that closing stops, after a question. Not modal; they work on the experiment that the main
// window shows.
#pragma once

#include "ui/studies/study_driver.h"

#include <QDialog>

#include <initializer_list>

class QFrame;
class QLabel;
class QPushButton;

namespace gradewise {

class StudyWindow : public QDialog {
    Q_OBJECT
public:
    /// Writes what is finished as its suffix says: csv, json, png, svg or pdf. Throws FileError.
    virtual void save(const QString& path) = 0;

    /// Stops the study and hides, if it may be stopped.
    void reject() override;
    /// Whether a study in progress may be stopped; asks if there is one. What is finished stays.
    bool mayStop();
    /// Whether what is here may be lost, since the program ends: asks about a study in progress, and about
    /// results that took long and are in no file.
    bool mayBeLost();
    /// Stops the study and hides without a question.
    void leave();

    /// Results that took less, in seconds, are dropped without a question.
    static constexpr double costlyFrom = 10.0;

protected:
    /// `id` begins the names of the widgets: "duel" makes "duelWindow", "duelExport" …; so is called the page
    /// of the manual that explains the study.
    StudyWindow(const QString& id, QWidget* parent);

    virtual StudyDriver& study() = 0;
    virtual bool hasResults() const = 0;
    /// Whether another study may take the place of the results here.
    bool mayStartOver();

    static QFrame* inCard(QWidget* content);
    /// A label for whole sentences, whose name is the id with that suffix.
    QLabel* sentence(const char* suffix);
    /// Outcome and remark, Export, Close.
    QWidget* makeFoot() { return makeFoot({makeExport()}); }
    /// The same with other buttons.
    QWidget* makeFoot(std::initializer_list<QPushButton*> buttons);
    /// Not the one that Enter presses; its name is the id with that suffix.
    QPushButton* makeButton(const char* suffix, const QString& text);
    /// Asks for a name and saves.
    void saveWithDialog(const QString& suffix, const QString& kind);
    void setOutcome(const QString& sentences);
    /// Beneath the outcome; empty: nothing.
    void say(const QString& sentences, bool problem);
    void setExportEnabled(bool enabled);

private:
    QPushButton* makeExport();
    bool resultsAreDear();
    bool ask(const QString& question, const QString& explanation, const QString& yes, const QString& no);

    QString id_;
    QLabel* outcome_;
    QLabel* said_;
    QPushButton* export_ = nullptr;
    bool exported_ = false; ///< the results here are in a file
    bool asking_ = false;
};

} // namespace gradewise
