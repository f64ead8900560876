#pragma once

#include <QString>

namespace views {

class RunDocument;

/// What a run is called and, a line each, what is known of where it comes from: the command that
/// started its program, the process, its clock and when that was 0. Plain text.
QString runText(const RunDocument &document);

} // namespace views
