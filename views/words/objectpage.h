#pragma once

#include "views/words/inspectionpage.h"

namespace views {

struct HoldFlow;
struct QueueFlow;

/// The object \a object at the moment of \a world. \a queue and \a holds are what went through it
/// in the whole run; null: that is not known yet.
InspectionPage objectPage(const RunModel &model, const World &world, trace::ObjectId object,
                          const QueueFlow *queue, const HoldFlow *holds);

} // namespace views
