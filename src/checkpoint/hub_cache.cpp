#include "checkpoint/hub_cache.h"

#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPrefix = "models--";
// Ours alone: a snapshot holds no model card, but its licence should be known here, too.
constexpr const char* kLicenceFile = ".continuo-licence";
constexpr size_t kSmallLimitBytes = size_t{1} << 20;

std::string trimmed(std::string text) {
  const char* blank = " \t\r\n\"'";
  text.erase(0, text.find_first_not_of(blank));
  text.erase(text.find_last_not_of(blank) + 1);
  return text;
}

// Empty where there is no such file: what a cache lacks is no error.
std::string text_if_there(const fs::path& path) {
  try {
    return read_text(path, kSmallLimitBytes);
  } catch (const Error&) {
    return "";
  }
}

// The names in a folder, in alphabetical order; none where there is no such folder.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> commits_in(const fs::path& model) {
  std::vector<std::string> commits = names_in(model / "snapshots");
  std::erase_if(commits, [](const std::string& name) { return !is_commit(name); });
  return commits;
}

uint64_t size_of(const fs::path& path) {
  std::error_code failed;
  const uint64_t bytes = fs::file_size(path, failed);
  return failed ? 0 : bytes;
}

// The model that a folder of the cache is for, "ORG/NAME"; empty where it is for none.
std::string name_in_hub(std::string_view folder) {
  if (!folder.starts_with(kPrefix)) return "";
  const std::string rest(folder.substr(std::string_view(kPrefix).size()));
  const size_t split = rest.find("--");
  if (split == std::string::npos) return "";
  const std::string text = rest.substr(0, split) + "/" + rest.substr(split + 2);
  return looks_like_hub_id(text) ? text : "";
}

// The folder of the model that a snapshot is of, in a cache; empty where it is no snapshot.
fs::path model_of_snapshot(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder / "x").lexically_normal().parent_path();
  const fs::path snapshots = whole.parent_path();
  if (snapshots.filename() != "snapshots") return {};
  const fs::path model = snapshots.parent_path();
  return name_in_hub(model.filename().string()).empty() ? fs::path() : model;
}

// A link that is there at once or not at all, also where another stood.
void replace_link(const fs::path& target, const fs::path& link) {
  const fs::path temporary = temporary_beside(link);
  std::error_code failed;
  fs::create_symlink(target, temporary, failed);
  if (!failed) fs::rename(temporary, link, failed);
  if (failed) {
    const std::string reason = failed.message();
    fs::remove(temporary, failed);
    fail(ErrorKind::kIo, "hub", "{}: cannot be linked: {}.", link.string(), reason);
  }
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    fail(ErrorKind::kIo, "hub", "{}: cannot be made: {}.", folder.string(), failed.message());
}

// A convenience: a cache that cannot be written to, and lacks nothing else, will do without.
void remember_licence(const fs::path& model, const std::string& licence) {
  try {
    if (!licence.empty() && text_if_there(model / kLicenceFile) != licence)
      write_text(model / kLicenceFile, licence);
  } catch (const Error&) {
  }
}

}  // namespace

fs::path HubCache::snapshot(const HubId& id, const std::string& commit) const {
  return model(id) / "snapshots" / commit;
}

fs::path HubCache::blob(const HubId& id, const std::string& sum) const {
  return model(id) / "blobs" / sum;
}

fs::path HubCache::incomplete(const HubId& id, const std::string& sum) const {
  return model(id) / "blobs" / (sum + ".incomplete");
}

fs::path HubCache::lock(const HubId& id, const std::string& sum) const {
  return root_ / ".locks" / id.folder() / (sum + ".lock");
}

std::optional<std::string> HubCache::commit(const HubId& id) const {
  if (root_.empty()) return std::nullopt;
  std::error_code ignored;
  const std::string named = trimmed(text_if_there(model(id) / "refs" / id.revision));
  for (const std::string& commit : {named, id.revision}) {
    if (is_commit(commit) && fs::is_directory(snapshot(id, commit), ignored)) return commit;
  }
  const std::vector<std::string> commits = commits_in(model(id));
  if (id.revision == "main" && named.empty() && commits.size() == 1) return commits.front();
  return std::nullopt;
}

fs::path HubCache::find(const HubId& id) const {
  const std::optional<std::string> found = commit(id);
  if (!found) {
    fail(ErrorKind::kMissing, "model", "{}: not on this machine. Get it with: continuo pull {}",
         id.text(), id.text());
  }
  const fs::path folder = snapshot(id, *found);
  std::error_code ignored;
  const bool weights = fs::exists(folder / "model.safetensors", ignored) ||
                       fs::exists(folder / "model.safetensors.index.json", ignored);
  if (!weights || !fs::exists(folder / "config.json", ignored)) {
    fail(ErrorKind::kMissing, "model",
         "{}: expected config.json and safetensors in {}, found them incomplete. Get the rest "
         "with: continuo pull {}",
         id.text(), folder.string(), id.text());
  }
  return folder;
}

std::vector<CachedModel> HubCache::list() const {
  std::vector<CachedModel> models;
  if (root_.empty()) return models;
  for (const std::string& name : names_in(root_)) {
    const std::string text = name_in_hub(name);
    if (text.empty()) continue;

    CachedModel cached;
    cached.id = parse_hub_id(text);
    cached.commits = commits_in(root_ / name);
    cached.licence = printable(trimmed(text_if_there(root_ / name / kLicenceFile)));
    const std::optional<std::string> main = commit(cached.id);
    std::stable_partition(cached.commits.begin(), cached.commits.end(),
                          [&](const std::string& one) { return one == main; });
    for (const std::string& blob : names_in(root_ / name / "blobs")) {
      const uint64_t bytes = size_of(root_ / name / "blobs" / blob);
      (blob.ends_with(".incomplete") ? cached.incomplete_bytes : cached.bytes) += bytes;
    }
    for (const std::string& commit : cached.commits) {
      const fs::path folder = snapshot(cached.id, commit);
      for (const std::string& file : names_in(folder)) {
        std::error_code ignored;
        if (!fs::is_symlink(folder / file, ignored)) cached.bytes += size_of(folder / file);
      }
      if (cached.licence.empty()) cached.licence = licence_of_card(folder);
    }
    models.push_back(std::move(cached));
  }
  return models;
}

bool HubCache::holds(const HubListing& listing, const HubFile& file) const {
  for (const fs::path& path :
       {snapshot(listing.id, listing.commit) / file.name, blob(listing.id, file.sum)}) {
    std::error_code failed;
    const bool there = fs::is_regular_file(path, failed);
    if (there && fs::file_size(path, failed) == file.bytes && !failed) return true;
  }
  return false;
}

void HubCache::publish(const HubListing& listing) const {
  const fs::path folder = snapshot(listing.id, listing.commit);
  make_folder(folder);
  for (const HubFile& file : listing.files) {
    const fs::path content = blob(listing.id, file.sum);
    std::error_code ignored;
    if (fs::exists(content, ignored) && !fs::equivalent(content, folder / file.name, ignored))
      replace_link(fs::path("../../blobs") / file.sum, folder / file.name);
  }
  remember_licence(model(listing.id), listing.licence);
  // Last, because a name is what makes a snapshot seen.
  if (listing.id.revision == listing.commit) return;
  const fs::path ref = model(listing.id) / "refs" / listing.id.revision;
  make_folder(ref.parent_path());
  if (text_if_there(ref) != listing.commit) write_text(ref, listing.commit);
}

std::string licence_of_card(const fs::path& folder) {
  std::istringstream card(text_if_there(folder / "README.md"));
  std::string line;
  if (!std::getline(card, line) || trimmed(line) != "---") return "";
  while (std::getline(card, line) && trimmed(line) != "---") {
    if (line.starts_with("license:")) return printable(trimmed(line.substr(8)));
  }
  return "";
}

std::string licence_of_folder(const fs::path& folder) {
  const fs::path model = model_of_snapshot(folder);
  if (!model.empty()) {
    const std::string licence = printable(trimmed(text_if_there(model / kLicenceFile)));
    if (!licence.empty()) return licence;
  }
  return licence_of_card(folder);
}

std::string hub_name_of(const fs::path& folder) {
  return name_in_hub(model_of_snapshot(folder).filename().string());
}

}  // namespace continuo
