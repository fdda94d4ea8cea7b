#include "ui/files/file_progress.h"

#include "ui/files/file_work.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>

namespace gradewise {

namespace {

constexpr int patience = 200; ///< milliseconds: what is done by then is not worth a flicker
constexpr int frame = 100;

} // namespace

FileProgress::FileProgress(FileWork& files, QWidget* parent)
    : QWidget(parent),
      files_(files),
      words_(new ElidedLabel(Qt::ElideMiddle)),
      bar_(new QProgressBar),
      cancel_(new QPushButton(tr("Cancel"))) {
    setObjectName(QStringLiteral("fileProgress"));
    words_->setObjectName(QStringLiteral("fileWords"));
    words_->setTextFormat(Qt::PlainText);
    words_->setMinimumWidth(180);
    bar_->setObjectName(QStringLiteral("fileBar"));
    bar_->setAccessibleName(tr("Progress of the file"));
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setFixedWidth(140);
    cancel_->setObjectName(QStringLiteral("fileCancel"));
    cancel_->setProperty("link", true);
    cancel_->setFocusPolicy(Qt::TabFocus);
    cancel_->setToolTip(tr("A file that was being saved stays as it was."));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 12, 0);
    row->setSpacing(10);
    row->addWidget(words_, 1);
    row->addWidget(bar_);
    row->addWidget(cancel_);
    connect(cancel_, &QPushButton::clicked, &files_, &FileWork::cancel);
    connect(&files_, &FileWork::changed, this, [this] {
        if (!files_.busy())
            showWork();
        else if (!frames_.isActive())
            frames_.start(patience);
    });
    connect(&frames_, &QTimer::timeout, this, &FileProgress::showWork);
    hide();
}

void FileProgress::showWork() {
    if (!files_.busy()) {
        frames_.stop();
        hide();
        return;
    }
    frames_.start(frame);
    words_->setText(files_.words());
    bar_->setValue(static_cast<int>(std::lround(1000.0 * files_.share())));
    show();
}

} // namespace gradewise
