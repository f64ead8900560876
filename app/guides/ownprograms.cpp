#include "app/guides/ownprograms.h"

#include "app/session/runsession.h"
#include "views/scenario/scenariogallery.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace app {

namespace {

const QLatin1String Key("ownPrograms");
const QLatin1String RecordId("record");
constexpr qsizetype LongestTitle = 34;

/// As much of both ends as a row has room for.
QString shortened(const QString &text)
{
    if (text.size() <= LongestTitle)
        return text;
    return text.left(LongestTitle / 2) + u'…' + text.right(LongestTitle / 2);
}

} // namespace

OwnPrograms::OwnPrograms(RunSession *session, views::ScenarioGallery *gallery, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_gallery(gallery)
{
    connect(gallery, &views::ScenarioGallery::ownChosen, this, &OwnPrograms::choose,
            Qt::QueuedConnection); // what is chosen may change the list
    connect(gallery, &views::ScenarioGallery::ownMenuRequested, this, &OwnPrograms::showMenu);
    connect(session, &RunSession::shownChanged, this, &OwnPrograms::showCurrent);
    list();
}

void OwnPrograms::rememberRecording(const RecordingWish &wish)
{
    remember({wish});
}

void OwnPrograms::rememberScript(const QString &path)
{
    RecordingWish script;
    script.file = path;
    remember({script});
}

QList<OwnPrograms::Own> OwnPrograms::remembered()
{
    QSettings settings;
    QList<Own> all;
    const int count = settings.beginReadArray(Key);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecordingWish wish;
        wish.command = settings.value(QStringLiteral("command")).toString();
        wish.folder = settings.value(QStringLiteral("folder")).toString();
        wish.file = settings.value(QStringLiteral("file")).toString();
        wish.sampleMs = settings.value(QStringLiteral("sampleMs")).toInt();
        if (!wish.file.isEmpty())
            all.append({wish});
    }
    settings.endArray();
    return all;
}

void OwnPrograms::keep(const QList<Own> &all)
{
    QSettings settings;
    settings.remove(Key);
    settings.beginWriteArray(Key, static_cast<int>(all.size()));
    for (qsizetype i = 0; i < all.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(QStringLiteral("command"), all[i].wish.command);
        settings.setValue(QStringLiteral("folder"), all[i].wish.folder);
        settings.setValue(QStringLiteral("file"), all[i].wish.file);
        settings.setValue(QStringLiteral("sampleMs"), all[i].wish.sampleMs);
    }
    settings.endArray();
    list();
}

void OwnPrograms::remember(const Own &own)
{
    QList<Own> all = remembered();
    all.removeIf([&own](const Own &other) { return other.id() == own.id(); });
    all.prepend(own);
    keep(all.mid(0, MostRemembered));
    showCurrent();
}

void OwnPrograms::list()
{
    QList<views::ScenarioGallery::Own> rows;
    for (const Own &own : remembered()) {
        const QString file = QDir::toNativeSeparators(own.wish.file);
        const QString name = QFileInfo(own.wish.file).fileName();
        if (own.isScript())
            rows.append({own.id(), shortened(name), tr("script"), tr("A script: %1").arg(file)});
        else
            rows.append({own.id(), shortened(own.wish.command), tr("recorded"),
                         tr("%1, recorded in %2").arg(own.wish.command, file)});
    }
    rows.append({RecordId,
                 tr("Record a Python program…"),
                 {},
                 tr("Runs a command and shows what its asyncio tasks do")});
    m_gallery->setOwn(tr("Your own"), rows);
    showCurrent();
}

void OwnPrograms::choose(const QString &id)
{
    if (id == RecordId) {
        Q_EMIT recordWanted(std::nullopt);
        return;
    }
    for (const Own &own : remembered()) {
        if (own.id() != id)
            continue;
        if (own.isScript())
            Q_EMIT scriptWanted(own.wish.file);
        else if (QFileInfo::exists(own.wish.file))
            Q_EMIT recordingWanted(own.wish.file);
        else
            Q_EMIT recordWanted(own.wish);
    }
    showCurrent();
}

void OwnPrograms::showMenu(const QString &id, const QPoint &at)
{
    const QList<Own> all = remembered();
    const auto own
        = std::find_if(all.begin(), all.end(), [&id](const Own &one) { return one.id() == id; });
    if (own == all.end())
        return;
    auto *menu = new QMenu(m_gallery);
    menu->setObjectName(QStringLiteral("ownMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isThere = QFileInfo::exists(own->wish.file);
    QAction *open
        = menu->addAction(own->isScript() ? tr("&Open the Script") : tr("&Open the Recording"));
    open->setEnabled(isThere);
    connect(open, &QAction::triggered, this, [this, id] { choose(id); });
    if (!own->isScript()) {
        QAction *again = menu->addAction(tr("&Record Again…"));
        connect(again, &QAction::triggered, this,
                [this, wish = own->wish] { Q_EMIT recordWanted(wish); });
    }
    menu->addSeparator();
    QAction *forget = menu->addAction(tr("&Forget It"));
    forget->setStatusTip(tr("The file stays where it is"));
    connect(forget, &QAction::triggered, this, [this, id] {
        QList<Own> rest = remembered();
        rest.removeIf([&id](const Own &one) { return one.id() == id; });
        keep(rest);
    });
    menu->popup(at);
}

void OwnPrograms::showCurrent()
{
    QString id;
    const auto &feed = m_session->shown().feed;
    if (m_session->isOpened() && feed) {
        const QString path = QFileInfo(feed->path()).absoluteFilePath();
        for (const Own &own : remembered()) {
            if (id.isEmpty() && !own.isScript() && own.wish.file == path)
                id = own.id();
        }
    }
    m_gallery->setCurrentOwn(id);
}

} // namespace app
