// A listed model comes into the cache: each file resumed where it broke off, checked against its
// sum, and named only when all are there.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "checkpoint/hub_cache.h"

namespace continuo {

struct PullProgress {
  enum class Doing { kDownloading, kChecking, kWaiting };  // kWaiting: for another program's lock
  Doing doing = Doing::kDownloading;
  std::string file;
  uint64_t done = 0;  // of all files, in bytes
  uint64_t total = 0;
  uint64_t received = 0;  // in this run
};

struct PullHooks {
  // False stops: what has come stays, to be gone on with. Called several times a second.
  std::function<bool(const PullProgress&)> go_on;
  // What is free where the cache lies: free_bytes_of.
  std::function<uint64_t(const std::filesystem::path&)> free_bytes;
};

// What of the listing is not yet here, begun downloads counted.
uint64_t bytes_to_come(const HubCache& cache, const HubListing& listing);

// Returns the snapshot's folder. Throws Error: kCancelled, kIo (network, disk), kInput (a sum that
// is wrong), kMissing (gone from the hub). Whatever happens, only whole and checked files bear
// their names.
std::filesystem::path pull(const HubSettings& settings, const HubCache& cache,
                           const HubListing& listing, const PullHooks& hooks);

}  // namespace continuo
