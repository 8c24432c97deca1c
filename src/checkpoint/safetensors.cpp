#include "checkpoint/safetensors.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/files.h"
#include "checkpoint/safetensors_index.h"
#include "tensor/numbers.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSingle = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";

template <typename T>
T load(const uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace

Safetensors Safetensors::open(const fs::path& path) {
  Safetensors source;
  source.path_ = path;
  if (!fs::is_directory(path)) {
    source.add_file(path);
    return source;
  }
  if (fs::exists(path / kSingle)) {
    source.add_file(path / kSingle);
    return source;
  }
  if (!fs::exists(path / kIndex)) {
    fail(ErrorKind::kMissing, "safetensors",
         "{}: expected {} or {} in it. Pickled checkpoints (.bin) are not read.", path.string(),
         kSingle, kIndex);
  }
  const std::map<std::string, std::string> file_of =
      parse_safetensors_index(read_text(path / kIndex, kIndexLimitBytes), (path / kIndex).string());
  std::vector<std::string> files;
  for (const auto& [name, file] : file_of) files.push_back(file);
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  for (const std::string& file : files) source.add_file(path / file);
  for (const auto& [name, place] : source.places_) {
    if (!file_of.contains(name)) {
      fail(ErrorKind::kInput, "safetensors", "{}: {} stands in a shard but not in the index.",
           path.string(), name);
    }
  }
  for (const auto& [name, file] : file_of) {
    if (!source.places_.contains(name)) {
      fail(ErrorKind::kInput, "safetensors", "{}: the index places {} in {}, which lacks it.",
           path.string(), name, file);
    }
  }
  return source;
}

void Safetensors::add_file(const fs::path& path) {
  const auto file = std::make_shared<const MappedFile>(path);
  files_.push_back(file);
  for (StoredTensor& tensor : parse_safetensors(file->bytes(), path.string())) {
    std::string name = tensor.name;
    if (!places_.try_emplace(name, Place{file, std::move(tensor)}).second) {
      fail(ErrorKind::kInput, "safetensors", "{}: {} stands in two shards.", path.string(), name);
    }
  }
}

std::vector<std::string> Safetensors::names() const {
  std::vector<std::string> names;
  names.reserve(places_.size());
  for (const auto& [name, place] : places_) names.push_back(name);
  return names;
}

Tensor Safetensors::find(const std::string& name) const {
  const auto found = places_.find(name);
  if (found == places_.end()) return {};
  const auto& [file, stored] = found->second;
  const uint8_t* data = file->bytes().data() + stored.begin;
  const Shape shape{std::span<const int64_t>(stored.shape)};

  // A header's length may leave the data at any byte: what is not aligned is copied.
  const bool aligned = reinterpret_cast<uintptr_t>(data) % bytes_of(stored.type) == 0;
  if (stored.type == StoredType::kF32 || stored.type == StoredType::kBf16) {
    const DType type = stored.type == StoredType::kF32 ? DType::kF32 : DType::kBf16;
    if (aligned) return Tensor::shared(file, data, shape, type);
    Tensor copy = Tensor::zeros(shape, type);
    if (copy.bytes() > 0) std::memcpy(copy.mutable_data(), data, copy.bytes());
    return copy;
  }
  if (stored.type != StoredType::kF16 && stored.type != StoredType::kF64) {
    fail(ErrorKind::kInput, "safetensors", "{}: {}: expected F32, F16, BF16 or F64, found {}.",
         path_.string(), name, name_of(stored.type));
  }
  Tensor converted = Tensor::zeros(shape);
  float* out = converted.mutable_f32();
  for (int64_t i = 0; i < shape.elements(); ++i) {
    out[i] = stored.type == StoredType::kF16 ? half_to_float(load<uint16_t>(data + 2 * i))
                                             : static_cast<float>(load<double>(data + 8 * i));
  }
  return converted;
}

int64_t Safetensors::elements() const {
  int64_t elements = 0;
  for (const auto& [name, place] : places_) {
    elements +=
        static_cast<int64_t>((place.tensor.end - place.tensor.begin) / bytes_of(place.tensor.type));
  }
  return elements;
}

std::vector<int64_t> Safetensors::integers(const std::string& name) const {
  const auto found = places_.find(name);
  if (found == places_.end() || (found->second.tensor.type != StoredType::kI32 &&
                                 found->second.tensor.type != StoredType::kI64)) {
    fail(ErrorKind::kInput, "safetensors", "{}: {}: expected a tensor of I32 or I64.",
         path_.string(), name);
  }
  const auto& [file, stored] = found->second;
  const size_t size = bytes_of(stored.type);
  std::vector<int64_t> values((stored.end - stored.begin) / size);
  for (size_t i = 0; i < values.size(); ++i) {
    const uint8_t* from = file->bytes().data() + stored.begin + i * size;
    values[i] = stored.type == StoredType::kI32 ? load<int32_t>(from) : load<int64_t>(from);
  }
  return values;
}

void write_safetensors(const fs::path& path, std::span<const NamedTensor> tensors) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  size_t at = 0;
  for (const auto& [name, tensor] : tensors) {
    if (is_block_format(tensor.dtype())) {
      fail(ErrorKind::kInput, "safetensors", "{}: {}: the format has no {}.", path.string(), name,
           name_of(tensor.dtype()));
    }
    std::vector<int64_t> shape;
    for (int i = 0; i < tensor.shape().rank(); ++i) shape.push_back(tensor[i]);
    header[name] = {{"dtype", tensor.dtype() == DType::kF32 ? "F32" : "BF16"},
                    {"shape", shape},
                    {"data_offsets", {at, at + tensor.bytes()}}};
    at += tensor.bytes();
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // so that the data begins aligned

  std::vector<uint8_t> file(8 + text.size() + at);
  for (size_t i = 0; i < 8; ++i)
    file[i] = static_cast<uint8_t>(static_cast<uint64_t>(text.size()) >> (8 * i));
  std::memcpy(file.data() + 8, text.data(), text.size());
  uint8_t* out = file.data() + 8 + text.size();
  for (const auto& [name, tensor] : tensors) {
    if (tensor.bytes() > 0) std::memcpy(out, tensor.data(), tensor.bytes());
    out += tensor.bytes();
  }
  write_bytes(path, file);
}

}  // namespace continuo
