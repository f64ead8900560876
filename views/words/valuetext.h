#pragma once

#include "engine/scenario/parameter.h"

#include <QString>

namespace views {

/// \a value of \a parameter as a person says it: "on", "unbounded", "0.5".
QString valueText(const scenario::Parameter &parameter, const scenario::Value &value);

} // namespace views
