#include "checkpoint/hub_removal.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file_lock.h"
#include "base/files.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> all_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    if (entry.is_symlink(ignored) || !entry.is_directory(ignored)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The names in blobs/ that a snapshot's links lead to; what leads elsewhere is not ours to delete.
std::set<std::string> blobs_of(const fs::path& model, const fs::path& snapshot) {
  std::set<std::string> blobs;
  for (const fs::path& file : all_below(snapshot)) {
    std::error_code failed;
    const fs::path target = fs::read_symlink(file, failed);
    if (failed) continue;
    const fs::path whole = (file.parent_path() / target).lexically_normal();
    if (whole.parent_path() == (model / "blobs").lexically_normal())
      blobs.insert(whole.filename().string());
  }
  return blobs;
}

// A link into a store that several models share frees nothing.
uint64_t bytes_freed(const fs::path& file) {
  std::error_code failed;
  if (fs::is_symlink(file, failed)) return 0;
  const uint64_t bytes = fs::file_size(file, failed);
  return failed ? 0 : bytes;
}

std::string sum_of(const std::string& blob) { return blob.substr(0, blob.find('.')); }

void remove_file(const fs::path& path) {
  std::error_code failed;
  fs::remove(path, failed);
  if (failed)
    fail(ErrorKind::kIo, "remove", "{}: cannot be deleted: {}.", path.string(), failed.message());
}

void remove_folder(const fs::path& path) {
  std::error_code failed;
  fs::remove_all(path, failed);
  if (failed)
    fail(ErrorKind::kIo, "remove", "{}: cannot be deleted: {}.", path.string(), failed.message());
}

}  // namespace

Removal plan_removal(const HubCache& cache, const HubId& id) {
  Removal removal;
  removal.id = id;
  removal.folder = cache.model(id);
  std::error_code ignored;
  const std::optional<std::string> commit = cache.commit(id);
  std::set<std::string> needed;
  for (const CachedModel& model : cache.list()) {
    if (model.id.model() != id.model()) continue;
    for (const std::string& other : model.commits) {
      if (other == commit) continue;
      removal.kept.push_back(other);
      needed.merge(blobs_of(removal.folder, cache.snapshot(id, other)));
    }
  }
  if (!commit && (!removal.kept.empty() || !fs::is_directory(removal.folder, ignored))) {
    std::string hint;
    for (const std::string& other : removal.kept)
      hint += " Here is " + id.model() + "@" + other + ".";
    fail(ErrorKind::kMissing, "remove", "{}: not on this machine.{}", id.text(), hint);
  }
  std::set<std::string> going;
  if (commit) {
    removal.commit = *commit;
    const fs::path snapshot = cache.snapshot(id, *commit);
    going = blobs_of(removal.folder, snapshot);
    for (const fs::path& file : all_below(snapshot)) {
      removal.files.push_back(file.lexically_relative(snapshot).string());
      removal.bytes += bytes_freed(file);
    }
    for (const fs::path& ref : all_below(removal.folder / "refs")) {
      try {
        if (read_text(ref, 4096).starts_with(*commit))
          removal.revisions.push_back(ref.lexically_relative(removal.folder / "refs").string());
      } catch (const Error&) {  // a name that cannot be read names nothing
      }
    }
  }
  if (removal.kept.empty()) {  // then begun downloads go, too
    for (const fs::path& blob : all_below(removal.folder / "blobs"))
      going.insert(blob.filename().string());
  }
  for (const std::string& blob : going) {
    if (needed.contains(blob)) continue;
    removal.blobs.push_back(blob);
    removal.bytes += bytes_freed(removal.folder / "blobs" / blob);
  }
  return removal;
}

void remove(const HubCache& cache, const Removal& removal) {
  std::vector<FileLock> locks;
  std::set<std::string> sums;
  for (const std::string& blob : removal.blobs) sums.insert(sum_of(blob));
  for (const std::string& sum : sums) {
    auto lock = FileLock::try_take(cache.lock(removal.id, sum));
    if (!lock) {
      fail(ErrorKind::kIo, "remove", "{}: another program is downloading it. Stop that first.",
           removal.id.text());
    }
    locks.push_back(std::move(*lock));
  }
  // Names first and contents last, so that whatever is still named is whole.
  for (const std::string& revision : removal.revisions)
    remove_file(removal.folder / "refs" / revision);
  if (!removal.commit.empty()) remove_folder(cache.snapshot(removal.id, removal.commit));
  for (const std::string& blob : removal.blobs) remove_file(removal.folder / "blobs" / blob);
  if (removal.kept.empty()) remove_folder(removal.folder);
}

}  // namespace continuo
