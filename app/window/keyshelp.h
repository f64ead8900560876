#pragma once

#include <QDialog>

namespace app {

/// The keys and the mouse, in tables. Stays open beside the window.
class KeysHelp : public QDialog
{
    Q_OBJECT

public:
    explicit KeysHelp(QWidget *parent = nullptr);
};

} // namespace app
