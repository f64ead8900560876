#pragma once

#include "views/style/theme.h"
#include "views/words/inspectionpage.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace views {

class Histogram;
class SharesBar;

/// One section of an inspector's page: its heading, a bar or a histogram, a table and a note.
class SectionView : public QWidget
{
    Q_OBJECT

public:
    explicit SectionView(QWidget *parent = nullptr);

    /// A section with the heading of the one before stays open or folded as a person has left it.
    void show(const InspectionPage::Section &section, const Theme &theme);
    bool isFolded() const noexcept { return m_folded; }

Q_SIGNALS:
    void linkActivated(const QString &href);

private:
    void setFolded(bool folded);
    void showParts();

    InspectionPage::Section m_section;
    bool m_folded = false;

    QToolButton *m_fold;
    QLabel *m_heading;
    QLabel *m_aside;
    SharesBar *m_bar;
    Histogram *m_histogram;
    QLabel *m_rows;
    QLabel *m_note;
};

} // namespace views
