#pragma once

#include "views/analysis/comparison.h"

#include <QString>

#include <vector>

namespace views {

struct RunInfo;

/// What people read of how two runs differ; plain.
struct ComparisonText
{
    /// One thing that both runs have, or one of them.
    struct Row
    {
        QString what;
        QString now;
        QString reference;
        QString difference; ///< "−2.000 s", "+40", "0"; empty where there are no two numbers
        bool differs = false;
        Both<trace::TaskId> task{trace::TaskId::None, trace::TaskId::None};
        Both<trace::ObjectId> object{trace::ObjectId::None, trace::ObjectId::None};
        std::vector<Row> details{}; ///< of a task: where its time went
    };

    struct Part
    {
        QString heading;
        std::vector<Row> rows;
    };

    /// "Equal: 96 steps, the same times, the same output." or "They part in step 10, at 0.000 s."
    QString verdict;
    /// "12.0 s long, 2.0 s shorter than the reference.", or how they ended where they did otherwise;
    /// empty: as long, or times are not compared.
    QString length;
    /// What happens there in each of the runs, in full sentences; empty: they do not part.
    QString parting;
    std::vector<Part> parts; ///< those that have rows
};

/// A line that a part of the difference may come from other random draws; empty where the runs are
/// not known to draw any, or nothing that they were made with differs.
QString chanceText(const RunInfo &now, const RunInfo &reference);

ComparisonText comparisonText(const Comparison &comparison, const RunModel &now,
                              const RunModel &reference);

} // namespace views
