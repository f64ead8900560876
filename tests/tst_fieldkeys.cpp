#include "app/window/fieldkeys.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using app::FieldKeys;

namespace {

/// Whose a key is, before actions have their say.
enum class Whose : std::uint8_t {
    Unsaid, ///< as Qt has it
    Fields,
    Windows,
};

struct Keys
{
    QWidget window;
    QLineEdit line{&window};
    QSpinBox number{&window};
    QPushButton button{&window};
    QLineEdit elsewhere; ///< in a window of its own
    QObject *keys = new FieldKeys(&window);

    Whose of(QObject *receiver, Qt::Key key, Qt::KeyboardModifiers modifiers = {},
             const QString &text = {}, QEvent::Type type = QEvent::ShortcutOverride)
    {
        QKeyEvent event(type, key, modifiers, text);
        event.ignore();
        if (!keys->eventFilter(receiver, &event))
            return Whose::Unsaid;
        return event.isAccepted() ? Whose::Fields : Whose::Windows;
    }
};

} // namespace

class tst_FieldKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTypesASignIsTheFields()
    {
        Keys keys;
        for (QWidget *field :
             {static_cast<QWidget *>(&keys.line), static_cast<QWidget *>(&keys.number)}) {
            QCOMPARE(keys.of(field, Qt::Key_N, {}, QStringLiteral("n")), Whose::Fields);
            QCOMPARE(keys.of(field, Qt::Key_1, {}, QStringLiteral("1")), Whose::Fields);
            QCOMPARE(keys.of(field, Qt::Key_Question, Qt::ShiftModifier | Qt::GroupSwitchModifier,
                             QStringLiteral("?")),
                     Whose::Fields);
        }
    }
    void whatTypesNoneIsNot()
    {
        Keys keys;
        QCOMPARE(keys.of(&keys.line, Qt::Key_F3), Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_Tab, {}, QStringLiteral("\t")), Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_N, Qt::AltModifier, QStringLiteral("n")),
                 Whose::Unsaid);
    }
    void controlWithALetterThatEditsNothingIsTheWindows()
    {
        Keys keys;
        for (QWidget *field :
             {static_cast<QWidget *>(&keys.line), static_cast<QWidget *>(&keys.number)})
            QCOMPARE(keys.of(field, Qt::Key_E, Qt::ControlModifier, QStringLiteral("\x05")),
                     Whose::Windows);
        // From the first letter to the last.
        constexpr Qt::KeyboardModifiers Both = Qt::ControlModifier | Qt::AltModifier;
        QCOMPARE(keys.of(&keys.line, Qt::Key_A, Both), Whose::Windows);
        QCOMPARE(keys.of(&keys.line, Qt::Key_Z, Both), Whose::Windows);
        // And nothing before and behind them.
        QCOMPARE(keys.of(&keys.line, Qt::Key_At, Both), Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_BracketLeft, Both), Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_Left, Qt::ControlModifier), Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_1, Qt::ControlModifier), Whose::Unsaid);
    }
    void whatEditsStaysWithTheField()
    {
        Keys keys;
        for (const Qt::Key key : {Qt::Key_A, Qt::Key_C, Qt::Key_V, Qt::Key_X, Qt::Key_Z})
            QCOMPARE(keys.of(&keys.line, key, Qt::ControlModifier), Whose::Unsaid);
    }
    void onlyFieldsOfTheWindowAreMeant()
    {
        Keys keys;
        QObject other;
        for (QObject *receiver :
             {static_cast<QObject *>(&keys.elsewhere), static_cast<QObject *>(&keys.button),
              static_cast<QObject *>(&keys.window), &other}) {
            QCOMPARE(keys.of(receiver, Qt::Key_N, {}, QStringLiteral("n")), Whose::Unsaid);
            QCOMPARE(keys.of(receiver, Qt::Key_E, Qt::ControlModifier), Whose::Unsaid);
        }
    }
    void theKeysThemselvesArePassedOn()
    {
        Keys keys;
        QCOMPARE(keys.of(&keys.line, Qt::Key_N, {}, QStringLiteral("n"), QEvent::KeyPress),
                 Whose::Unsaid);
        QCOMPARE(keys.of(&keys.line, Qt::Key_E, Qt::ControlModifier, {}, QEvent::KeyPress),
                 Whose::Unsaid);
    }
};

QTEST_MAIN(tst_FieldKeys)

#include "tst_fieldkeys.moc"
