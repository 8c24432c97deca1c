// Taking a model out of the cache: first what would go, then that and nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "checkpoint/hub_cache.h"

namespace continuo {

struct Removal {
  HubId id;
  std::string commit;  // of the snapshot that goes; empty where only begun downloads are
  std::vector<std::string> files;      // its files
  std::vector<std::string> blobs;      // names in blobs/ that no other snapshot needs
  std::vector<std::string> revisions;  // names in refs/ that say this snapshot
  uint64_t bytes = 0;                  // what becomes free
  std::vector<std::string> kept;       // commits of the snapshots that stay
  std::filesystem::path folder;        // of the model; goes as a whole where nothing is kept
};

// Throws Error(kMissing) where the cache holds nothing of it.
Removal plan_removal(const HubCache& cache, const HubId& id);
// Throws Error(kIo) where another program is downloading what would go, or a file cannot be
// deleted.
void remove(const HubCache& cache, const Removal& removal);

}  // namespace continuo
