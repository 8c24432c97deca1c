#include "writer.h"

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.h"
#include "base/files.h"

namespace continuo {

namespace fs = std::filesystem;

Score as_stored(const Score& score) {
  Score stored = quantised(score);
  stored.plan.density = density_level(stored);
  stored.plan.brightness = brightness_level(stored);
  return stored;
}

bool is_held_out(std::string_view work) {
  uint64_t hash = 0xCBF29CE484222325ull;  // FNV-1a
  for (const char c : work) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  hash ^= hash >> 32;
  return hash % 50 == 0;
}

DatasetWriter::DatasetWriter(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(ErrorKind::kIo, "dataset", "{}: {}.", folder.string(), error.message());
  open(frames_file_, folder / "frames.u16");
  open(pieces_file_, folder / "pieces.jsonl");
}

DatasetWriter::~DatasetWriter() {
  for (File* file : {&frames_file_, &pieces_file_}) {
    if (file->handle == nullptr) continue;
    std::fclose(file->handle);
    std::error_code ignored;
    fs::remove(file->temporary, ignored);
  }
}

void DatasetWriter::open(File& file, const fs::path& target) {
  file.target = target;
  file.temporary = temporary_beside(target);
  file.handle = std::fopen(file.temporary.c_str(), "wb");
  if (file.handle == nullptr)
    fail(ErrorKind::kIo, "dataset", "{}: {}.", target.string(), std::strerror(errno));
}

void DatasetWriter::write(File& file, const void* data, size_t size) {
  if (std::fwrite(data, 1, size, file.handle) != size) {
    fail(ErrorKind::kIo, "dataset", "{}: {}.", file.target.string(), std::strerror(errno));
  }
}

void DatasetWriter::close(File& file) {
  std::FILE* handle = file.handle;
  file.handle = nullptr;
  if (std::fclose(handle) != 0)
    fail(ErrorKind::kIo, "dataset", "{}: {}.", file.target.string(), std::strerror(errno));
}

void DatasetWriter::add(const DatasetPiece& piece) {
  std::vector<uint8_t> bytes;
  bytes.reserve(piece.frames.size() * kFrameFields * 2);
  std::vector<int> bars;
  int head = 0;
  for (size_t i = 0; i < piece.frames.size(); ++i) {
    const Frame& frame = piece.frames[i];
    if (frame[kFieldPart] == kBar) bars.push_back(static_cast<int>(i));
    if (bars.empty()) head = static_cast<int>(i) + 1;
    for (const uint16_t code : frame) {
      bytes.push_back(static_cast<uint8_t>(code & 0xFF));
      bytes.push_back(static_cast<uint8_t>(code >> 8));
    }
  }
  const nlohmann::ordered_json line = {
      {"id", piece.id},
      {"source", piece.source},
      {"genre", piece.genre},
      {"offset", frames_},
      {"frames", piece.frames.size()},
      {"head", head},
      {"bars", bars},
      {"captions", piece.captions},
      {"split", is_held_out(piece.work) ? "valid" : "train"},
  };
  const std::string text = line.dump() + "\n";
  write(frames_file_, bytes.data(), bytes.size());
  write(pieces_file_, text.data(), text.size());
  frames_ += static_cast<int64_t>(piece.frames.size());
  ++pieces_;
}

void DatasetWriter::finish() {
  close(frames_file_);
  close(pieces_file_);
  commit_temporary(frames_file_.temporary, frames_file_.target);
  commit_temporary(pieces_file_.temporary, pieces_file_.target);
}

}  // namespace continuo
