#pragma once

#include "views/words/inspectiontext.h"

#include <QString>

#include <vector>

namespace views {

/// What the inspector says of one thing: who it is, a sentence, and sections with tables. Texts are
/// rich and every name in them is a link, but for those called plain.
struct InspectionPage
{
    struct Row
    {
        QString what;
        QString middle; ///< plain; may be empty
        QString value; ///< may be empty
    };
    struct Section
    {
        QString heading; ///< plain
        QString aside; ///< plain, at the right of the heading: a sum, a count
        std::vector<Inspection::Share> bar; ///< whose words are rows, too
        std::vector<Row> rows;
        std::vector<std::size_t> histogram;
        QString note; ///< plain: what is not recorded, what it rests on
        bool folded = false; ///< to one line, until a person opens it

        /// Adds a row that says how many of \a all there are beside the rows, if there are.
        void countRest(std::size_t all);
        /// \a what with a second, quieter line.
        static QString withSecond(const QString &what, const QString &second);
    };

    QString name; ///< plain
    QString origin;
    QString sentence;
    std::vector<Section> sections;
};

/// What a task did in the run beside its steps.
struct TaskDeeds
{
    std::vector<std::uint32_t> printed; ///< records
    std::vector<std::pair<trace::TaskId, std::size_t>> woke; ///< whom, how often; most often first
    bool tooMany = false; ///< there was so much to look at that it was not
};
TaskDeeds taskDeeds(const RunModel &model, trace::TaskId task);

/// \a inspection of a task, with \a deeds as far as they had happened after \a records records.
InspectionPage pageOf(const RunModel &model, const Inspection &inspection, const TaskDeeds &deeds,
                      std::size_t records);

/// What a person has measured: times, and which steps.
struct MeasuredRange
{
    TimeRange times;
    std::size_t begin = 0; ///< the first record of the steps
    std::size_t end = 0; ///< the one behind their last
};
/// \a range of \a axis; the steps at its ends are in it on the Clock axis.
MeasuredRange measuredRange(const RunModel &model, const UnitRange &range, AxisKind axis);

/// What a task did within \a range: the sums of its page, for that time.
InspectionPage::Section rangeSection(const RunModel &model, trace::TaskId task,
                                     const MeasuredRange &range);

/// Where the time of all tasks went within \a range, and who ran.
InspectionPage rangePage(const RunModel &model, const MeasuredRange &range);

/// The run itself.
InspectionPage runPage(const RunModel &model, const World &world, bool live);

} // namespace views
