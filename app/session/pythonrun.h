#pragma once

#include "engine/scenario/scenario.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace app {

/// Has CPython run the program of a scenario, as `coroscope parity` does.
class PythonRun : public QObject
{
    Q_OBJECT

public:
    /// \a program: this one.
    explicit PythonRun(const QString &program, QObject *parent = nullptr);
    /// Ends what still runs.
    ~PythonRun() override;

    /// In place of the one before.
    void start(const scenario::Arguments &arguments);
    /// Gives it up, without a word.
    void stop();

Q_SIGNALS:
    /// What CPython did stands in the file \a path as long as this is there.
    void recorded(const QString &path);
    /// Why it did nothing, in a sentence.
    void failed(const QString &why);

private:
    void finish();

    QString m_program;
    QTemporaryDir m_folder;
    QString m_file;
    int m_runs = 0;
    QProcess m_process;
};

} // namespace app
