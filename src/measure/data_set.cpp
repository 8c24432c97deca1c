#include "measure/data_set.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "score/frames.h"

namespace continuo {

namespace {

using nlohmann::json;

constexpr uint64_t kFrameBytes = 2 * kFrameFields;
constexpr uint64_t kMostFrames = 1'000'000;  // of one piece

std::string text_of(const json& line, const char* name) {
  if (!line.contains(name) || !line[name].is_string())
    fail(ErrorKind::kInput, "data set", "{}: expected text.", name);
  return line[name].get<std::string>();
}

uint64_t count_of(const json& line, const char* name, uint64_t most) {
  if (!line.contains(name) || !line[name].is_number_unsigned() || line[name].get<uint64_t>() > most)
    fail(ErrorKind::kInput, "data set", "{}: expected 0 to {}.", name, most);
  return line[name].get<uint64_t>();
}

DataSetPiece piece_of(const json& line, uint64_t frames) {
  if (!line.is_object()) fail(ErrorKind::kInput, "data set", "expected an object.");
  DataSetPiece piece;
  piece.id = text_of(line, "id");
  piece.source = text_of(line, "source");
  piece.genre = text_of(line, "genre");
  piece.held_out = text_of(line, "split") == "valid";
  piece.offset = count_of(line, "offset", frames);
  piece.frames = count_of(line, "frames", std::min(kMostFrames, frames - piece.offset));
  const auto captions = line.find("captions");
  if (captions != line.end() && captions->is_array() && !captions->empty() &&
      captions->front().is_string())
    piece.caption = captions->front().get<std::string>();
  return piece;
}

}  // namespace

DataSet::DataSet(const std::filesystem::path& folder) : frames_path_(folder / "frames.u16") {
  std::error_code error;
  const uint64_t bytes = std::filesystem::file_size(frames_path_, error);
  frames_.open(frames_path_, std::ios::binary);
  const std::filesystem::path list = folder / "pieces.jsonl";
  std::ifstream lines(list);
  if (error || !frames_ || !lines) {
    fail(ErrorKind::kMissing, "data set",
         "{}: expected frames.u16 and pieces.jsonl, as continuo-dataset writes them.",
         folder.string());
  }
  std::string text;
  for (size_t number = 1; std::getline(lines, text); ++number) {
    try {
      pieces_.push_back(piece_of(json::parse(text), bytes / kFrameBytes));
    } catch (const std::exception& problem) {
      fail(ErrorKind::kInput, "data set", "{} line {}: {}", list.string(), number, problem.what());
    }
  }
}

Score DataSet::read(const DataSetPiece& piece) {
  std::string bytes(piece.frames * kFrameBytes, '\0');
  frames_.clear();
  frames_.seekg(static_cast<std::streamoff>(piece.offset * kFrameBytes));
  if (!frames_.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    fail(ErrorKind::kIo, "data set", "{}: {}: cannot be read.", frames_path_.string(), piece.id);
  std::vector<Frame> frames(piece.frames);
  for (size_t i = 0; i < frames.size(); ++i) {
    for (size_t field = 0; field < kFrameFields; ++field) {
      const size_t at = i * kFrameBytes + field * 2;
      frames[i][field] = static_cast<uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                               static_cast<unsigned char>(bytes[at + 1]) << 8);
    }
  }
  return decode(frames);
}

bool is_first_reading(const DataSetPiece& piece) { return piece.id.ends_with("-v0"); }

bool is_played(const DataSetPiece& piece) { return piece.source == "groove"; }

}  // namespace continuo
