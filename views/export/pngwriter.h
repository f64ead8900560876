#pragma once

#include <QImage>

#include <functional>
#include <stdexcept>

class QIODevice;

namespace views {

/// A PNG that could not be written. what() is why, without a full stop (UTF-8).
class PngError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Writes \a image, which is opaque and has 32 bits a pixel, to \a device, with its dots per metre.
///
/// Lines are not filtered, which QImageWriter always does: what this program draws is flat colour,
/// which is as small without, and choosing a filter costs three times as much as compressing.
///
/// \a written is told now and then which share from 0 to 1 is written, and may throw. Throws
/// PngError.
void writePng(const QImage &image, QIODevice &device, const std::function<void(double)> &written);

} // namespace views
