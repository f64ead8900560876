#include "views/export/timelineexport.h"

#include "views/export/pngwriter.h"
#include "views/export/timelinefigure.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::TimelineExport)
};

constexpr int PixelsPerInch = 96;
// Widths up to twice this get ordinary pixels: larger pictures are for screens or paper that
// have more of them to the inch.
constexpr int FigureWidth = 1200;
constexpr int LargestSide = 16'384;
// Of the time that a picture of a long run takes.
constexpr double ShareOfReading = 0.5;
// Of the rest; what follows is for writing the file.
constexpr double SharePainted = 0.9;
constexpr double SharePaintedOfPng = 0.6;
constexpr std::size_t RecordsAtOnce = 250'000;

[[noreturn]] void fail(const QString &sentence)
{
    throw ExportError(sentence.toStdString());
}

[[noreturn]] void failToWrite(const QString &path, const QString &reason)
{
    fail(Words::tr("Cannot write \"%1\": %2.").arg(path, reason));
}

void tell(const ExportOptions &options, double share)
{
    if (options.progress && !options.progress(share))
        throw ExportCancelled();
}

/// \a told of the share that is read.
std::shared_ptr<const TrackModel> modelOf(std::shared_ptr<const trace::Trace> trace,
                                          const std::function<void(double)> &told)
{
    const auto published = static_cast<double>(trace->records().size());
    auto model = std::make_shared<TrackModel>(std::move(trace));
    while (static_cast<double>(model->records()) < published) {
        model->advance(RecordsAtOnce);
        told(static_cast<double>(model->records()) / published);
    }
    return model;
}

QImage imageOf(TimelineFigure &figure, const QSize &pixels, double ratio,
               const std::function<void(double)> &painted, const QString &path)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        failToWrite(path,
                    Words::tr("not enough memory for %1 by %2 pixels")
                        .arg(pixels.width())
                        .arg(pixels.height()));
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::TextAntialiasing);
        figure.paint(painter, ratio, painted);
    }
    image.setDotsPerMeterX(static_cast<int>(PixelsPerInch * ratio / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.setDevicePixelRatio(1);
    return image;
}

void writeSvg(TimelineFigure &figure, const ExportOptions &options,
              const std::function<void(double)> &painted, QIODevice &device)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(PixelsPerInch);
    generator.setSize(figure.size());
    generator.setViewBox(QRect(QPoint(0, 0), figure.size()));
    generator.setTitle(options.title);
    generator.setDescription(options.parameters);
    QPainter painter(&generator);
    figure.paint(painter, 0, painted);
}

void writePdf(TimelineFigure &figure, const ExportOptions &options,
              const std::function<void(double)> &painted, QIODevice &device)
{
    QPdfWriter writer(&device);
    writer.setTitle(options.title);
    writer.setCreator(QStringLiteral("Coroscope"));
    writer.setResolution(PixelsPerInch * 4);
    writer.setPageSize(QPageSize(QSizeF(figure.size()) * 72.0 / PixelsPerInch, QPageSize::Point, {},
                                 QPageSize::ExactMatch));
    writer.setPageMargins({});
    QPainter painter(&writer);
    painter.scale(4, 4);
    figure.paint(painter, 0, painted);
}

} // namespace

QStringList timelineExportFormats()
{
    return {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
}

void exportTimeline(std::shared_ptr<const trace::Trace> trace, const QString &path,
                    const ExportOptions &options)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (!timelineExportFormats().contains(suffix))
        fail(Words::tr("Cannot write \"%1\": its name must end in .png, .svg or .pdf.").arg(path));
    if (!options.size.isEmpty()
        && std::max(options.size.width(), options.size.height()) > LargestSide)
        fail(Words::tr("Cannot write \"%1\": at most %2 pixels a side are possible.")
                 .arg(path)
                 .arg(LargestSide));

    const double read = options.model ? 0 : ShareOfReading;
    const auto model = options.model
        ? options.model
        : modelOf(std::move(trace), [&](double share) { tell(options, share * ShareOfReading); });
    std::shared_ptr<const TrackModel> reference;
    if (options.reference)
        reference = modelOf(options.reference, [&](double) { tell(options, read); });

    const bool raster = suffix == QStringLiteral("png");
    double ratio = 1;
    QSize logical = options.size;
    if (raster) {
        ratio = options.size.isEmpty() ? 2 : std::max(1, options.size.width() / FigureWidth);
        logical = QSize(static_cast<int>(options.size.width() / ratio),
                        static_cast<int>(options.size.height() / ratio));
    }
    QFont font = QGuiApplication::font();
    font.setPixelSize(13);
    TimelineFigure figure(*model, reference.get(), options, logical, font);
    const double paintedUntil = read + (raster ? SharePaintedOfPng : SharePainted) * (1 - read);
    const auto painted = [&](double share) { tell(options, read + share * (paintedUntil - read)); };
    const QSize pixels = options.size.isEmpty() ? figure.size() * ratio : options.size;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        failToWrite(path, file.errorString());
    if (raster) {
        const auto written
            = [&](double share) { tell(options, paintedUntil + share * (1 - paintedUntil)); };
        try {
            writePng(imageOf(figure, pixels, ratio, painted, path), file, written);
        } catch (const PngError &error) {
            failToWrite(path,
                        file.error() == QFileDevice::NoError ? QString::fromUtf8(error.what())
                                                             : file.errorString());
        }
    } else if (suffix == QStringLiteral("svg"))
        writeSvg(figure, options, painted, file);
    else
        writePdf(figure, options, painted, file);
    if (file.error() != QFileDevice::NoError || !file.commit())
        failToWrite(path, file.errorString());
}

} // namespace views
