#pragma once

#include <QDialog>

class QMenuBar;

namespace app {

/// The keys and the mouse, in tables. Stays open beside the window.
class KeysHelp : public QDialog
{
    Q_OBJECT

public:
    /// Lists every action of \a menus that has a key, a table for each menu.
    explicit KeysHelp(const QMenuBar *menus, QWidget *parent = nullptr);
};

} // namespace app
