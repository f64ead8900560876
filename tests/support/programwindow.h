#pragma once

#include "app/session/runsession.h"
#include "app/window/mainwindow.h"
#include "views/model/runmodel.h"
#include "views/scenario/parameterslider.h"
#include "views/timeline/timelineview.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

namespace support {

/// Keeps settings in \a folder instead of the user's, under the name of the test.
inline void keepSettingsIn(const QString &folder, const QString &test)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("CoroscopeTests"));
    QCoreApplication::setApplicationName(test);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
    // A desktop's own file dialog cannot be driven from here.
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

/// The window as a person has it before them, with verbs for what they do.
struct Program
{
    app::MainWindow window;

    explicit Program(const QSize &size = {1440, 900})
    {
        window.resize(size);
        window.show();
        activate();
    }

    /// Shortcuts reach the active window only, and without a window manager becoming it takes a
    /// while.
    void activate()
    {
        window.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&window, 20'000));
    }

    app::RunSession &session() { return *window.session(); }
    const views::RunModel &rows() { return window.session()->shown().document->model(); }
    /// A run of the present arguments is shown from its beginning to its end.
    bool settled()
    {
        return session().outcome() && session().shown().arguments == session().arguments()
            && rows().taskCount() == session().shown().document->trace().tasks().size();
    }
    std::uint32_t step() { return session().stepsDone(); }
    std::uint32_t peakDepth()
    {
        return rows().queues().empty() ? 0 : rows().peak(rows().queues().front());
    }

    template <class Widget>
    Widget *find(const char *name) const
    {
        return window.findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *button) const
    {
        QTest::mouseClick(find<QToolButton>(button), Qt::LeftButton);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        if (!window.isActiveWindow())
            activate();
        QTest::keyClick(&window, key, modifiers);
    }
    QString text(const char *label) const { return find<QLabel>(label)->text(); }

    void drag(const char *name, int value) const
    {
        auto *slider = find<views::ParameterSlider>(name);
        const auto at
            = [&](int v) { return QPoint(qRound(slider->handleX(v)), slider->height() / 2); };
        const int from = slider->value();
        QTest::mousePress(slider, Qt::LeftButton, {}, at(from));
        for (int v = from; v != value; v += v < value ? 1 : -1)
            QTest::mouseMove(slider, at(v));
        QTest::mouseMove(slider, at(value));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, at(value));
    }

    /// Sends Ctrl+E and names the file in the dialog that opens.
    void exportAs(const QString &path)
    {
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(find<QDialog>("exportDialog") != nullptr);
        auto *dialog = find<QDialog>("exportDialog");
        QTRY_VERIFY(dialog->isVisible());
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        QVERIFY(name != nullptr);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    }
};

} // namespace support
