#pragma once

#include "views/analysis/criticalpath.h"
#include "views/words/inspectionpage.h"

namespace views {

/// What people read of one part of a critical path; plain.
struct PathPartText
{
    QString from; ///< "3.000 s"
    QString length; ///< "1.000 s"
    QString task;
    QString what; ///< "Sleeping for 1.0 s"
    QString ends; ///< what ends it: "its timer", "wakes main"
    QString site; ///< "queue.cpp:64", or empty
};

PathPartText pathPartText(const RunModel &model, const std::vector<PathPart> &parts,
                          std::size_t part);

/// What \a parts are made of: a sentence, their sums by kind and by task, and how long before the
/// end of the path the others had ended.
InspectionPage pathPage(const RunModel &model, const std::vector<PathPart> &parts);

} // namespace views
