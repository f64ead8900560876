#include "views/words/namelist.h"

#include <QCoreApplication>

#include <algorithm>

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
    return nameList(names, names.size());
}

QString nameList(const QStringList &names, qsizetype all)
{
    // "and 1 more" is as long as the name.
    const qsizetype most = all == NamesInSentence + 1 ? all : NamesInSentence;
    const QStringList told = names.first(std::min(names.size(), most));
    const QString text = told.join(Words::tr(", ", "between names"));
    const int more = static_cast<int>(all - told.size());
    return more == 0 ? text : Words::tr("%1 and %n more", nullptr, more).arg(text);
}

} // namespace views
