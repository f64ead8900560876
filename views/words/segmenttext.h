#pragma once

#include "views/model/runmodel.h"

#include <QString>
#include <QStringList>

namespace views {

/// The words of a label on a segment: "get q", "sleep", "gather 5", the name of a task; for a
/// running one the number of its step, as people count. Empty for a ready one.
QString labelWord(const RunModel &model, const SegmentRef &segment);

/// One line that says what the segment is: "Waiting for an item in q".
QString stateText(const RunModel &model, const SegmentRef &segment);
/// The same as rich text, in which what is waited for is a link.
QString linkedStateText(const RunModel &model, const SegmentRef &segment);

/// How many \a wait, which has such an amount, waits for: "2 tasks"; "2 awaitables" where not all
/// of them are recorded as tasks.
QString awaitedCountText(const RunModel &model, const trace::Wait &wait);

/// Who ended the wait, how and when: "Producer 4 putting an item, at 8.000 s"; empty when it has
/// not ended or nobody did.
QString wakerText(const RunModel &model, const SegmentRef &segment);

/// Where \a segment waits or, a step, stopped; None when that is not known.
trace::SiteId siteOf(const RunModel &model, const SegmentRef &segment);
/// "queue.cpp:42", or empty when the place is not known.
QString siteText(const RunModel &model, const SegmentRef &segment);
QString siteText(const RunModel &model, trace::SiteId site);

/// How often the task ran while the segments of one wait lasted, over the whole run: the first
/// and last step that happened meanwhile, from 1: "steps 49 to 69".
QString stepsText(const RunModel &model, const SegmentRef &segment);

/// What an ended task did: "done", "failed: ValueError", "cancelled".
QString endText(const RunModel &model, trace::TaskId task);

/// The name of an object, or what it is when it has none.
QString objectName(const RunModel &model, trace::ObjectId object);
/// Those of the objects with a depth, each once.
QStringList queueNames(const RunModel &model);

} // namespace views
