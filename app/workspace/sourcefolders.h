#pragma once

#include <QObject>

#include <memory>

namespace views {
class RunDocument;
class SourcePanel;
} // namespace views

namespace app {

/// Remembers the folders that a person has pointed to for the sources of recordings, each for the
/// source root that it stands in for, and asks for one.
class SourceFolders : public QObject
{
    Q_OBJECT

public:
    /// \a panel outlives it.
    explicit SourceFolders(views::SourcePanel *panel, QObject *parent = nullptr);

    /// Shows \a document, which may be null, in the panel, with the folder that is known for it.
    void setDocument(const std::shared_ptr<views::RunDocument> &document);

private:
    void ask(const QString &root);

    views::SourcePanel *m_panel;
};

} // namespace app
