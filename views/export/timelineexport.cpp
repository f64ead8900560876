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
        failToWrite(path, Words::tr("its name must end in .png, .svg or .pdf"));
    if (!options.size.isEmpty()
        && std::max(options.size.width(), options.size.height()) > LargestSide)
        failToWrite(path, Words::tr("at most %1 pixels a side are possible").arg(LargestSide));

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
    OutputFile file(path);
    if (raster) {
        const auto written
            = [&](double share) { tell(options, paintedUntil + share * (1 - paintedUntil)); };
        const QImage image = imageOf(figure, pixels, ratio, painted, path);
        try {
            writePng(image, file.device(), written);
        } catch (const PngError &error) {
            file.fail(error.what());
        }
    } else if (suffix == QStringLiteral("svg")) {
        file.write(svgOf(figure, options, painted));
    } else {
        file.write(pdfOf(figure, options, painted));
    }
    file.commit();
}

} // namespace views
