#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;
class QMenu;
class QMenuBar;

namespace app {

/// Everything that the menus offer, found by a few letters of its name and done by Enter.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    /// What is in \a menus now. The dialog deletes itself when it closes.
    CommandPalette(const QMenuBar *menus, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Command
    {
        QAction *action;
        QString name; ///< with the menus that lead to it
    };

    void add(const QMenu *menu, const QString &path);
    void filter(const QString &text);
    void perform();

    QList<Command> m_commands;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace app
