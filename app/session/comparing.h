#pragma once

#include "engine/qt/runcontroller.h"
#include "engine/scenario/scenario.h"
#include "views/model/rundocument.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <memory>
#include <vector>

class QUndoStack;

namespace app {

class RunSession;

/// What the shown run is compared with: the one before the last change, or another that stays until
/// a person lets go of it. That one was kept, comes from a file, or is half of a pair worth
/// comparing.
class Comparing : public QObject
{
    Q_OBJECT

public:
    struct Reference
    {
        std::shared_ptr<views::RunDocument> document; ///< null: there is none
        QString title; ///< over its column: "Reference", "consumers 3"
        QString label; ///< in the picture: "reference: consumers 3"
    };

    /// \a session and \a undo must outlive it.
    Comparing(RunSession *session, QUndoStack *undo, QObject *parent = nullptr);

    Reference reference() const;
    /// One that stays.
    bool isKept() const noexcept { return m_kept.document != nullptr; }

    /// Keeps the shown run, or goes back to the one before.
    void keep(bool keep);
    /// Compares with \a document, which people know as \a name.
    void compareWith(std::shared_ptr<views::RunDocument> document, const QString &name);
    /// Shows the run of \a scenario with its defaults, and compares it with its variation.
    void comparePair(const scenario::Scenario &scenario);

    /// An action for the pair of each of \a scenarios, which must outlive it, that has one.
    QList<QAction *> addPairs(const std::vector<scenario::Scenario> &scenarios);

Q_SIGNALS:
    /// reference() is another.
    void referenceChanged();
    /// A person has chosen a pair, and wants to see how they differ.
    void pairChosen();

private:
    /// A reference that stays.
    struct Kept
    {
        enum class From : std::uint8_t { Shown, File, Pair };

        std::shared_ptr<views::RunDocument> document;
        From from = From::Shown;
        QString name; ///< of the file
    };
    class Change;

    void set(const Kept &kept);
    void change(const QString &what, const Kept &kept);
    std::shared_ptr<views::RunDocument> simulate(const scenario::Arguments &arguments);

    RunSession *m_session;
    QUndoStack *m_undo;
    Kept m_kept;
    std::weak_ptr<views::RunDocument> m_simulated; ///< by the controller
    engine::qt::RunController m_controller; ///< runs what is only compared with
};

} // namespace app
