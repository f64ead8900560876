#pragma once

#include "engine/run/run.h"
#include "engine/workloads/registry.h"

#include <QStringList>

#include <memory>

namespace support {

/// The trace of the scenario \a name, run to its end on a virtual clock with "--producers 3 --seed
/// 7".
inline std::shared_ptr<const trace::Trace> scenarioTrace(const char *name,
                                                         const QString &parameters = {})
{
    scenario::Arguments arguments(*engine::findScenario(name));
    const QStringList words = parameters.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        arguments.set(words[i].mid(2).toStdString(), words[i + 1].toStdString());
    engine::VirtualClock clock;
    const auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return trace;
}

} // namespace support
