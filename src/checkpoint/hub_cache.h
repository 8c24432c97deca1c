// The cache of models that all tools of the Hugging Face hub share on a machine, and its layout:
//
//   models--ORG--NAME/refs/main              a commit
//   models--ORG--NAME/snapshots/COMMIT/FILE  a link to
//   models--ORG--NAME/blobs/SUM              the content, or SUM.incomplete
//   .locks/models--ORG--NAME/SUM.lock        held while SUM is written
//
// Reference: huggingface_hub, "Understand caching".
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/hub_id.h"
#include "checkpoint/hub_listing.h"

namespace continuo {

struct CachedModel {
  HubId id;
  std::vector<std::string> commits;  // of its snapshots, the one that main names first
  uint64_t bytes = 0;                // of whole files, each counted once
  uint64_t incomplete_bytes = 0;     // of begun downloads
  std::string licence;               // empty where nothing here names it
};

class HubCache {
 public:
  // The folder need not be there. An empty path is a cache that holds nothing.
  explicit HubCache(std::filesystem::path root) : root_(std::move(root)) {}

  std::filesystem::path model(const HubId& id) const { return root_ / id.folder(); }
  std::filesystem::path snapshot(const HubId& id, const std::string& commit) const;
  std::filesystem::path blob(const HubId& id, const std::string& sum) const;
  std::filesystem::path incomplete(const HubId& id, const std::string& sum) const;
  std::filesystem::path lock(const HubId& id, const std::string& sum) const;

  // The commit that the id's revision is here: by name, as a commit of which there is a snapshot,
  // or, where main was never asked for, as the only snapshot.
  std::optional<std::string> commit(const HubId& id) const;
  // The folder of a model that can be loaded. Throws Error(kMissing) that says how to get it.
  std::filesystem::path find(const HubId& id) const;
  std::vector<CachedModel> list() const;  // in alphabetical order

  // Whether a file is here, whole as far as its size tells; other tools may keep it as a file
  // instead of a link.
  bool holds(const HubListing& listing, const HubFile& file) const;
  // Makes a snapshot of files that are all here and gives it the revision's name. Throws
  // Error(kIo).
  void publish(const HubListing& listing) const;

 private:
  std::filesystem::path root_;
};

// "apache-2.0", from the head of a model card (README.md) in this folder; empty where there is none.
std::string licence_of_card(const std::filesystem::path& folder);
// The same of any model's folder: also where it is a snapshot of a cache that remembers it.
std::string licence_of_folder(const std::filesystem::path& folder);
// "ORG/NAME" of a folder that is a snapshot in a cache, else empty.
std::string hub_name_of(const std::filesystem::path& folder);

}  // namespace continuo
