#pragma once

namespace scenario {

/// The title of the parameter from which a scenario's random numbers come. Who has none draws none.
inline constexpr const char *SeedTitle = "Seed";

} // namespace scenario
