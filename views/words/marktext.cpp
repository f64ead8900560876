#include "views/words/marktext.h"

#include "views/model/onelinetext.h"
#include "views/words/placetext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::MarkText)
};

} // namespace

QString markText(const RunModel &model, const RunMark &mark)
{
    const QString place = placeText(model, mark.position);
    const QString where = mark.task == trace::TaskId::None
        ? Words::tr("Mark at %1").arg(place)
        : Words::tr("Mark at %1, %2", "a time and a task").arg(place, model.label(mark.task));
    return mark.note.isEmpty()
        ? where
        : Words::tr("%1: %2", "where a mark is, and its note").arg(where, oneLine(mark.note));
}

} // namespace views
