#include "views/words/valuetext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::ValueText)
};

} // namespace

QString valueText(const scenario::Parameter &parameter, const scenario::Value &value)
{
    if (const bool *flag = std::get_if<bool>(&value))
        return *flag ? Words::tr("on") : Words::tr("off");
    if (!parameter.zeroMeans.empty() && value == scenario::Value(std::int64_t{0}))
        return QString::fromStdString(parameter.zeroMeans);
    return QString::fromStdString(scenario::toText(value));
}

} // namespace views
