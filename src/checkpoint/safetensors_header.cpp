#include "checkpoint/safetensors_header.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/error.h"
#include "tensor/shape.h"

namespace continuo {

namespace {

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kHeaderLimit = 100'000'000;  // the reference implementation's
constexpr uint64_t kElementLimit = uint64_t{1} << 48;

struct TypeEntry {
  StoredType type;
  std::string_view name;
  size_t bytes;
};
constexpr std::array<TypeEntry, 15> kTypes{{{StoredType::kF64, "F64", 8},
                                            {StoredType::kF32, "F32", 4},
                                            {StoredType::kF16, "F16", 2},
                                            {StoredType::kBf16, "BF16", 2},
                                            {StoredType::kF8E4M3, "F8_E4M3", 1},
                                            {StoredType::kF8E5M2, "F8_E5M2", 1},
                                            {StoredType::kI64, "I64", 8},
                                            {StoredType::kI32, "I32", 4},
                                            {StoredType::kI16, "I16", 2},
                                            {StoredType::kI8, "I8", 1},
                                            {StoredType::kU64, "U64", 8},
                                            {StoredType::kU32, "U32", 4},
                                            {StoredType::kU16, "U16", 2},
                                            {StoredType::kU8, "U8", 1},
                                            {StoredType::kBool, "BOOL", 1}}};

// Reads the JSON as it comes, so that nothing that a header cannot hold is ever built, and a name
// given twice is seen.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit HeaderReader(const std::string& where) : where_(where) {}

  std::vector<StoredTensor> take() { return std::move(tensors_); }

  bool start_object(size_t) override {
    if (level_ == Level::kOutside) {
      level_ = Level::kTop;
    } else if (level_ == Level::kTop && key_ == "__metadata__") {
      level_ = Level::kMetadata;
    } else if (level_ == Level::kTop) {
      level_ = Level::kTensor;
      current_ = {};
      current_.name = key_;
      type_given_ = shape_given_ = false;
      offsets_.reset();
    } else {
      unexpected("an object");
    }
    return true;
  }

  bool key(std::string& key) override {
    if (level_ == Level::kTop && !names_.insert(key).second) {
      fail(ErrorKind::kInput, "safetensors", "{}: the name \"{}\" stands twice in the header.",
           where_, key);
    }
    if (level_ == Level::kTensor) {
      field_ = key;
    } else {
      key_ = key;
    }
    return true;
  }

  bool end_object() override {
    if (level_ == Level::kTensor) {
      if (!type_given_ || !shape_given_ || !offsets_.has_value() || offsets_->size() != 2) {
        fail(ErrorKind::kInput, "safetensors",
             "{}: {}: expected dtype, shape and two data_offsets.", where_, current_.name);
      }
      current_.begin = (*offsets_)[0];
      current_.end = (*offsets_)[1];
      tensors_.push_back(std::move(current_));
    }
    level_ = level_ == Level::kTop ? Level::kOutside : Level::kTop;
    return true;
  }

  bool start_array(size_t) override {
    const bool shape = level_ == Level::kTensor && field_ == "shape" && !shape_given_;
    const bool offsets =
        level_ == Level::kTensor && field_ == "data_offsets" && !offsets_.has_value();
    if (!shape && !offsets) unexpected("an array");
    if (shape) shape_given_ = true;
    if (offsets) offsets_.emplace();
    level_ = shape ? Level::kShape : Level::kOffsets;
    return true;
  }

  bool end_array() override {
    level_ = Level::kTensor;
    return true;
  }

  bool number_unsigned(uint64_t value) override {
    if (level_ == Level::kShape && current_.shape.size() < Shape::kMaxRank &&
        value <= kElementLimit) {
      current_.shape.push_back(static_cast<int64_t>(value));
    } else if (level_ == Level::kOffsets && offsets_->size() < 2) {
      offsets_->push_back(value);
    } else {
      unexpected(fmt::format("the number {}", value));
    }
    return true;
  }

  bool string(std::string& value) override {
    if (level_ == Level::kMetadata) return true;
    if (level_ != Level::kTensor || field_ != "dtype" || type_given_) unexpected("a string");
    for (const TypeEntry& entry : kTypes) {
      if (entry.name != value) continue;
      current_.type = entry.type;
      type_given_ = true;
      return true;
    }
    fail(ErrorKind::kInput, "safetensors", "{}: {}: the dtype \"{}\" is unknown.", where_,
         current_.name, value);
  }

  bool null() override { unexpected("null"); }
  bool boolean(bool) override { unexpected("a boolean"); }
  bool number_integer(int64_t value) override { unexpected(fmt::format("the number {}", value)); }
  bool number_float(double, const std::string& text) override { unexpected("the number " + text); }
  bool binary(binary_t&) override { unexpected("binary data"); }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    fail(ErrorKind::kInput, "safetensors", "{}: the header is no JSON at byte {} of the file.",
         where_, kLengthBytes + position);
  }

 private:
  enum class Level { kOutside, kTop, kMetadata, kTensor, kShape, kOffsets };

  [[noreturn]] void unexpected(const std::string& what) const {
    const std::string place = level_ >= Level::kTensor ? current_.name + "." + field_ : key_;
    fail(ErrorKind::kInput, "safetensors", "{}: the header cannot have {} at \"{}\".", where_, what,
         place);
  }

  const std::string& where_;
  Level level_ = Level::kOutside;
  std::string key_;
  std::string field_;
  std::set<std::string> names_;
  StoredTensor current_;
  bool type_given_ = false;
  bool shape_given_ = false;
  std::optional<std::vector<uint64_t>> offsets_;
  std::vector<StoredTensor> tensors_;
};

// Bytes that the shape takes; dimensions are at most 2^48, so the product is checked before it can
// wrap.
uint64_t bytes_of(const StoredTensor& tensor, const std::string& where) {
  uint64_t elements = 1;
  for (int64_t dimension : tensor.shape) {
    const auto size = static_cast<uint64_t>(dimension);
    if (size != 0 && elements > kElementLimit / size) {
      fail(ErrorKind::kInput, "safetensors", "{}: {}: the shape has more than 2^48 elements.",
           where, tensor.name);
    }
    elements *= size;
  }
  return elements * bytes_of(tensor.type);
}

}  // namespace

std::string_view name_of(StoredType type) { return kTypes[static_cast<size_t>(type)].name; }
size_t bytes_of(StoredType type) { return kTypes[static_cast<size_t>(type)].bytes; }

std::vector<StoredTensor> parse_safetensors(std::span<const uint8_t> file,
                                            const std::string& where) {
  if (file.size() < kLengthBytes) {
    fail(ErrorKind::kInput, "safetensors", "{}: expected at least 8 bytes, found {}.", where,
         file.size());
  }
  uint64_t length = 0;
  for (size_t i = 0; i < kLengthBytes; ++i) length |= static_cast<uint64_t>(file[i]) << (8 * i);
  const uint64_t rest = file.size() - kLengthBytes;
  if (length > kHeaderLimit || length > rest) {
    fail(ErrorKind::kInput, "safetensors",
         "{}: a header of {} bytes, but {} follow. Is the file cut off?", where, length, rest);
  }

  HeaderReader reader(where);
  const auto* text = reinterpret_cast<const char*>(file.data()) + kLengthBytes;
  if (length == 0 || text[0] != '{') {
    fail(ErrorKind::kInput, "safetensors", "{}: the header does not begin with '{{'.", where);
  }
  nlohmann::json::sax_parse(text, text + length, &reader);

  std::vector<StoredTensor> tensors = reader.take();
  std::sort(tensors.begin(), tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  const uint64_t data = kLengthBytes + length;
  uint64_t at = 0;
  for (StoredTensor& tensor : tensors) {
    if (tensor.end < tensor.begin || tensor.end > file.size() - data) {
      fail(ErrorKind::kInput, "safetensors",
           "{}: {}: bytes {} to {}, but the data has {}. Is the file cut off?", where, tensor.name,
           tensor.begin, tensor.end, file.size() - data);
    }
    if (tensor.begin != at) {
      fail(ErrorKind::kInput, "safetensors",
           "{}: {}: begins at data byte {}, where {} was expected: {}.", where, tensor.name,
           tensor.begin, at, tensor.begin < at ? "tensors overlap" : "bytes belong to no tensor");
    }
    const uint64_t bytes = bytes_of(tensor, where);
    if (tensor.end - tensor.begin != bytes) {
      fail(ErrorKind::kInput, "safetensors",
           "{}: {}: the shape takes {} bytes of {}, the offsets {}.", where, tensor.name, bytes,
           name_of(tensor.type), tensor.end - tensor.begin);
    }
    at = tensor.end;
    tensor.begin += data;
    tensor.end += data;
  }
  if (at != file.size() - data) {
    fail(ErrorKind::kInput, "safetensors", "{}: {} bytes after the last tensor belong to none.",
         where, file.size() - data - at);
  }
  return tensors;
}

}  // namespace continuo
