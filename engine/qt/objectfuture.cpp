#include "engine/qt/objectfuture.h"

#include <fmt/format.h>

namespace engine::qt {

SenderDestroyed::SenderDestroyed(const char *className)
    : Error("SenderDestroyed",
            fmt::format("The {} that was awaited has been destroyed.", className))
{
}

void ObjectFuture::begin(const QObject &sender)
{
    // The class is asked for now: in its destructor the object is a mere QObject.
    const char *className = sender.metaObject()->className();
    QObject::connect(&sender, &QObject::destroyed, &m_context, [this, className] {
        arrive(std::make_exception_ptr(SenderDestroyed(className)));
    });
    ExternalFuture::begin();
}

} // namespace engine::qt
