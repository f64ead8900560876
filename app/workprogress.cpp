#include "app/exportprogress.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace app {

namespace {

// A person who sees it should have the time to read it.
constexpr qint64 PatienceMs = 300;
constexpr int BarWidth = 120;

} // namespace

ExportProgress::ExportProgress(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
{
    setObjectName(QStringLiteral("exportProgress"));
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setRange(0, 100);
    m_bar->setFixedWidth(BarWidth);
    m_bar->setTextVisible(false);
    auto *cancel = new QToolButton(this);
    cancel->setObjectName(QStringLiteral("cancelExport"));
    cancel->setText(tr("Cancel export"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, &ExportProgress::cancelRequested);
    hide();
}

void ExportProgress::begin()
{
    m_since.start();
    m_bar->setValue(0);
}

void ExportProgress::setShare(double share)
{
    if (!m_since.isValid())
        return;
    m_bar->setValue(static_cast<int>(std::lround(share * 100)));
    if (m_since.elapsed() >= PatienceMs)
        show();
}

void ExportProgress::end()
{
    m_since.invalidate();
    hide();
}

} // namespace app
