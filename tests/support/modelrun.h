#pragma once

#include "tests/support/virtualrun.h"
#include "views/model/runmodel.h"

#include <memory>
#include <utility>

namespace support {

/// A run on a virtual clock that is over, and what the views know of it.
struct ModelRun
{
    VirtualRun run;
    views::RunModel model;

    explicit ModelRun(Main main)
        : run(std::move(main))
        , model(std::shared_ptr<const trace::Trace>(std::shared_ptr<void>(), &run.toEnd().trace()))
    {
        model.advance();
    }

    /// The task called \a label.
    trace::TaskId task(const QString &label) const
    {
        for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
            if (model.label(trace::TaskId{i}) == label)
                return trace::TaskId{i};
        }
        return trace::TaskId::None;
    }
    /// Step number \a number, from 0, of that task.
    views::SegmentRef step(const QString &label, std::size_t number) const
    {
        const trace::TaskId id = task(label);
        for (std::size_t segment = 0; segment < model.track(id).size(); ++segment) {
            if (isRunning(model.track(id).state(segment)) && number-- == 0)
                return {id, segment};
        }
        return {};
    }
};

} // namespace support
