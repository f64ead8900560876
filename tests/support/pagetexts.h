#pragma once

#include "views/words/inspectionpage.h"

#include <QStringList>

namespace support {

/// All that \a page says, from its name to its last row.
inline QStringList textsOf(const views::InspectionPage &page)
{
    QStringList texts{page.name, page.origin, page.sentence};
    for (const views::InspectionPage::Section &section : page.sections) {
        texts << section.heading << section.aside << section.note;
        for (const views::InspectionPage::Row &row : section.rows)
            texts << row.what << row.middle << row.value;
    }
    return texts;
}

} // namespace support
