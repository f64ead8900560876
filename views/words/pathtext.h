#pragma once

#include "views/analysis/criticalpath.h"
#include "views/analysis/slack.h"
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

/// What \a parts are made of: a sentence, their sums by kind and by task, and by how much the
/// others could take longer, as \a slack has it.
InspectionPage pathPage(const RunModel &model, const std::vector<PathPart> &parts,
                        const Slack &slack);

/// "Could have taken longer without making the run longer: a by 2.0 s, c by 1.0 s": who is not on
/// the path that \a parts are, the tightest first, as a rich line in which every name is a link;
/// empty when nobody is.
QString othersText(const RunModel &model, const std::vector<PathPart> &parts, const Slack &slack);

/// By how much \a segment and its task could take longer without moving the end of the path.
InspectionPage::Section slackSection(const RunModel &model, const Slack &slack,
                                     const SegmentRef &segment);

} // namespace views
