#include "engine/core/cancellevel.h"

#include "engine/core/error.h"

namespace engine {

void CancelLevel::throwTooDeep()
{
    throw RecursionError();
}

} // namespace engine
