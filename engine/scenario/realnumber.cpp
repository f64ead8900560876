#include "engine/scenario/realnumber.h"

#include <charconv>
#include <clocale>
#include <cstdlib>
#include <string>

namespace scenario {

std::optional<double> readReal(std::string_view text)
{
    double value = 0;
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    if (end != last || error == std::errc::invalid_argument)
        return {};
    if (error == std::errc())
        return value;
    // Too large or too small: strtod() says which, in the one locale with a decimal point.
    static const locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);
    return strtod_l(std::string(text).c_str(), nullptr, plain);
}

} // namespace scenario
