#pragma once

#include "engine/qt/externalwait.h"
#include "engine/qt/objectfuture.h"

#include <QNetworkReply>
#include <QPointer>

namespace engine::qt {

/// Waits until a reply has finished.
class ReplyFuture final : public ObjectFuture
{
public:
    using Source = QNetworkReply *;

    explicit ReplyFuture(QNetworkReply *reply);
    QNetworkReply *result() const;

private:
    void abort() override;

    QPointer<QNetworkReply> m_reply;
};

/// Waits until the headers of a reply are there or it has finished.
class ReplyHeadersFuture final : public ObjectFuture
{
public:
    using Source = QNetworkReply *;

    explicit ReplyHeadersFuture(QNetworkReply *reply);
    void result() const noexcept {}
};

/// Waits until a reply has something to read or has finished.
class ReplyReadableFuture final : public ObjectFuture
{
public:
    using Source = QNetworkReply *;

    explicit ReplyReadableFuture(QNetworkReply *reply);
    bool result() const;

private:
    QPointer<QNetworkReply> m_reply;
};

/// Awaits the end of \a reply, good or bad, and gives the reply: see its error(). Cancelling the
/// wait aborts the reply, which the caller still owns.
inline ExternalWait<ReplyFuture> qtAwait(QNetworkReply *reply)
{
    return ExternalWait<ReplyFuture>(reply);
}

/// Awaits the headers of \a reply, or its end without. Cancelling the wait leaves the reply alone.
inline ExternalWait<ReplyHeadersFuture> qtHeaders(QNetworkReply *reply)
{
    return ExternalWait<ReplyHeadersFuture>(reply);
}

/// Awaits bytes to read: false when \a reply has finished and none are left. Cancelling the wait
/// leaves the reply alone.
inline ExternalWait<ReplyReadableFuture> qtReadable(QNetworkReply *reply)
{
    return ExternalWait<ReplyReadableFuture>(reply);
}

} // namespace engine::qt
