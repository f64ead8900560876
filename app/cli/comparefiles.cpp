#include "app/cli/comparefiles.h"

#include "app/cli/interrupt.h"
#include "app/cli/picturefile.h"
#include "app/cli/standardstreams.h"
#include "app/session/argumenttext.h"
#include "app/session/tracefile.h"
#include "views/words/comparisontext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr int ExitEqual = 0;
constexpr int ExitDifferent = 1;
constexpr int ExitUnreadable = 2;
constexpr int ExitInterrupted = 130;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::CompareFiles)
};

using Row = views::ComparisonText::Row;
using Part = views::ComparisonText::Part;

/// Rows as lines of text, with columns as wide as what is in them.
class Table
{
public:
    void add(const QStringList &cells)
    {
        for (qsizetype i = 0; i < static_cast<qsizetype>(m_widths.size()); ++i)
            m_widths[static_cast<std::size_t>(i)]
                = std::max(m_widths[static_cast<std::size_t>(i)], cells.value(i).size());
        m_rows += cells;
    }
    void add(const Part &part)
    {
        const auto differs = [](const Row &row) { return row.differs; };
        if (std::none_of(part.rows.begin(), part.rows.end(), differs))
            return;
        m_rows += QStringList{part.heading};
        for (const Row &row : part.rows) {
            // The last may say that there are more.
            if (!row.differs && !row.now.isEmpty())
                continue;
            add(row, 1);
            for (const Row &detail : row.details) {
                if (detail.differs)
                    add(detail, 2);
            }
        }
    }
    QString text() const
    {
        QString text;
        for (const QStringList &cells : m_rows) {
            QString line = cells.size() == 1 ? cells[0] : cells[0].leftJustified(m_widths[0]);
            for (qsizetype i = 1; i < cells.size(); ++i)
                line += QStringLiteral("  ")
                    + cells[i].rightJustified(m_widths[static_cast<std::size_t>(i)]);
            while (line.endsWith(u' '))
                line.chop(1);
            text += line + u'\n';
        }
        return text;
    }

private:
    void add(const Row &row, int depth)
    {
        add(QStringList{QString(qsizetype{2} * depth, u' ') + row.what, row.now, row.reference,
                        row.difference});
    }

    std::array<qsizetype, 4> m_widths{};
    QList<QStringList> m_rows;
};

QString nameOf(const TraceFile &file, const std::string &path)
{
    const QString arguments = summaryText(file.info);
    const QString title = arguments.isEmpty()
        ? file.info.title
        : Words::tr("%1 (%2)", "a run and its arguments").arg(file.info.title, arguments);
    return QStringLiteral("%1: %2").arg(QString::fromStdString(path), title);
}

QString textOf(const views::ComparisonText &compared, const QString &chance, const QString &now,
               const QString &reference)
{
    QString text = Words::tr("This run:   %1\nReference:  %2\n\n").arg(now, reference);
    text += compared.verdict;
    if (!compared.length.isEmpty())
        text += u' ' + compared.length;
    text += u'\n';
    if (!compared.parting.isEmpty())
        text += compared.parting + u'\n';
    if (!chance.isEmpty())
        text += chance + u'\n';
    Table table;
    table.add({QString(), Words::tr("this run"), Words::tr("reference"), Words::tr("difference")});
    for (const Part &part : compared.parts)
        table.add(part);
    return text + u'\n' + table.text();
}

int compareRuns(const CompareFiles &command)
{
    Interruption interruption;
    const auto goOn = [&interruption] { return interruption.goOn(); };
    const auto read = [&goOn](const std::string &path) {
        TraceFile file = readTraceFile(QString::fromStdString(path), goOn);
        for (const QString &text : troubleTexts(file.report))
            complain(text.toStdString());
        return file;
    };
    const TraceFile now = read(command.file);
    const TraceFile reference = read(command.reference);
    const auto nowModel = modelOf(now.trace, goOn);
    const auto referenceModel = modelOf(reference.trace, goOn);
    const auto compared
        = views::compare(*nowModel, *referenceModel, [&goOn](double) { return goOn(); });
    if (!compared || interruption.hasCome())
        return ExitInterrupted;
    const views::ComparisonText text = views::comparisonText(*compared, *nowModel, *referenceModel);
    const bool equal = compared->isEqual();
    writeToStandardOutput(equal ? text.verdict.toStdString() + "\n"
                                : textOf(text, views::chanceText(now.info, reference.info),
                                         nameOf(now, command.file),
                                         nameOf(reference, command.reference))
                                      .toStdString());
    return equal ? ExitEqual : ExitDifferent;
}

} // namespace

int compareFiles(const CompareFiles &command)
{
    try {
        return compareRuns(command);
    } catch (const GivenUp &) {
        return ExitInterrupted;
    } catch (const std::exception &error) {
        complain(error.what());
        return ExitUnreadable;
    }
}

} // namespace app
