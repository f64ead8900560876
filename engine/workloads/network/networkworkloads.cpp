#include "engine/workloads/network/networkworkloads.h"

#include "engine/workloads/network/chattcp.h"
#include "engine/workloads/network/crawl.h"
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
