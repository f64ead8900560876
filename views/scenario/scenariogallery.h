#pragma once

#include "engine/scenario/scenario.h"
#include "views/style/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace views {

/// The scenarios to choose from, by group. The chosen one also says what it shows.
class ScenarioGallery : public QWidget
{
    Q_OBJECT

public:
    explicit ScenarioGallery(QWidget *parent = nullptr);

    /// Lists \a scenarios, which must outlive the gallery, in their order and grouped by
    /// Scenario::group in the order of first appearance.
    void setScenarios(const std::vector<scenario::Scenario> &scenarios);

    /// The chosen scenario, or nullptr.
    const scenario::Scenario *current() const;
    /// Shows \a scenario as the chosen one without a signal.
    void setCurrent(const scenario::Scenario *scenario);

    void setTheme(const Theme &theme);

Q_SIGNALS:
    /// A person has chosen another scenario.
    void scenarioChosen(const scenario::Scenario *scenario);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(QTreeWidgetItem *item);
    void setChosen(QTreeWidgetItem *item);

    QLabel *m_heading;
    QTreeWidget *m_tree;
    QTreeWidgetItem *m_chosen = nullptr;
};

} // namespace views
