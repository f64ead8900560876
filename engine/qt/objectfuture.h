#pragma once

#include "engine/core/error.h"
#include "engine/qt/externalfuture.h"

#include <QObject>

namespace engine::qt {

/// The object whose signal a task awaited has been destroyed, so that the signal cannot come.
class SenderDestroyed : public Error
{
public:
    /// \a className: of the object, as QMetaObject has it.
    explicit SenderDestroyed(const char *className);
};

/// Waits for signals of a QObject, and ends with SenderDestroyed when that dies first.
class ObjectFuture : public ExternalFuture
{
protected:
    using ExternalFuture::ExternalFuture;

    /// ExternalFuture::begin(), and watches \a sender.
    void begin(const QObject &sender);
    /// The receiver of all connections to this, so that they end with it.
    QObject &context() noexcept { return m_context; }

private:
    QObject m_context;
};

} // namespace engine::qt
