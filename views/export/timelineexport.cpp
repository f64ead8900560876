#include "views/export/timelineexport.h"

#include "views/export/outputfile.h"
#include "views/export/pngwriter.h"
#include "views/export/timelinefigure.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <optional>

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

void tell(const ExportOptions &options, double share)
{
    if (options.progress && !options.progress(share))
        throw ExportCancelled();
}

/// \a told of the share that is read.
std::shared_ptr<const RunModel> modelOf(std::shared_ptr<const trace::Trace> trace,
                                        const std::function<void(double)> &told)
{
    const auto published = static_cast<double>(trace->records().size());
    auto model = std::make_shared<RunModel>(std::move(trace));
    while (static_cast<double>(model->records()) < published) {
        model->advance(RecordsAtOnce);
        told(static_cast<double>(model->records()) / published);
    }
    return model;
}

/// Null when there is not enough memory.
QImage imageOf(TimelineFigure &figure, const QSize &pixels, double ratio,
               const std::function<void(double)> &painted)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
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

QString tooLarge(const QSize &pixels)
{
    return Words::tr("not enough memory for %1 by %2 pixels")
        .arg(pixels.width())
        .arg(pixels.height());
}

/// XML has no way to say a control character: the sign that stands for it says it.
QByteArray wellFormed(const QByteArray &xml)
{
    QByteArray legal;
    legal.reserve(xml.size());
    for (qsizetype i = 0; i < xml.size(); ++i) {
        const auto byte = static_cast<uchar>(xml[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
            legal += "\xE2\x90";
            legal += static_cast<char>(0x80 + byte); // U+2400 and following
        } else if (xml.mid(i, 2) == "\xEF\xBF" && i + 2 < xml.size()
                   && static_cast<uchar>(xml[i + 2]) >= 0xBE) {
            legal += "\xEF\xBF\xBD"; // for U+FFFE and U+FFFF, which are none
            i += 2;
        } else {
            legal += xml[i];
        }
    }
    return legal;
}

QByteArray element(const char *name, const QString &text)
{
    return QStringLiteral("<%1>%2</%1>").arg(QLatin1String(name), text.toHtmlEscaped()).toUtf8();
}

/// QSvgGenerator writes a title as it is: it gets a word that needs no escaping, for another.
QByteArray svgOf(TimelineFigure &figure, const ExportOptions &options,
                 const std::function<void(double)> &painted)
{
    QByteArray svg;
    QBuffer device(&svg);
    device.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(PixelsPerInch);
    generator.setSize(figure.size());
    generator.setViewBox(QRect(QPoint(0, 0), figure.size()));
    generator.setTitle(QStringLiteral("title"));
    generator.setDescription(QStringLiteral("description"));
    QPainter painter(&generator);
    figure.paint(painter, 0, painted);
    painter.end();
    svg.replace("<title>title</title>", element("title", options.title));
    svg.replace("<desc>description</desc>", element("desc", options.parameters));
    return wellFormed(svg);
}

QByteArray pdfOf(TimelineFigure &figure, const ExportOptions &options,
                 const std::function<void(double)> &painted)
{
    QByteArray pdf;
    QBuffer device(&pdf);
    device.open(QIODevice::WriteOnly);
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
    painter.end();
    return pdf;
}

/// A figure laid out for a format, with the models that it shows.
struct Figure
{
    Figure(std::shared_ptr<const trace::Trace> trace, const QString &suffix,
           const ExportOptions &options)
        : read(options.model ? 0 : ShareOfReading)
        , model(options.model ? options.model : modelOf(std::move(trace), [&](double share) {
            tell(options, share * read);
        }))
    {
        if (options.referenceModel)
            reference = options.referenceModel;
        else if (options.reference)
            reference = modelOf(options.reference, [&](double) { tell(options, read); });
        QSize logical = options.size;
        if (suffix == QStringLiteral("png")) {
            ratio = options.size.isEmpty() ? 2 : std::max(1, options.size.width() / FigureWidth);
            logical = QSize(static_cast<int>(options.size.width() / ratio),
                            static_cast<int>(options.size.height() / ratio));
        }
        QFont font = QGuiApplication::font();
        font.setPixelSize(13);
        figure.emplace(*model, reference.get(), options, logical, font);
        pixels = options.size.isEmpty() ? figure->size() * ratio : options.size;
    }

    double read; ///< the share of the work that was reading
    double ratio = 1; ///< pixels to a logical one
    std::shared_ptr<const RunModel> model;
    std::shared_ptr<const RunModel> reference;
    std::optional<TimelineFigure> figure;
    QSize pixels; ///< of a raster image
};

} // namespace

QStringList timelineExportFormats()
{
    return {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
}

AxisKind axisOf(const RunModel &model, const ExportOptions &options)
{
    if (options.axis)
        return *options.axis;
    const bool lasts = model.end(AxisKind::Clock) > 0;
    return lasts || model.end(AxisKind::Steps) == 0 ? AxisKind::Clock : AxisKind::Steps;
}

QImage timelineImage(std::shared_ptr<const trace::Trace> trace, const QString &suffix,
                     const ExportOptions &options, std::optional<double> ratio)
{
    Figure figure(std::move(trace), suffix, options);
    const auto painted
        = [&](double share) { tell(options, figure.read + share * (1 - figure.read)); };
    const QSize pixels = ratio ? (QSizeF(figure.figure->size()) * *ratio).toSize() : figure.pixels;
    QImage image = imageOf(*figure.figure, pixels, ratio.value_or(figure.ratio), painted);
    if (image.isNull())
        throw ExportError(
            Words::tr("Cannot paint the picture: %1.").arg(tooLarge(pixels)).toStdString());
    if (ratio)
        image.setDevicePixelRatio(*ratio);
    return image;
}

void exportTimeline(std::shared_ptr<const trace::Trace> trace, const QString &path,
                    const ExportOptions &options)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (!timelineExportFormats().contains(suffix))
        failToWrite(path, Words::tr("its name must end in .png, .svg or .pdf"));
    if (!options.size.isEmpty()
        && std::max(options.size.width(), options.size.height()) > LargestSide)
        failToWrite(path, Words::tr("at most %1 pixels a side are possible").arg(LargestSide));

    Figure figure(std::move(trace), suffix, options);
    const bool raster = suffix == QStringLiteral("png");
    const double paintedUntil
        = figure.read + (raster ? SharePaintedOfPng : SharePainted) * (1 - figure.read);
    const auto painted
        = [&](double share) { tell(options, figure.read + share * (paintedUntil - figure.read)); };
    OutputFile file(path);
    if (raster) {
        const auto written
            = [&](double share) { tell(options, paintedUntil + share * (1 - paintedUntil)); };
        const QImage image = imageOf(*figure.figure, figure.pixels, figure.ratio, painted);
        if (image.isNull())
            failToWrite(path, tooLarge(figure.pixels));
        try {
            writePng(image, file.device(), written);
        } catch (const PngError &error) {
            file.fail(error.what());
        }
    } else if (suffix == QStringLiteral("svg")) {
        file.write(svgOf(*figure.figure, options, painted));
    } else {
        file.write(pdfOf(*figure.figure, options, painted));
    }
    file.commit();
}

} // namespace views
