#include "views/words/placetext.h"

#include "views/words/durationtext.h"
#include "views/words/numbertext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::PlaceText)
};

Position positionOf(const RunModel &model, std::size_t record)
{
    return {model.trace().records()[record].time(), record + 1};
}

QString stepNumber(const RunModel &model, const Position &position)
{
    return numberText(qint64{model.steps().before(position.records)});
}

} // namespace

bool takesNoTime(const RunModel &model)
{
    return model.isComplete() && model.end() == trace::Time{0} && model.steps().steps() > 0;
}

QString placeText(const RunModel &model, const Position &position, trace::Time resolution)
{
    return takesNoTime(model) ? Words::tr("step %1").arg(stepNumber(model, position))
                              : instantText(position.time, resolution);
}

QString placeText(const RunModel &model, std::size_t record)
{
    return placeText(model, positionOf(model, record));
}

QString barePlaceText(const RunModel &model, std::size_t record)
{
    const Position position = positionOf(model, record);
    return takesNoTime(model) ? stepNumber(model, position) : bareTimeText(position.time);
}

QString extentText(const RunModel &model)
{
    return takesNoTime(model) ? stepCountText(model.steps().steps()) : instantText(model.end());
}

} // namespace views
