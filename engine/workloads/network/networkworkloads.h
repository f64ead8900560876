#pragma once

namespace engine::qt {

/// Adds the workloads that need a network to the registry. Before anybody asks that for its
/// scenarios; a second call does nothing.
void registerNetworkWorkloads();

} // namespace engine::qt
