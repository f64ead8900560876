#include "app/workspace/workprogress.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <cmath>

namespace app {

namespace {

// A person who sees it should have the time to read it.
constexpr qint64 PatienceMs = 300;
constexpr int BarWidth = 120;

} // namespace

WorkProgress::WorkProgress(const QString &name, const QString &cancelText, QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
{
    m_bar->setAccessibleName(name);
    m_bar->setFixedWidth(BarWidth);
    m_bar->setTextVisible(false);
    auto *cancel = new QToolButton(this);
    cancel->setObjectName(QStringLiteral("cancelWork"));
    cancel->setText(cancelText);
    cancel->setProperty("framed", true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, &WorkProgress::cancelRequested);
    hide();
}

void WorkProgress::begin(Kind kind)
{
    m_since.start();
    m_bar->setRange(0, kind == Kind::Busy ? 0 : 100);
    m_bar->setValue(0);
    // Of work that does not tell how it goes on
    QTimer::singleShot(PatienceMs + 10, this, &WorkProgress::goOn);
}

void WorkProgress::goOn()
{
    if (!hasBegun() || !isHidden() || m_since.elapsed() < PatienceMs)
        return;
    show();
}

void WorkProgress::setShare(double share)
{
    m_bar->setMaximum(100); // also where the end could not be foreseen before
    m_bar->setValue(static_cast<int>(std::lround(share * 100)));
    goOn();
}

void WorkProgress::setBusy()
{
    m_bar->setRange(0, 0);
    goOn();
}

void WorkProgress::end()
{
    m_since.invalidate();
    hide();
}

} // namespace app
