#include "app/session/runkey.h"

namespace app {

QString runKey(const RunSession::Recording &run)
{
    if (!run.document)
        return {};
    QString key = run.arguments ? QString::fromStdString(run.arguments->scenario().name)
                                : run.document->info().fileName;
    return key.replace(u'/', u'_').replace(u'\\', u'_');
}

} // namespace app
