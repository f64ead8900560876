#include "views/words/runtext.h"

#include "views/model/onelinetext.h"
#include "views/model/rundocument.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::RunText)
};

} // namespace

QString runText(const RunDocument &document)
{
    const trace::Metadata &metadata = document.trace().metadata();
    QStringList lines;
    if (!document.info().title.isEmpty())
        lines += document.info().title;
    if (!metadata.commandLine.empty())
        lines
            += Words::tr("Command: %1").arg(oneLine(QString::fromStdString(metadata.commandLine)));
    if (metadata.process != 0)
        lines += Words::tr("Process: %1").arg(metadata.process);
    if (metadata.wallTime) {
        const auto since = std::chrono::floor<std::chrono::milliseconds>(*metadata.wallTime);
        const QDateTime began = QDateTime::fromMSecsSinceEpoch(since.count());
        lines += Words::tr("Clock: the real one, from %1")
                     .arg(began.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
    } else {
        lines += metadata.clock == trace::Metadata::Clock::Real ? Words::tr("Clock: the real one")
                                                                : Words::tr("Clock: virtual");
    }
    return lines.join(u'\n');
}

} // namespace views
