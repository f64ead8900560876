#include "engine/qt/workloads/networkworkloads.h"

#include "engine/qt/workloads/chattcp.h"
#include "engine/qt/workloads/crawl.h"
#include "engine/workloads/registry.h"

namespace engine::qt {

void registerNetworkWorkloads()
{
    static const bool once = [] {
        addWorkload(chatWorkload());
        addWorkload(crawlWorkload());
        return true;
    }();
    static_cast<void>(once);
}

} // namespace engine::qt
