#pragma once

namespace app {

/// Lets all memory that is asked for from now on come in large pages where the system has them:
/// the pages of a trace of millions of records are then a few hundred instead of a hundred
/// thousand, and first touching them is most of what reading a trace would cost. To be called
/// before anything else in main(). Does nothing under a sanitizer, which brings its own malloc().
void useLargePages();

} // namespace app
