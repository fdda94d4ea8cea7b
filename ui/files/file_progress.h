// In the status bar while a file is read or written: which, how far, and a button that gives it up.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace gradewise {

class FileWork;

class FileProgress : public QWidget {
    Q_OBJECT
public:
    explicit FileProgress(FileWork& files, QWidget* parent = nullptr);

private:
    void showWork();

    FileWork& files_;
    QLabel* words_;
    QProgressBar* bar_;
    QPushButton* cancel_;
    QTimer frames_;
};

} // namespace gradewise
