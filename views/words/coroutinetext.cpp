#include "views/words/coroutinetext.h"

#include "views/model/onelinetext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::Coroutine)
};

} // namespace

QString coroutineName(const RunModel &model, const AwaitSpan &span)
{
    const trace::Trace &trace = model.trace();
    const trace::SiteId site
        = span.place == trace::ChainId::None ? trace::SiteId::None : trace.chain(span.place).site;
    const QString function = site == trace::SiteId::None
        ? QString()
        : oneLine(QString::fromStdString(trace.text(trace.site(site).function)));
    // "collect" of "collect<Numbers>", but "<lambda>" as it is.
    const QString name
        = function.section(u'<', 0, 0).isEmpty() ? function : function.section(u'<', 0, 0);
    return name.isEmpty() ? Words::tr("a coroutine") : name;
}

QString coroutineNames(const RunModel &model, const std::vector<AwaitSpan> &level)
{
    constexpr std::size_t Looked = 256; // spans, for every row of a frame
    constexpr qsizetype Most = 3;
    QStringList names;
    for (std::size_t i = 0; i < std::min(Looked, level.size()) && names.size() <= Most; ++i) {
        if (const QString name = coroutineName(model, level[i]); !names.contains(name))
            names += name;
    }
    if (names.size() > Most)
        names = names.mid(0, Most) << QStringLiteral("…");
    return names.join(Words::tr(", "));
}

} // namespace views
