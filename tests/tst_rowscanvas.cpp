#include "tests/support/growingtrace.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "views/rows/rowscanvas.h"

#include <QStringList>
#include <QTest>

#include <random>

using namespace views;

namespace {

/// A canvas, what it shows, and the same painted at once.
class Fixture
{
public:
    Fixture(std::shared_ptr<const trace::Trace> trace, int rowHeight, double ratio)
        : m_ratio(ratio)
        , m_model(std::move(trace))
        , m_canvas(m_theme)
    {
        m_options.rowHeight = rowHeight;
        m_options.headerHeight = 16;
        grow();
        zoomTo({-20'000'000, m_model.end(AxisKind::Clock) + 20'000'000});
    }

    Units end() const { return m_model.end(AxisKind::Clock); }
    int mostScroll() const { return std::max(0, m_layout.height() - Size.height()); }

    void zoomTo(const UnitRange &range)
    {
        m_scene.axis = TimeAxis(AxisKind::Clock, range, Size.width());
        m_anchor = m_scene.axis;
        m_column = 0;
    }
    /// By pixels of the picture.
    void pan(int columns)
    {
        m_column += columns;
        const Units begin = m_anchor.scaled(m_ratio).toUnits(m_column);
        m_scene.axis
            = TimeAxis(AxisKind::Clock, {begin, begin + m_anchor.range().length()}, Size.width());
    }
    void scrollTo(int y) { m_scene.scroll = y; }
    void grow()
    {
        const auto change = m_model.advance();
        if (!change)
            return;
        m_canvas.changedFrom(m_model.at(*change, AxisKind::Clock));
        const std::size_t rows = m_layout.rows().size();
        m_layout = TimelineLayout(m_model, m_options);
        if (m_layout.rows().size() != rows)
            m_canvas.clear();
        m_scene.model = &m_model;
        m_scene.layout = &m_layout;
    }

    /// As many frames as it takes.
    QImage settled()
    {
        QImage picture;
        do {
            picture = m_canvas.picture(m_scene, Size, m_ratio, QDeadlineTimer(0)).copy();
        } while (!m_canvas.isExact());
        picture.setDevicePixelRatio(1);
        return picture;
    }

    QImage atOnce() const
    {
        const QSize pixels = Size * m_ratio;
        QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        RowCut cut = m_scene.cut(m_ratio);
        cut.axis = m_anchor.scaled(m_ratio);
        const RowRaster raster(m_theme, cut.metrics, m_ratio);
        for (const TimelineLayout::Row &row : m_layout.rows()) {
            if (row.kind != TimelineLayout::Row::Kind::Task)
                continue;
            RowPieces pieces;
            cutRow(m_model, row.task, cut, {m_column - 100, m_column + pixels.width() + 100},
                   pieces);
            const auto line = [this](double y) {
                return static_cast<int>(std::lround(y * m_ratio)
                                        - std::lround(m_scene.scroll * m_ratio));
            };
            const RowRaster::Window window{-m_column, line(row.top), 0, pixels.width(),
                                           line(row.bottom())};
            raster.paintBars(image, window, pieces);
            raster.paintTicks(image, window, pieces);
            if (!cut.metrics.hatched)
                raster.paintCap(image, window, pieces);
        }
        return image;
    }

    /// Of the rows in sight, the wide runs and the ends, as text: what the canvas has kept.
    QStringList marks() const
    {
        QStringList texts;
        RowMarks kept;
        forEachRow([&](std::size_t row, trace::TaskId task) {
            m_canvas.marks(m_model, task, row, kept);
            texts += describe(row, kept);
        });
        return texts;
    }
    QStringList marksAtOnce() const
    {
        QStringList texts;
        RowCut cut = m_scene.cut(m_ratio);
        forEachRow([&](std::size_t row, trace::TaskId task) {
            RowPieces pieces;
            const int width = static_cast<int>(Size.width() * m_ratio);
            cutRow(m_model, task, cut, {0, width}, pieces);
            RowMarks marks{pieces.runs, pieces.end, 0};
            if (marks.end)
                marks.capLeft = capLeft(pieces, cut.metrics, m_ratio);
            texts += describe(row, marks);
        });
        return texts;
    }

    UnitRange snapped(const UnitRange &range) const { return m_canvas.snapped(range); }
    const TimeAxis &axis() const { return m_scene.axis; }

private:
    static constexpr QSize Size{300, 120};

    template <class Function>
    void forEachRow(Function function) const
    {
        const auto &rows = m_layout.rows();
        for (std::size_t i = m_layout.firstBelow(m_scene.scroll);
             i < rows.size() && rows[i].top < m_scene.scroll + Size.height(); ++i) {
            if (rows[i].kind == TimelineLayout::Row::Kind::Task)
                function(i, rows[i].task);
        }
    }
    QStringList describe(std::size_t row, const RowMarks &marks) const
    {
        QStringList texts;
        for (const RowPieces::Run &run : marks.runs) {
            if (run.end - run.begin >= 16 * m_ratio) // narrower ones need not be kept
                texts += QStringLiteral("row %1: segment %2 in [%3, %4)%5%6")
                             .arg(row)
                             .arg(run.segment)
                             .arg(run.begin)
                             .arg(run.end)
                             .arg(run.cutRight ? QStringLiteral(" cut") : QString(),
                                  run.steps > 1 && run.begin > 0 ? QStringLiteral(" pair")
                                                                 : QString());
        }
        texts.sort();
        if (marks.end && marks.end->x >= 0 && marks.end->x < Size.width() * m_ratio)
            texts += QStringLiteral("row %1: ends in %2, cap at %3")
                         .arg(row)
                         .arg(marks.end->x)
                         .arg(marks.capLeft);
        else if (marks.end && marks.end->x < 0)
            texts += QStringLiteral("row %1: has ended").arg(row);
        return texts;
    }

    Theme m_theme = Theme::light();
    double m_ratio;
    RunModel m_model;
    TimelineLayout::Options m_options;
    TimelineLayout m_layout;
    RowsScene m_scene;
    TimeAxis m_anchor;
    int m_column = 0;
    RowsCanvas m_canvas;
};

} // namespace

class tst_rowscanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptEqualsWhatIsPaintedAtOnce_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("rowHeight");
        QTest::addColumn<double>("ratio");
        quint32 seed = 0;
        for (const int rowHeight : {1, 2, 4, 12, 24}) {
            for (const double ratio : {1.0, 1.5, 2.0})
                QTest::addRow("rows of %d px at %.1f", rowHeight, ratio)
                    << seed++ << rowHeight << ratio;
        }
    }
    void whatIsKeptEqualsWhatIsPaintedAtOnce()
    {
        QFETCH(quint32, seed);
        QFETCH(int, rowHeight);
        QFETCH(double, ratio);
        support::GrowingTrace trace(support::randomTrace(seed, 70, 12'000, seed % 2 == 0));
        std::size_t records = 6'000;
        trace.growTo(records);
        Fixture f(trace.trace(), rowHeight, ratio);
        std::mt19937 random(seed);
        const auto any = [&random](int least, int most) {
            return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
        };
        for (int i = 0; i < 60; ++i) {
            switch (any(0, 5)) {
            case 0: {
                const Units length = f.end() / any(1, 400);
                const Units begin = any(-10, 100) * (f.end() / 100);
                f.zoomTo({begin, begin + std::max<Units>(1'000, length)});
                break;
            }
            case 1:
                f.scrollTo(any(0, f.mostScroll()));
                break;
            case 2:
                trace.growTo(records += static_cast<std::size_t>(any(1, 200)));
                f.grow();
                break;
            default:
                f.pan(any(-70, 70));
            }
            QCOMPARE(f.settled(), f.atOnce());
            if (RowMetrics(rowHeight).hatched)
                QCOMPARE(f.marks(), f.marksAtOnce());
        }
    }

    void movingByAnyLengthIsSnappedToWholePixels()
    {
        Fixture f(support::randomTrace(3, 70, 5'000, true), 1, 1);
        f.settled();
        const Units length = f.axis().range().length();
        for (const double pixels : {0.3, 1.49, -7.51, 1000.2}) {
            const Units begin = f.axis().toUnits(pixels);
            const UnitRange snapped = f.snapped({begin, begin + length});
            QCOMPARE(snapped.length(), length);
            QCOMPARE(snapped.begin, f.axis().toUnits(std::round(pixels)));
        }
        const UnitRange zoomed{5, 5 + length / 2};
        QVERIFY(f.snapped(zoomed) == zoomed);
    }
};

PAINTING_TEST_MAIN(tst_rowscanvas)
#include "tst_rowscanvas.moc"
