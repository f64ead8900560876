#pragma once

#include <QFrame>

class QLabel;

namespace app {

/// One thing worth trying, on a card with a number that a person can close.
class HintCard : public QFrame
{
    Q_OBJECT

public:
    /// \a text, which may be empty, says more than \a title.
    HintCard(int number, const QString &title, const QString &text, QWidget *parent = nullptr);

    /// On one line instead of a title over its text.
    void setOneLine(bool oneLine);

Q_SIGNALS:
    void closed();

private:
    QString m_titleText;
    QString m_moreText;
    QLabel *m_title;
    QLabel *m_more;
};

} // namespace app
