#pragma once

#include "tests/support/scenariotrace.h"
#include "views/model/runmodel.h"

#include <memory>
#include <utility>

namespace support {

/// What the views know of the whole of \a trace.
inline views::RunModel modelOf(std::shared_ptr<const trace::Trace> trace)
{
    views::RunModel model(std::move(trace));
    model.advance();
    return model;
}

inline views::RunModel scenarioRun(const char *name, const QString &parameters = {})
{
    return modelOf(scenarioTrace(name, parameters));
}

} // namespace support
