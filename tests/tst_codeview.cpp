#include "tests/support/annotation.h"
#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "views/source/codeeditor.h"
#include "views/source/codelexer.h"
#include "views/source/codeview.h"
#include "views/style/typography.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

using support::annotationOf;
using support::Drawn;
using views::CodeView;
using views::Language;
using views::Theme;

namespace {

/// A hundred lines "line 0" and so on, in a window.
struct Shown
{
    CodeView view;
    QSignalSpy activated{&view, &CodeView::lineActivated};

    explicit Shown(std::vector<int> gaps = {}, int lines = 100)
    {
        QStringList text;
        for (int i = 0; i < lines; ++i)
            text += QStringLiteral("line %1").arg(i);
        view.setTheme(Theme::light());
        view.showMarkColumn(true);
        view.setSource(text.join(QLatin1Char('\n')), Language::Plain, std::move(gaps));
        view.resize(500, 300);
        view.show();
        QCoreApplication::processEvents();
    }
    Drawn drawn() { return Drawn::by(*view.viewport()); }
    QImage image() { return view.viewport()->grab().toImage(); }
    int marginsEnd() const
    {
        int width = 0;
        for (int margin = 0; margin < 3; ++margin)
            width += view.marginWidth(margin);
        return width;
    }
    QPoint inMargin(int line) const { return {20, view.lineRect(line).center().y()}; }
    QPoint inText(int line) const { return {marginsEnd() + 20, view.lineRect(line).center().y()}; }
    void click(QPoint at, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(view.viewport(), button, {}, at);
    }
    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), to);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
    }
    /// Those lines that a person has gone to since the last question.
    QList<int> lines()
    {
        QList<int> all;
        for (const auto &signal : activated)
            all += signal[0].toInt();
        activated.clear();
        return all;
    }
};

} // namespace

/// Code with its marks, lines by their index.
class tst_CodeView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLanguageIsThatOfTheSuffix()
    {
        for (const char *name : {"a.py", "a.PYI", "b/c.pyw", "x.cpp.py"})
            QVERIFY2(views::languageOf(QLatin1String(name)) == Language::Python, name);
        for (const char *name : {"a.cpp", "a.h", "b.cc", "b.CXX", "b.hpp", "a.c"})
            QVERIFY2(views::languageOf(QLatin1String(name)) == Language::Cpp, name);
        for (const char *name : {"a.txt", "py.txt", "README", "a.pyx", "cpp.d"})
            QVERIFY2(views::languageOf(QLatin1String(name)) == Language::Plain, name);
        QVERIFY(views::codeLexer(Language::Plain, {}, Theme::light()) == nullptr);
        QVERIFY(views::codeLexer(Language::Cpp, {}, Theme::light()) != nullptr);
        QVERIFY(views::codeLexer(Language::Python, {}, Theme::light()) != nullptr);
    }

    void whatIsTypedChangesNothing()
    {
        Shown shown;
        shown.view.setFocus();
        QTest::keyClicks(&shown.view, QStringLiteral("x"));
        QTest::keyClick(&shown.view, Qt::Key_Delete);
        QVERIFY(shown.view.isReadOnly());
        QVERIFY(shown.view.text().startsWith(QStringLiteral("line 0\nline 1")));
        shown.view.setSource(QStringLiteral("größer ≥ 1"), Language::Python);
        QCOMPARE(shown.view.text(), QStringLiteral("größer ≥ 1"));
        QVERIFY(shown.view.isReadOnly());
    }

    void linesStandUnderEachOther()
    {
        Shown shown;
        const int height = shown.view.lineRect(0).height();
        QVERIFY(height >= 20);
        for (int line = 0; line < 10; ++line) {
            QCOMPARE(shown.view.lineRect(line).top(), line * height);
            QCOMPARE(shown.view.lineRect(line).width(), shown.view.viewport()->width());
        }
        const int rows = shown.view.viewport()->height() / height;
        QVERIFY(shown.view.isInSight(0) && shown.view.isInSight(rows - 1));
        QVERIFY(!shown.view.isInSight(rows));
        QCOMPARE(shown.view.middleLine(), rows / 2);
        shown.view.setFirstVisibleLine(5);
        QCOMPARE(shown.view.rowOf(5), 0);
        QCOMPARE(shown.view.rowOf(4), -1);
        QVERIFY(!shown.view.isInSight(4) && shown.view.isInSight(5));
        QCOMPARE(shown.view.middleLine(), 5 + rows / 2);
    }

    void emptyRowsComeAfterTheirLines()
    {
        Shown shown({0, 2, 0, 1});
        QCOMPARE(shown.view.rowOf(1), 1);
        QCOMPARE(shown.view.rowOf(2), 4);
        QCOMPARE(shown.view.rowOf(3), 5);
        QCOMPARE(shown.view.rowOf(4), 7);
        QCOMPARE(shown.view.rowOf(5), 8);
        // They are tinted, and nothing else is.
        const int height = shown.view.lineRect(0).height();
        QList<QRectF> gaps;
        const Drawn drawn = shown.drawn();
        for (const auto &shape : drawn.filled(Theme::light().panel))
            gaps += shape.box;
        QCOMPARE(gaps.size(), 2);
        QCOMPARE(gaps[0], QRectF(0, 2 * height, shown.view.viewport()->width(), 2 * height));
        QCOMPARE(gaps[1], QRectF(0, 6 * height, shown.view.viewport()->width(), height));
        // A click there is on no line.
        shown.click({200, 2 * height + height / 2});
        QVERIFY(shown.lines().isEmpty());
    }

    void whereOneGoesThereIsSomethingAroundIt()
    {
        Shown shown;
        const int rows = shown.view.viewport()->height() / shown.view.lineRect(0).height();
        shown.view.goTo(50);
        QCOMPARE(shown.view.rowOf(50), rows / 2);
        // In sight it stays where it is, if it has a line above and some below.
        shown.view.goTo(51);
        QCOMPARE(shown.view.rowOf(50), rows / 2);
        shown.view.putAtRow(60, 1);
        shown.view.goTo(60);
        QCOMPARE(shown.view.rowOf(60), 1);
        shown.view.putAtRow(60, 0);
        shown.view.goTo(60);
        QCOMPARE(shown.view.rowOf(60), rows / 2);
        shown.view.putAtRow(60, rows - 3);
        shown.view.goTo(60);
        QCOMPARE(shown.view.rowOf(60), rows - 3);
        shown.view.putAtRow(60, rows - 2);
        shown.view.goTo(60);
        QCOMPARE(shown.view.rowOf(60), rows / 2);
        // The last line is one to go to, and nothing is behind it.
        shown.view.goTo(1000);
        int line = 0;
        int index = 0;
        shown.view.getCursorPosition(&line, &index);
        QCOMPARE(line, 99);
        QVERIFY(shown.view.isInSight(99));
        shown.view.goTo(-5);
        shown.view.getCursorPosition(&line, &index);
        QCOMPARE(line, 0);
        QCOMPARE(shown.view.rowOf(0), 0);
    }

    void theLastLineMayStandAtTheTop()
    {
        Shown shown;
        shown.view.putAtRow(99, 0);
        QCOMPARE(shown.view.rowOf(99), 0);
    }

    void marksCountWhoIsThere()
    {
        Shown shown;
        const Theme &theme = Theme::light();
        shown.view.setMarks({{2, 8, 0, false, {}},
                             {4, 0, 3, false, {}},
                             {5, 2, 7, true, {}},
                             {7, 12345, 0, false, {}}});
        const Drawn drawn = shown.drawn();
        const auto inColumn = [&](int line) {
            QRectF column = shown.view.lineRect(line);
            column.setWidth(44);
            return column;
        };
        const auto number = [&](int line) {
            const auto words = drawn.wordsIn(inColumn(line));
            return words.isEmpty() ? Drawn::Words{} : words.first();
        };
        QCOMPARE(number(2).text, QStringLiteral("8"));
        QVERIFY(number(2).font.bold());
        QCOMPARE(number(2).colour, theme.onWaiting);
        QCOMPARE(number(4).text, QStringLiteral("3"));
        QVERIFY(!number(4).font.bold());
        QCOMPARE(number(4).colour, theme.text2);
        QCOMPARE(number(5).text, QStringLiteral("2"));
        QVERIFY(number(3).text.isEmpty() && number(6).text.isEmpty());
        // In a box, which for those who are there is filled, and for a chosen one in the accent.
        const auto boxes = drawn.filled(theme.waiting);
        QCOMPARE(boxes.size(), 3);
        QVERIFY(inColumn(2).contains(boxes[0].box) && inColumn(5).contains(boxes[1].box));
        QVERIFY(boxes[0].box.contains(number(2).box.center()));
        QVERIFY(boxes[0].box.width() >= 20 && boxes[0].box.height() >= 12);
        // Never wider than its column.
        QVERIFY(boxes[2].box.width() > boxes[0].box.width());
        QVERIFY(inColumn(7).contains(boxes[2].box));
        const auto chosen = drawn.outlined(theme.accent);
        QVERIFY(std::any_of(chosen.begin(), chosen.end(),
                            [&](const Drawn::Shape &shape) { return shape.box == boxes[1].box; }));
        QCOMPARE(drawn.outlined(theme.hatch).size(), 2);
        shown.view.setMarks({});
        QVERIFY(shown.drawn().filled(theme.waiting).isEmpty());
    }

    void aHighlightedLineHasABarAndMayHaveATagAtItsEnd()
    {
        Shown shown;
        const Theme &theme = Theme::light();
        shown.view.setHighlights({{2, true, QStringLiteral("Consumer 3")}, {4, false, {}}});
        const Drawn drawn = shown.drawn();
        int tints = 0;
        QList<QRectF> bars;
        for (const Drawn::Shape &shape : drawn.shapes()) {
            if (shape.fill.rgb() != theme.accent.rgb())
                continue;
            if (shape.fill.alpha() < 255) {
                ++tints;
                QCOMPARE(shape.box.top(), double(shown.view.lineRect(2).top()));
                QCOMPARE(shape.box.right(), double(shown.view.viewport()->width()));
            } else if (shape.box.width() == 3) {
                bars += shape.box;
            }
        }
        QCOMPARE(tints, 1);
        QCOMPARE(bars.size(), 2);
        QCOMPARE(bars[0].top(), double(shown.view.lineRect(2).top()));
        QCOMPARE(bars[1].top(), double(shown.view.lineRect(4).top()));
        QVERIFY(bars[0].right() <= shown.marginsEnd());
        const Drawn::Words *tag = drawn.find(QStringLiteral("Consumer 3"));
        QVERIFY(tag != nullptr);
        QCOMPARE(tag->colour, theme.onAccent);
        QVERIFY(QRectF(shown.view.lineRect(2)).contains(tag->box.center()));
        const int textWidth
            = QFontMetrics(shown.view.font()).horizontalAdvance(QStringLiteral("line 2"));
        QVERIFY(tag->box.left() > shown.marginsEnd() + textWidth);
        QVERIFY(tag->box.left() < shown.marginsEnd() + textWidth + 60);
    }

    void aTagThatHasNoRoomStandsOverTheTextOrIsCut()
    {
        Shown shown;
        shown.view.resize(260, 300);
        const QString tag = QStringLiteral("a task with a name that is long");
        shown.view.setHighlights({{2, true, tag}});
        const Drawn drawn = shown.drawn();
        const auto words = drawn.wordsIn(shown.view.lineRect(2));
        const auto own = std::find_if(words.begin(), words.end(), [](const Drawn::Words &w) {
            return w.text.startsWith(QStringLiteral("a task"));
        });
        QVERIFY(own != words.end());
        QVERIFY(own->box.right() < shown.view.viewport()->width());
        QVERIFY(own->box.left() >= shown.marginsEnd());
    }

    void theLineOfTheStepIsBoldWithItsNumberAndASign()
    {
        Shown shown;
        const Theme &theme = Theme::light();
        shown.view.setStep(3);
        const Drawn drawn = shown.drawn();
        const auto words = drawn.wordsIn(shown.view.lineRect(3));
        QStringList bold;
        for (const Drawn::Words &w : words) {
            if (w.font.bold())
                bold += w.text;
        }
        QCOMPARE(bold.join(QLatin1Char('|')), QStringLiteral("4|line 3"));
        const auto signs = drawn.filled(theme.running);
        QCOMPARE(signs.size(), 1);
        QVERIFY(QRectF(shown.view.lineRect(3)).contains(signs[0].box));
        QVERIFY(signs[0].box.right() <= 44);
        // Without the column of marks there is no sign.
        shown.view.showMarkColumn(false);
        QVERIFY(shown.drawn().filled(theme.running).isEmpty());
        shown.view.setStep(std::nullopt);
        const Drawn none = shown.drawn();
        QVERIFY(std::none_of(none.words().begin(), none.words().end(),
                             [](const Drawn::Words &w) { return w.font.bold(); }));
    }

    void theNumbersHaveRoomForTheLast()
    {
        Shown few;
        Shown many({}, 20'000);
        QVERIFY(many.view.marginWidth(1) > few.view.marginWidth(1));
        QVERIFY(many.view.marginWidth(1)
                > many.view.fontMetrics().horizontalAdvance(QStringLiteral("20000")));
        QCOMPARE(few.view.marginWidth(0), 44);
        few.view.showMarkColumn(false);
        QCOMPARE(few.view.marginWidth(0), 0);
    }

    void aClickOnALineLeadsThere()
    {
        Shown shown;
        shown.click(shown.inMargin(0));
        QCOMPARE(shown.lines(), QList<int>{0});
        shown.click(shown.inMargin(3));
        QCOMPARE(shown.lines(), QList<int>{3});
        QVERIFY(!shown.view.hasSelectedText());
        shown.click(shown.inText(4));
        QCOMPARE(shown.lines(), QList<int>{4});
        shown.click(shown.inMargin(5), Qt::RightButton);
        shown.click(shown.inText(5), Qt::RightButton);
        QVERIFY(shown.lines().isEmpty());
        // From one line to another it is no click, and over text it selects that.
        shown.drag(shown.inMargin(2), shown.inMargin(6));
        QVERIFY(shown.lines().isEmpty());
        shown.drag({shown.marginsEnd() + 2, shown.inText(2).y()},
                   {shown.marginsEnd() + 40, shown.inText(2).y()});
        QVERIFY(shown.view.hasSelectedText());
        QVERIFY(shown.lines().isEmpty());
    }

    void belowTheTextIsNoLine()
    {
        Shown shown({}, 3);
        shown.click({200, 200});
        QVERIFY(shown.lines().isEmpty());
        shown.click(shown.inText(2));
        QCOMPARE(shown.lines(), QList<int>{2});
    }

    void enterLeadsToTheLineOfTheCaret()
    {
        Shown shown;
        shown.view.setFocus();
        shown.view.goTo(7);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QTest::keyClick(&shown.view, Qt::Key_Enter);
        QCOMPARE(shown.lines(), (QList<int>{7, 7}));
        QTest::keyClick(&shown.view, Qt::Key_Down);
        QVERIFY(shown.lines().isEmpty());
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(shown.lines(), QList<int>{8});
    }

    void theWheelScrollsAndNeverChangesTheSizeOfTheText()
    {
        Shown shown;
        const auto turn = [&](Qt::KeyboardModifiers modifiers) {
            const QPointF at = shown.view.viewport()->rect().center();
            QWheelEvent wheel(at, shown.view.viewport()->mapToGlobal(at), {}, {0, -240},
                              Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(shown.view.viewport(), &wheel);
        };
        const int height = shown.view.lineRect(0).height();
        turn(Qt::ControlModifier);
        QCOMPARE(shown.view.lineRect(0).height(), height);
        QCOMPARE(shown.view.rowOf(0), 0);
        turn({});
        QVERIFY(shown.view.rowOf(0) < 0);
        QCOMPARE(shown.view.lineRect(0).height(), height);
    }

    void whatIsWrongIsUnderlinedToItsEnd_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("underlined");
        const auto row = [](const char *text, int column, const char *underlined) {
            QTest::addRow("%d in %s", column, text)
                << QString::fromLatin1(text) << column << QString::fromLatin1(underlined);
        };
        row("[\"slep\", 10], 1", 0, "[\"slep\", 10]");
        row("[\"slep\", 10], 1", 1, "\"slep\"");
        row("[\"slep\", 10], 1", 9, "10");
        row("{\"x\": [1, {}], \"y\": 2}, 3", 0, "{\"x\": [1, {}], \"y\": 2}");
        row("{\"x\": 12} ", 6, "12");
        row("\"a, [b\", 2", 0, "\"a, [b\"");
        row("\"a\\\", b\", 2", 0, "\"a\\\", b\"");
        row("\"never closed\nnext", 0, "\"never closed");
        row("abc\ndef", 1, "bc");
        row("abc\r\ndef", 0, "abc");
        row("abc\ndef", 3, "\n");
        row(", 1", 0, ",");
    }
    void whatIsWrongIsUnderlinedToItsEnd()
    {
        QFETCH(const QString, text);
        QFETCH(const int, column);
        QFETCH(const QString, underlined);
        views::CodeEditor editor(Language::Json);
        editor.begin(text);
        editor.setProblem({{QStringLiteral("It is wrong."), 0, column}});
        const QByteArray bytes = text.toUtf8();
        QByteArray marked;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (editor.SendScintilla(QsciScintilla::SCI_INDICATORALLONFOR,
                                     static_cast<unsigned long>(i))
                != 0)
                marked += bytes[i];
        }
        QCOMPARE(QString::fromUtf8(marked), underlined);
        editor.setProblem(std::nullopt);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            QCOMPARE(editor.SendScintilla(QsciScintilla::SCI_INDICATORALLONFOR,
                                          static_cast<unsigned long>(i)),
                     0L);
    }

    void whatIsWrongIsToldInTheWidthThatIsThere()
    {
        views::CodeEditor editor(Language::Json);
        editor.begin(QStringLiteral("{}\n[]\n"));
        editor.resize(1000, 300);
        editor.show();
        const QString word(9, u'x');
        editor.setProblem({{(word + u' ').repeated(40).trimmed(), 1, 0}});
        const QString told = annotationOf(editor, 1);
        QVERIFY(told.startsWith(u'x'));
        const QStringList lines = told.split(u'\n');
        QVERIFY(lines.size() > 1);
        QVERIFY(lines.first().size() > 60);
        const QFontMetrics metrics(views::codeFont());
        for (const QString &line : lines)
            QVERIFY(metrics.horizontalAdvance(line) <= editor.viewport()->width());
        QCOMPARE(lines.join(u' ').count(word), qsizetype{40});
        // A line that is not there is the last one.
        editor.setProblem({{QStringLiteral("Something is missing."), 99, 0}});
        QVERIFY(annotationOf(editor, 1).isEmpty());
        QCOMPARE(annotationOf(editor, editor.lines() - 1), QStringLiteral("Something is missing."));
    }

    void anotherTextLeavesTheCaretInItsLineIfThatIsThere()
    {
        views::CodeEditor editor(Language::Json);
        editor.begin(QStringLiteral("a\nb\nc\nd"));
        editor.setCursorPosition(2, 1);
        const auto place = [&editor] {
            int line = 0;
            int column = 0;
            editor.getCursorPosition(&line, &column);
            return std::pair(line, column);
        };
        editor.rewrite(QStringLiteral("a\nb\nc\nd\ne"));
        QCOMPARE(place(), std::pair(2, 0));
        editor.rewrite(QStringLiteral("a\nbb"));
        QCOMPARE(place(), std::pair(1, 0));
    }

    void theEditorIndentsWithBlanks()
    {
        views::CodeEditor editor(Language::Json);
        QVERIFY(editor.isUtf8());
        QVERIFY(!editor.indentationsUseTabs());
        QVERIFY(editor.autoIndent());
        QVERIFY(editor.backspaceUnindents());
    }

    void anotherTextHasNoMarksOfTheOneBefore()
    {
        Shown shown;
        shown.view.setMarks({{2, 8, 0, false, {}}});
        shown.view.setHighlights({{2, false, {}}});
        shown.view.setStep(2);
        shown.view.setSource(QStringLiteral("a\nb\nc\nd"), Language::Cpp);
        QVERIFY(shown.view.marks().empty() && shown.view.highlights().empty());
        QVERIFY(!shown.view.step());
        QCOMPARE(shown.view.rowOf(3), 3);
    }
};

PAINTING_TEST_MAIN(tst_CodeView)
#include "tst_codeview.moc"
