// What the hub says about a model before anything is downloaded: its commit, its licence, and the
// files that Continuo needs of it, each with its size and its sum.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/hub_http.h"
#include "checkpoint/hub_id.h"

namespace continuo {

struct HubFile {
  std::string name;
  std::string sum;  // is_sum(): what it is called in the cache, and what it is checked against
  uint64_t bytes = 0;
};

struct HubListing {
  HubId id;
  std::string commit;   // is_commit()
  std::string licence;  // as the model's card names it; empty where it does not. Fit to be shown.
  std::string page;     // for people
  std::vector<HubFile> files;

  uint64_t bytes() const;
};

// The hub's own list of a model's files, before each is asked about.
struct ListedModel {
  std::string commit;                                       // is_commit()
  std::string licence;                                      // as in HubListing
  std::map<std::string, std::optional<uint64_t>> bytes_of;  // every file of the model
};
// Throws Error(kInput) for an answer that is no such list.
ListedModel parse_listing(std::string_view text, const HubId& id);
// Of those, what Continuo needs, the weights or their index last. Only names that we know are ever
// taken from a list, so a strange one in it does no harm. Throws Error(kMissing) where there is no
// config.json, or no safetensors.
std::vector<std::string> needed_files(const ListedModel& listed, const HubId& id);

// Throws Error(kMissing) for a model that is not there, is closed, or has no safetensors;
// Error(kInput) for an answer that contradicts itself; TransientError as HubHttp does.
HubListing look_up(HubHttp& http, const HubSettings& settings, const HubId& id);

// Where a file of a listing lies on the hub.
std::string file_url(const HubSettings& settings, const HubListing& listing,
                     const std::string& file);

}  // namespace continuo
