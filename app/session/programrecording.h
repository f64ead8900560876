#pragma once

#include <QObject>
#include <QString>

class QProcess;

namespace app {

/// What is to be recorded, and how.
struct RecordingWish
{
    QString command; ///< as it is typed into a shell; not empty
    QString folder; ///< where it runs
    QString file; ///< an absolute path; one that is there already is written anew
    int sampleMs = 0; ///< steps of that length have their stack sampled; 0: none
};

/// A command that runs under `coroscope record`, with the standard streams of this process.
class ProgramRecording : public QObject
{
    Q_OBJECT

public:
    /// \a program is the binary of Coroscope.
    ProgramRecording(const QString &program, QObject *parent);
    /// The command goes on.
    ~ProgramRecording() override;

    /// Once; destroys itself when the command has ended.
    void start(const RecordingWish &wish);

Q_SIGNALS:
    /// The file is there and can be opened.
    void began(const QString &file);
    /// The command has ended without a recording; \a why is a sentence.
    void failed(const QString &why);
    void ended();

private:
    void look();
    void finish();

    QString m_program;
    QString m_file;
    QString m_command;
    QProcess *m_process;
    bool m_hasBegun = false;
};

} // namespace app
