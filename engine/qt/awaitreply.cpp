#include "engine/qt/awaitreply.h"

namespace engine::qt {

ReplyFuture::ReplyFuture(QNetworkReply *reply)
    : ObjectFuture(trace::Reason::Network)
    , m_reply(reply)
{
    if (reply->isFinished()) {
        setDone();
        return;
    }
    QObject::connect(reply, &QNetworkReply::finished, &context(), [this] { arrive(); });
    begin(*reply);
}

QNetworkReply *ReplyFuture::result() const
{
    // It may have died between its end and the step that learns of it.
    if (!m_reply)
        throw SenderDestroyed("QNetworkReply");
    return m_reply;
}

void ReplyFuture::abort()
{
    if (m_reply)
        m_reply->abort();
}

ReplyHeadersFuture::ReplyHeadersFuture(QNetworkReply *reply)
    : ObjectFuture(trace::Reason::Network)
{
    if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()
        || reply->isFinished()) {
        setDone();
        return;
    }
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &context(), [this] { arrive(); });
    QObject::connect(reply, &QNetworkReply::finished, &context(), [this] { arrive(); });
    begin(*reply);
}

ReplyReadableFuture::ReplyReadableFuture(QNetworkReply *reply)
    : ObjectFuture(trace::Reason::Network)
    , m_reply(reply)
{
    if (reply->bytesAvailable() > 0 || reply->isFinished()) {
        setDone();
        return;
    }
    QObject::connect(reply, &QNetworkReply::readyRead, &context(), [this] { arrive(); });
    QObject::connect(reply, &QNetworkReply::finished, &context(), [this] { arrive(); });
    begin(*reply);
}

bool ReplyReadableFuture::result() const
{
    if (!m_reply)
        throw SenderDestroyed("QNetworkReply");
    return m_reply->bytesAvailable() > 0;
}

} // namespace engine::qt
