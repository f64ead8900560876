#pragma once

#include <optional>
#include <string_view>

namespace scenario {

/// The double nearest to what \a text is, which must be a number and nothing else: infinity for one
/// that is too large and 0 for one that is too small, as of Python's float(). Also "inf" and "nan".
std::optional<double> readReal(std::string_view text);

} // namespace scenario
