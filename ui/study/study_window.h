// What the windows of studies have in common: cards, sentences, a foot that says what came out and writes it
// to files, and that closing stops. Not modal; they work on the experiment that the main window shows.
#pragma once

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

    void reject() override; ///< stops the study and hides

protected:
    /// `id` begins the names of the widgets: "duel" makes "duelWindow", "duelExport" …
    StudyWindow(const QString& id, QWidget* parent);

    void closeEvent(QCloseEvent* event) override;
    virtual void stopStudy() = 0;

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

    QString id_;
    QLabel* outcome_;
    QLabel* said_;
    QPushButton* export_ = nullptr;
};

} // namespace gradewise
