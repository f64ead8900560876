#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Python's repr() of values, since what programs print is compared with Python's output.
namespace engine::python {

std::string repr(bool value);
std::string repr(std::int64_t value);
/// The shortest text that reads back equal, always with a point or an exponent: "1.0", "1e+16".
std::string repr(double value);
/// In quotes, with escapes. Of what is not ASCII, only the usual blanks and invisible characters
/// are escaped.
std::string repr(std::string_view utf8);
std::string repr(const char *utf8);

/// "[a, b]", of texts that are reprs already.
std::string listText(const std::vector<std::string> &reprs);

template <class T>
std::string repr(const std::vector<T> &list)
{
    std::vector<std::string> reprs;
    reprs.reserve(list.size());
    for (const T &element : list)
        reprs.push_back(repr(element));
    return listText(reprs);
}

} // namespace engine::python
