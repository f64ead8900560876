#pragma once

#include "views/style/theme.h"

#include <QListView>
#include <QStringList>

class QStringListModel;

namespace views {

/// Answers to choose from, numbered: by a click, by the digits from 1 to 9, or by the arrows and
/// Enter.
class ChoiceList : public QListView
{
    Q_OBJECT

public:
    explicit ChoiceList(QWidget *parent = nullptr);

    void setChoices(const QStringList &choices);
    void setTheme(const Theme &theme);

Q_SIGNALS:
    void chosen(int index);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Delegate;

    QStringListModel *m_model;
    Theme m_theme = Theme::light();
};

} // namespace views
