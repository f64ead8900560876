#pragma once

// moc 6.4 fails on libstdc++ 12 when a file with Q_OBJECT starts from <coroutine> or <compare>; it
// reads this first. The option takes a path, which the build also watches: a bare <version> would
// never be found there and so would build everything anew each time.
#include <version>
