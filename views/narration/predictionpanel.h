#pragma once

#include "views/style/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;

namespace views {

class ChoiceList;

/// What the panel of predictions has to say.
struct PredictionPage
{
    enum class Stage : std::uint8_t {
        Idle, ///< nothing is asked
        Asked,
        Answered, ///< or skipped
    };

    Stage stage = Stage::Idle;
    QString title; ///< the question; else what there is to say
    QString detail;
    QStringList choices; ///< while asked
    bool isRight = false; ///< where it has been answered
    bool isSkipped = false;
    QStringList reasons; ///< sentences, once answered
    QStringList story; ///< what happened, once answered
    QString score; ///< empty: none
};

/// Asks what a run does next and says what it does: a question with choices, then whether the
/// answer was right, why, and what happened.
class PredictionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PredictionPanel(QWidget *parent = nullptr);

    void setPage(const PredictionPage &page);
    void setTheme(const Theme &theme);
    /// Gives the focus to where one answers or goes on.
    void takeFocus();

Q_SIGNALS:
    void chosen(int choice);
    void skipped();
    /// A person has read the answer.
    void goneOn();
    void resetRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showText();

    PredictionPage m_page;
    Theme m_theme = Theme::light();
    QLabel *m_glyph;
    QLabel *m_title;
    QLabel *m_detail;
    QLabel *m_text;
    QScrollArea *m_textArea;
    QLabel *m_score;
    ChoiceList *m_choices;
    QToolButton *m_reset;
    QToolButton *m_skip;
    QToolButton *m_goOn;
};

} // namespace views
