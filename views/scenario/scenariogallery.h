#pragma once

#include "engine/scenario/scenario.h"
#include "views/style/theme.h"

#include <QList>
#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace views {

class FilterField;

/// The scenarios to choose from, by group, and what else a person can choose there. The chosen one
/// also says what it shows. A field narrows the list down to what contains a text: / goes there,
/// Down and Enter come back, to the first of what is left, and Esc shows all again.
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

    /// Something to choose that is no scenario.
    struct Own
    {
        QString id; ///< not empty
        QString title;
        QString mark; ///< what it is, in a word; may be empty
        QString summary;
    };
    /// Lists \a rows, in their order, behind the scenarios of \a group, in place of those before.
    void setOwn(const QString &group, const QList<Own> &rows);
    /// Shows that of \a id as the chosen one; empty: none of them is.
    void setCurrentOwn(const QString &id);

    void setTheme(const Theme &theme);

    /// What a person types next narrows the list down.
    void focusFilter();

Q_SIGNALS:
    /// A person has chosen another scenario.
    void scenarioChosen(const scenario::Scenario *scenario);
    /// A person has clicked on one of setOwn(), or pressed Enter there.
    void ownChosen(const QString &id);
    /// What can be done with it is to be shown at \a at, which is global.
    void ownMenuRequested(const QString &id, const QPoint &at);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void choose(QTreeWidgetItem *item);
    QTreeWidgetItem *groupOf(const QString &name);
    void askForMenu(const QPoint &at);
    void setChosen(QTreeWidgetItem *item);
    void filter();
    /// Chooses the first of what the filter has left unless the chosen one is among it; false: it
    /// has left nothing.
    bool chooseLeft();
    bool filterKey(int key);
    bool treeKey(int key);
    /// Scrolls from the top as far as it takes to have the chosen one in sight.
    void reveal();

    QLabel *m_heading;
    QLabel *m_nothing; ///< that nothing passes the filter
    QTreeWidget *m_tree;
    FilterField *m_filter;
    QTreeWidgetItem *m_chosen = nullptr;
    bool m_scrolled = false; ///< by a person, since something was chosen by others
};

} // namespace views
