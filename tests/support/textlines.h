#pragma once

#include <QStringList>

#include <string_view>

namespace support {

/// The lines of \a text without the white space around them, and without empty ones: what a raw
/// string in a test and a result are compared as, so that a failure names the first difference.
QStringList textLines(std::string_view text);

} // namespace support
