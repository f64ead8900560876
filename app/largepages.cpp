#include "app/largepages.h"

#ifdef COROSCOPE_MIMALLOC
#include <mimalloc.h>
#endif

namespace app {

void useLargePages()
{
#ifdef COROSCOPE_MIMALLOC
    mi_option_enable(mi_option_large_os_pages);
#endif
}

} // namespace app
