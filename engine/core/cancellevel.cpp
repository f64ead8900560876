#include "engine/core/cancellevel.h"

#include "engine/core/error.h"

namespace engine {

void CancelLevel::throwTooDeep()
{
    throw Error("RecursionError", "maximum recursion depth exceeded while calling a Python object");
}

} // namespace engine
