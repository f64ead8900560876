#include "views/words/namelist.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::NameList)
};

constexpr qsizetype NamesInSentence = 3;

} // namespace

QString nameList(const QStringList &names)
{
    const QString between = Words::tr(", ", "between names");
    if (names.size() <= NamesInSentence)
        return names.join(between);
    const int more = static_cast<int>(names.size() - NamesInSentence);
    return Words::tr("%1 and %n more", nullptr, more)
        .arg(names.first(NamesInSentence).join(between));
}

} // namespace views
