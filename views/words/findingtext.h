#pragma once

#include "views/analysis/findings.h"

#include <QString>

#include <vector>

namespace views {

/// What people read of one finding. All texts are plain.
struct FindingText
{
    /// One of those whom or what it is about, and where to go to see it.
    struct Detail
    {
        QString what; ///< "Philosopher 0 waits for fork 1, held by Philosopher 1"
        QString when; ///< "7.000 s"
        QString cost; ///< may be empty
        trace::TaskId task = trace::TaskId::None;
        std::size_t record = 0;
        trace::SiteId site = trace::SiteId::None; ///< the place that it names
        std::size_t part = 0; ///< which of the finding's waiters, culprits or tasks it is

        bool operator==(const Detail &) const = default;
    };

    QString sentence;
    QString since;
    QString cost; ///< whom it cost, and how much; may be empty
    std::vector<Detail> details;

    bool operator==(const FindingText &) const = default;
};

FindingText findingText(const RunModel &model, const Finding &finding);

/// What there is to say of one of the places of \a finding: its waiter, culprit or task number
/// \a part.
FindingText::Detail findingDetail(const RunModel &model, const Finding &finding, std::size_t part);

/// The same on lines of text: what it is, when, and what it cost.
QString findingPlaceText(const RunModel &model, const Finding &finding, std::size_t part);

/// What findings() looks for, for a run in which it has found nothing.
QString lookedForText();
/// The same of findingsSoFar(), for a run that goes on.
QString lookedForSoFarText();

} // namespace views
