#include "checkpoint/gguf.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "tensor/numbers.h"

namespace continuo {

namespace {

uint64_t little_endian(std::span<const uint8_t> bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i) value |= uint64_t{bytes[i]} << (8 * i);
  return value;
}

std::string_view text_of(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_whole_number(GgufKind kind) {
  switch (kind) {
    case GgufKind::kFloat32:
    case GgufKind::kFloat64:
    case GgufKind::kBool:
    case GgufKind::kString:
    case GgufKind::kArray:
      return false;
    default:
      return true;
  }
}

bool is_signed(GgufKind kind) {
  return kind == GgufKind::kInt8 || kind == GgufKind::kInt16 || kind == GgufKind::kInt32 ||
         kind == GgufKind::kInt64;
}

}  // namespace

std::string gguf_alias(size_t index) { return fmt::format("long_name.{}", index); }

Gguf Gguf::open(const std::filesystem::path& path) {
  Gguf gguf;
  gguf.path_ = path;
  gguf.file_ = std::make_shared<const MappedFile>(path);
  gguf.header_ = parse_gguf(gguf.file_->bytes(), path.string());
  gguf.restore_long_names();
  for (size_t i = 0; i < gguf.header_.tensors.size(); ++i) {
    const GgufTensor& tensor = gguf.header_.tensors[i];
    gguf.places_[tensor.name] = i;
    gguf.elements_ += Shape(std::span<const int64_t>(tensor.shape)).elements();
  }
  return gguf;
}

void Gguf::restore_long_names() {
  const GgufValue* given = value(kGgufLongNames);
  if (given == nullptr) return;
  if (given->count > header_.tensors.size()) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: {} names for {} tensors.", path_.string(),
         kGgufLongNames, given->count, header_.tensors.size());
  }
  const auto full = texts(kGgufLongNames);
  std::map<std::string, std::string> names;
  for (size_t i = 0; i < full->size(); ++i) names[gguf_alias(i)] = (*full)[i];
  std::map<std::string, int> seen;
  for (GgufTensor& tensor : header_.tensors) {
    const auto found = names.find(tensor.name);
    if (found != names.end()) tensor.name = found->second;
    if (++seen[tensor.name] > 1) {
      fail(ErrorKind::kInput, "gguf", "{}: {}: {} stands twice.", path_.string(), kGgufLongNames,
           printable(tensor.name));
    }
  }
}

std::vector<std::string> Gguf::names() const {
  std::vector<std::string> names;
  names.reserve(places_.size());
  for (const auto& [name, place] : places_) names.push_back(name);
  return names;
}

Tensor Gguf::find(const std::string& name) const {
  const auto found = places_.find(name);
  if (found == places_.end()) return {};
  const GgufTensor& stored = header_.tensors[found->second];
  const uint8_t* data = file_->bytes().data() + stored.begin;
  const Shape shape{std::span<const int64_t>(stored.shape)};
  switch (stored.type) {
    case GgufType::kF32:
      return Tensor::shared(file_, data, shape, DType::kF32);
    case GgufType::kBf16:
      return Tensor::shared(file_, data, shape, DType::kBf16);
    case GgufType::kQ8_0:
      return Tensor::shared(file_, data, shape, DType::kQ8_0);
    case GgufType::kQ4_0:
      return Tensor::shared(file_, data, shape, DType::kQ4_0);
    case GgufType::kF16:
      break;
  }
  Tensor converted = Tensor::zeros(shape);
  float* out = converted.mutable_f32();
  for (int64_t i = 0; i < shape.elements(); ++i) {
    uint16_t bits;
    std::memcpy(&bits, data + 2 * i, 2);
    out[i] = half_to_float(bits);
  }
  return converted;
}

const GgufValue* Gguf::value(std::string_view key) const {
  const auto found = header_.metadata.find(key);
  return found == header_.metadata.end() ? nullptr : &found->second;
}

void Gguf::refuse(std::string_view key, const char* expected) const {
  fail(ErrorKind::kInput, "gguf", "{}: {}: expected {}.", path_.string(), key, expected);
}

std::optional<std::string_view> Gguf::text(std::string_view key) const {
  const GgufValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind != GgufKind::kString) refuse(key, "a text");
  return text_of(found->bytes);
}

std::optional<std::span<const uint8_t>> Gguf::bytes(std::string_view key) const {
  const GgufValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  const bool array = found->kind == GgufKind::kArray &&
                     (found->element == GgufKind::kUint8 || found->element == GgufKind::kInt8);
  if (!array && found->kind != GgufKind::kString) refuse(key, "a text or an array of bytes");
  return found->bytes;
}

std::optional<uint64_t> Gguf::natural(std::string_view key) const {
  const GgufValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  const bool negative = is_signed(found->kind) && (found->bytes.back() & 0x80) != 0;
  if (!is_whole_number(found->kind) || negative) refuse(key, "a whole number, not negative");
  return little_endian(found->bytes);
}

std::optional<std::vector<std::string>> Gguf::texts(std::string_view key) const {
  const GgufValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind != GgufKind::kArray || found->element != GgufKind::kString)
    refuse(key, "an array of texts");
  std::vector<std::string> texts;
  // The lengths were checked against the file when it was opened.
  for (std::span<const uint8_t> rest = found->bytes; !rest.empty();) {
    const uint64_t length = little_endian(rest.first(8));
    texts.emplace_back(text_of(rest.subspan(8, length)));
    rest = rest.subspan(8 + length);
  }
  return texts;
}

std::optional<DType> Gguf::block_format() const {
  std::optional<DType> format;
  for (const GgufTensor& tensor : header_.tensors) {
    if (tensor.type == GgufType::kQ4_0) return DType::kQ4_0;
    if (tensor.type == GgufType::kQ8_0) format = DType::kQ8_0;
  }
  return format;
}

}  // namespace continuo
