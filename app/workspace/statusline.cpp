#include "app/workspace/statusline.h"

#include "app/workspace/floatingmessage.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workprogress.h"
#include "views/style/elidedlabel.h"
#include "views/style/typography.h"

#include <QAction>
#include <QMainWindow>
#include <QStatusBar>
#include <QTimer>

#include <array>
#include <utility>

namespace app {

namespace {

constexpr int MessageTime = 6000; // ms
constexpr int AfterSentence = 1; // in the status bar

} // namespace

StatusLine::StatusLine(QMainWindow *window, WindowActions *actions)
    : QObject(window)
    , m_window(window)
    , m_actions(actions)
    , m_sentence(new views::ElidedLabel(window))
    , m_message(new FloatingMessage(window))
{
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setFont(views::uiFont(12));
    window->statusBar()->setSizeGripEnabled(false);
    window->statusBar()->addWidget(m_sentence, 1);
    addKeys();
    setShown(true);
    connect(actions->statusBar, &QAction::triggered, this, &StatusLine::setShown);
}

void StatusLine::addKeys()
{
    const auto key = [](const QAction *action) { return WindowActions::keyText(action); };
    using enum views::TimelineCommand;
    const auto hints = std::to_array<std::pair<QString, QString>>(
        {{key(m_actions->toggle), tr("run")},
         {key(m_actions->step), tr("step")},
         {QStringLiteral("%1 %2").arg(key(m_actions->timelineAction(ZoomIn)),
                                      key(m_actions->timelineAction(ZoomOut))),
          tr("zoom")},
         {key(m_actions->timelineAction(FitAll)), tr("fit all")},
         {key(m_actions->legend), tr("legend")},
         {key(m_actions->showKeys), tr("all keys")}});
    for (const auto &[keys, what] : hints) {
        auto *cap = new QLabel(keys, m_window);
        cap->setObjectName(QStringLiteral("keyCap"));
        cap->setFont(views::uiFont(11));
        auto *word = new QLabel(what, m_window);
        word->setFont(views::uiFont(12));
        word->setObjectName(QStringLiteral("keyWord"));
        m_window->statusBar()->addPermanentWidget(cap);
        m_window->statusBar()->addPermanentWidget(word);
    }
}

void StatusLine::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

void StatusLine::setShown(bool shown)
{
    m_actions->statusBar->setChecked(shown);
    m_window->statusBar()->setVisible(shown);
    for (WorkProgress *progress : m_progress)
        place(progress);
}

void StatusLine::add(WorkProgress *progress)
{
    m_progress.push_back(progress);
    place(progress);
}

void StatusLine::place(WorkProgress *progress)
{
    // Before the keys: what comes and goes takes its room from the sentence.
    if (m_actions->statusBar->isChecked())
        m_window->statusBar()->insertPermanentWidget(AfterSentence, progress);
    else
        m_message->take(progress);
}

void StatusLine::tell(const QString &message, bool stays)
{
    // A status bar that is not in sight yet leaves its widgets under the message.
    if (!m_window->isVisible()) {
        QTimer::singleShot(0, this, [this, message, stays] {
            if (m_window->isVisible())
                tell(message, stays);
        });
        return;
    }
    const int time = stays ? 0 : MessageTime;
    if (m_window->statusBar()->isVisible())
        m_window->statusBar()->showMessage(message, time);
    else
        m_message->showMessage(message, time);
}

} // namespace app
