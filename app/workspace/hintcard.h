#pragma once

#include <QFrame>

#include <optional>

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
    /// Points beyond \a edge, its top or left one, at \a at pixels along it; nothing: at nothing.
    void pointFrom(std::optional<Qt::Edge> edge, int at = 0);

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void measure();

    QLabel *m_title;
    QLabel *m_more;
    QLabel *m_line; ///< both of them in one
    bool m_oneLine = false;
    std::optional<Qt::Edge> m_edge;
    int m_at = 0;
};

} // namespace app
