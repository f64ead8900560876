#include "views/export/pngwriter.h"

#include "views/export/outputfile.h"

#include <QIODevice>

#include <memory>
#include <spng.h>
#include <vector>

namespace views {

namespace {

// Of zlib: the fastest. The next ones take longer and make hardly anything smaller.
constexpr int CompressionLevel = 1;
constexpr int LinesAtOnce = 64; // after which somebody hears of it

void check(int result)
{
    if (result != SPNG_OK)
        throw PngError(spng_strerror(result));
}

int writeBytes(spng_ctx *, void *device, void *bytes, std::size_t count)
{
    const QByteArrayView all(static_cast<const char *>(bytes), static_cast<qsizetype>(count));
    return writeAll(*static_cast<QIODevice *>(device), all) ? SPNG_OK : SPNG_IO_ERROR;
}

spng_ihdr headerOf(const QImage &image)
{
    spng_ihdr header{};
    header.width = static_cast<std::uint32_t>(image.width());
    header.height = static_cast<std::uint32_t>(image.height());
    header.bit_depth = 8;
    header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
    return header;
}

spng_phys resolutionOf(const QImage &image)
{
    constexpr std::uint8_t Metre = 1;
    return {static_cast<std::uint32_t>(image.dotsPerMeterX()),
            static_cast<std::uint32_t>(image.dotsPerMeterY()), Metre};
}

} // namespace

void writePng(const QImage &image, QIODevice &device, const std::function<void(double)> &written)
{
    const auto width = static_cast<std::size_t>(image.width());
    std::vector<uchar> bytes(width * 3);
    const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> context(
        spng_ctx_new(SPNG_CTX_ENCODER), &spng_ctx_free);
    if (context == nullptr)
        throw PngError("not enough memory");
    spng_ihdr header = headerOf(image);
    spng_phys resolution = resolutionOf(image);
    check(spng_set_png_stream(context.get(), &writeBytes, &device));
    check(spng_set_ihdr(context.get(), &header));
    check(spng_set_phys(context.get(), &resolution));
    check(spng_set_option(context.get(), SPNG_FILTER_CHOICE, SPNG_DISABLE_FILTERING));
    check(spng_set_option(context.get(), SPNG_IMG_COMPRESSION_LEVEL, CompressionLevel));
    check(spng_encode_image(context.get(), nullptr, 0, SPNG_FMT_PNG,
                            SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE));
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (std::size_t x = 0; x < width; ++x) {
            bytes[3 * x] = static_cast<uchar>(qRed(line[x]));
            bytes[3 * x + 1] = static_cast<uchar>(qGreen(line[x]));
            bytes[3 * x + 2] = static_cast<uchar>(qBlue(line[x]));
        }
        const int result = spng_encode_row(context.get(), bytes.data(), bytes.size());
        if (result != SPNG_EOI) // of the last line
            check(result);
        if (y % LinesAtOnce == 0)
            written(static_cast<double>(y) / image.height());
    }
}

} // namespace views
