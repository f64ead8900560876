#pragma once

#include "views/analysis/decision.h"

#include <QString>
#include <QStringList>

namespace views {

/// "What runs next?"
QString questionText(const Decision &decision);
/// What is known to whoever is asked, in one sentence: "4 tasks are ready."
QString questionDetail(const RunModel &model, const Decision &decision);
/// Choice number \a choice: the name of a task, or the line.
QString choiceText(const RunModel &model, const Decision &decision, std::size_t choice);

/// Whether choice number \a given was right, and what it is instead: "Right: Consumer 6."
QString verdictText(const RunModel &model, const Decision &decision, std::size_t given);
/// What happens, for one who has not chosen.
QString answerText(const RunModel &model, const Decision &decision);
/// Why that happens and not what choice number \a given, if there is one, says: a sentence each.
QStringList reasonTexts(const RunModel &model, const Decision &decision,
                        std::optional<std::size_t> given);

/// What the steps do that show the answer, as the narration tells it: "Step 62: …", one line each.
QStringList storyTexts(const RunModel &model, const Decision &decision);

/// "7 of 9 right"; empty when \a asked is 0.
QString scoreText(int right, int asked);

} // namespace views
