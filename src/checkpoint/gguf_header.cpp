#include "checkpoint/gguf_header.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <type_traits>

#include "base/error.h"
#include "base/text.h"
#include "tensor/dtype.h"

namespace continuo {

namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr uint64_t kElementLimit = uint64_t{1} << 48;
constexpr uint64_t kMostKeys = 1 << 16;
constexpr uint64_t kMostTensors = 1 << 20;
constexpr uint64_t kLongestKey = 65535;    // the format's
constexpr uint64_t kLongestName = 1024;    // the format says 64, some writers go beyond
constexpr uint32_t kMostDimensions = 4;    // the format's
constexpr int kMostNested = 4;             // arrays in arrays
constexpr uint64_t kLeastValueBytes = 13;  // length, a byte of key, kind, a byte of value
constexpr uint64_t kLeastTensorBytes = 33;
constexpr uint64_t kMostAlignment = uint64_t{1} << 20;

// Formats that ggml has and we have not, so that an error can name them.
constexpr std::array<std::string_view, 42> kGgmlNames = {
    "F32",   "F16",        "Q4_0",       "Q4_1",       "Q4_2",     "Q4_3",     "Q5_0",
    "Q5_1",  "Q8_0",       "Q8_1",       "Q2_K",       "Q3_K",     "Q4_K",     "Q5_K",
    "Q6_K",  "Q8_K",       "IQ2_XXS",    "IQ2_XS",     "IQ3_XXS",  "IQ1_S",    "IQ4_NL",
    "IQ3_S", "IQ2_S",      "IQ4_XS",     "I8",         "I16",      "I32",      "I64",
    "F64",   "IQ1_M",      "BF16",       "Q4_0_4_4",   "Q4_0_4_8", "Q4_0_8_8", "TQ1_0",
    "TQ2_0", "IQ4_NL_4_4", "IQ4_NL_4_8", "IQ4_NL_8_8", "MXFP4",    "NVFP4",    "Q1_0"};

std::string type_text(uint32_t number) {
  return number < kGgmlNames.size() ? std::string(kGgmlNames[number])
                                    : fmt::format("number {}", number);
}

bool is_read(uint32_t number) {
  switch (static_cast<GgufType>(number)) {
    case GgufType::kF32:
    case GgufType::kF16:
    case GgufType::kQ4_0:
    case GgufType::kQ8_0:
    case GgufType::kBf16:
      return true;
  }
  return false;
}

// Bytes of one value; 0 for what has no fixed size.
uint64_t bytes_of(GgufKind kind) {
  switch (kind) {
    case GgufKind::kUint8:
    case GgufKind::kInt8:
    case GgufKind::kBool:
      return 1;
    case GgufKind::kUint16:
    case GgufKind::kInt16:
      return 2;
    case GgufKind::kUint32:
    case GgufKind::kInt32:
    case GgufKind::kFloat32:
      return 4;
    case GgufKind::kUint64:
    case GgufKind::kInt64:
    case GgufKind::kFloat64:
      return 8;
    case GgufKind::kString:
    case GgufKind::kArray:
      return 0;
  }
  return 0;
}

// The file from its beginning on; every step is checked against what is left.
class Cursor {
 public:
  Cursor(std::span<const uint8_t> file, const std::string& where) : file_(file), where_(where) {}

  uint64_t position() const { return at_; }
  uint64_t left() const { return file_.size() - at_; }
  const std::string& where() const { return where_; }
  // What is being read, for messages.
  void enter(std::string place) { place_ = std::move(place); }
  const std::string& place() const { return place_; }

  std::span<const uint8_t> bytes(uint64_t count) {
    if (count > left()) {
      fail(ErrorKind::kInput, "gguf",
           "{}: {} takes {} bytes at byte {}, where {} are left. Is the "
           "file cut off?",
           where_, place_, count, at_, left());
    }
    const auto taken = file_.subspan(at_, count);
    at_ += count;
    return taken;
  }

  template <typename T>
  T number() {
    static_assert(std::is_unsigned_v<T>);
    T value = 0;
    const auto taken = bytes(sizeof value);
    for (size_t i = 0; i < sizeof value; ++i)
      value = static_cast<T>(value | static_cast<T>(T{taken[i]} << (8 * i)));
    return value;
  }

  std::string_view text() {
    const auto length = number<uint64_t>();
    const auto taken = bytes(length);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }

  // How many come, each of `least` bytes at the least.
  uint64_t count(uint64_t most, uint64_t least, const char* what) {
    const auto found = number<uint64_t>();
    if (found > most) {
      fail(ErrorKind::kInput, "gguf", "{}: expected at most {} {}, found {}.", where_, most, what,
           found);
    }
    expect_room(found, least, what);
    return found;
  }
  void expect_room(uint64_t count, uint64_t least, const char* what) const {
    if (count > left() / least) {
      fail(ErrorKind::kInput, "gguf",
           "{}: {} has {} {}, but only {} bytes follow at byte {}. Is the file cut off?", where_,
           place_, count, what, left(), at_);
    }
  }

 private:
  std::span<const uint8_t> file_;
  const std::string& where_;
  std::string place_ = "the header";
  uint64_t at_ = 0;
};

GgufKind read_kind(Cursor& in) {
  const auto number = in.number<uint32_t>();
  if (number > static_cast<uint32_t>(GgufKind::kFloat64)) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: a value of the unknown kind {}.", in.where(),
         in.place(), number);
  }
  return static_cast<GgufKind>(number);
}

void expect_booleans(std::span<const uint8_t> bytes, const Cursor& in) {
  for (const uint8_t byte : bytes) {
    if (byte > 1) {
      fail(ErrorKind::kInput, "gguf", "{}: {}: expected 0 or 1 as a boolean, found {}.", in.where(),
           in.place(), byte);
    }
  }
}

void skip_elements(Cursor& in, GgufKind element, uint64_t count, int depth) {
  if (element == GgufKind::kArray) {
    constexpr uint64_t kLeastBytes = 12;  // kind and count
    if (depth == kMostNested) {
      fail(ErrorKind::kInput, "gguf", "{}: {}: arrays nested more than {} deep.", in.where(),
           in.place(), kMostNested);
    }
    in.expect_room(count, kLeastBytes, "arrays");
    for (uint64_t i = 0; i < count; ++i) {
      const GgufKind inner = read_kind(in);
      skip_elements(in, inner, in.number<uint64_t>(), depth + 1);
    }
  } else if (element == GgufKind::kString) {
    in.expect_room(count, 8, "texts");
    for (uint64_t i = 0; i < count; ++i) in.text();
  } else {
    in.expect_room(count, bytes_of(element), "values");
    const auto bytes = in.bytes(count * bytes_of(element));
    if (element == GgufKind::kBool) expect_booleans(bytes, in);
  }
}

GgufValue read_value(Cursor& in, std::span<const uint8_t> file) {
  GgufValue value;
  value.kind = read_kind(in);
  if (value.kind == GgufKind::kArray) {
    value.element = read_kind(in);
    value.count = in.number<uint64_t>();
    const uint64_t begin = in.position();
    skip_elements(in, value.element, value.count, 1);
    value.bytes = file.subspan(begin, in.position() - begin);
  } else if (value.kind == GgufKind::kString) {
    const std::string_view text = in.text();
    value.bytes = {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
  } else {
    value.bytes = in.bytes(bytes_of(value.kind));
    if (value.kind == GgufKind::kBool) expect_booleans(value.bytes, in);
  }
  return value;
}

uint32_t read_version(Cursor& in) {
  const auto magic = in.bytes(kMagic.size());
  if (std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0)
    fail(ErrorKind::kInput, "gguf", "{}: does not begin with \"GGUF\".", in.where());
  const auto version = in.number<uint32_t>();
  if (version == 2 || version == 3) return version;
  if (version == 0x02000000 || version == 0x03000000)
    fail(ErrorKind::kInput, "gguf", "{}: is of a big-endian machine, which is not read.",
         in.where());
  fail(ErrorKind::kInput, "gguf", "{}: expected version 2 or 3, found {}.", in.where(), version);
}

void read_metadata(Cursor& in, std::span<const uint8_t> file, uint64_t count, GgufHeader& header) {
  for (uint64_t i = 0; i < count; ++i) {
    in.enter(fmt::format("key {} of {}", i, count));
    const std::string key(in.text());
    if (key.empty() || key.size() > kLongestKey) {
      fail(ErrorKind::kInput, "gguf", "{}: {}: expected 1 to {} bytes, found {}.", in.where(),
           in.place(), kLongestKey, key.size());
    }
    in.enter(fmt::format("\"{}\"", printable(key)));
    if (!header.metadata.try_emplace(key, read_value(in, file)).second)
      fail(ErrorKind::kInput, "gguf", "{}: {} stands twice.", in.where(), in.place());
  }
}

uint64_t read_alignment(const GgufHeader& header, const std::string& where) {
  const auto found = header.metadata.find("general.alignment");
  if (found == header.metadata.end()) return GgufHeader::kUsualAlignment;
  uint64_t alignment = 0;
  if (found->second.kind == GgufKind::kUint32) {
    for (size_t i = 0; i < 4; ++i) alignment |= uint64_t{found->second.bytes[i]} << (8 * i);
  }
  if (alignment == 0 || alignment % 8 != 0 || alignment > kMostAlignment) {
    fail(ErrorKind::kInput, "gguf",
         "{}: general.alignment: expected a uint32, a multiple of 8 up to {}.", where,
         kMostAlignment);
  }
  return alignment;
}

// The shape, outermost dimension first, and how many elements it has.
uint64_t read_shape(Cursor& in, std::vector<int64_t>& shape) {
  const auto dimensions = in.number<uint32_t>();
  if (dimensions < 1 || dimensions > kMostDimensions) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: expected 1 to {} dimensions, found {}.", in.where(),
         in.place(), kMostDimensions, dimensions);
  }
  uint64_t elements = 1;
  for (uint32_t i = 0; i < dimensions; ++i) {
    const auto size = in.number<uint64_t>();
    if (size < 1 || size > kElementLimit || elements > kElementLimit / size) {
      fail(ErrorKind::kInput, "gguf",
           "{}: {}: expected dimensions of at least 1 and at most 2^48 elements, found {} as "
           "dimension {}.",
           in.where(), in.place(), size, i);
    }
    elements *= size;
    shape.insert(shape.begin(), static_cast<int64_t>(size));
  }
  return elements;
}

// Positions are still counted from the first tensor's.
GgufTensor read_tensor(Cursor& in, uint64_t alignment) {
  GgufTensor tensor;
  tensor.name = in.text();
  if (tensor.name.empty() || tensor.name.size() > kLongestName) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: expected a name of 1 to {} bytes, found {}.",
         in.where(), in.place(), kLongestName, tensor.name.size());
  }
  in.enter(printable(tensor.name));
  const uint64_t elements = read_shape(in, tensor.shape);
  const auto type = in.number<uint32_t>();
  if (!is_read(type)) {
    fail(ErrorKind::kInput, "gguf",
         "{}: {}: expected F32, F16, BF16, Q8_0 or Q4_0, found {}, which is not read.", in.where(),
         in.place(), type_text(type));
  }
  tensor.type = static_cast<GgufType>(type);
  const bool blocks = tensor.type == GgufType::kQ8_0 || tensor.type == GgufType::kQ4_0;
  if (blocks && tensor.shape.back() % kBlockValues != 0) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: rows of {} are no whole blocks of {}.", in.where(),
         in.place(), tensor.shape.back(), type_text(type));
  }
  tensor.begin = in.number<uint64_t>();
  if (tensor.begin % alignment != 0) {
    fail(ErrorKind::kInput, "gguf", "{}: {}: expected an offset that {} divides, found {}.",
         in.where(), in.place(), alignment, tensor.begin);
  }
  tensor.end = bytes_of(tensor.type, elements);  // its size, until begin is known to be in the file
  return tensor;
}

// Turns offsets and sizes into positions in the file.
void place_tensors(std::vector<GgufTensor>& tensors, uint64_t header_bytes, uint64_t alignment,
                   uint64_t file_bytes, const std::string& where) {
  if (tensors.empty()) return;
  const uint64_t data = (header_bytes + alignment - 1) / alignment * alignment;
  const uint64_t room = data > file_bytes ? 0 : file_bytes - data;
  for (GgufTensor& tensor : tensors) {
    const uint64_t size = tensor.end;
    if (tensor.begin > room || size > room - tensor.begin) {
      fail(ErrorKind::kInput, "gguf",
           "{}: {}: {} bytes at {}, but the data has {}. Is the file cut off?", where,
           printable(tensor.name), size, tensor.begin, room);
    }
    tensor.begin += data;
    tensor.end = tensor.begin + size;
  }
  std::sort(tensors.begin(), tensors.end(),
            [](const GgufTensor& a, const GgufTensor& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < tensors.size(); ++i) {
    if (tensors[i].begin < tensors[i - 1].end) {
      fail(ErrorKind::kInput, "gguf", "{}: {} and {} overlap.", where,
           printable(tensors[i - 1].name), printable(tensors[i].name));
    }
  }
}

}  // namespace

std::string_view name_of(GgufType type) { return kGgmlNames[static_cast<size_t>(type)]; }

uint64_t bytes_of(GgufType type, uint64_t elements) {
  switch (type) {
    case GgufType::kF32:
      return elements * 4;
    case GgufType::kF16:
    case GgufType::kBf16:
      return elements * 2;
    case GgufType::kQ8_0:
      return elements / kBlockValues * kQ8BlockBytes;
    case GgufType::kQ4_0:
      return elements / kBlockValues * kQ4BlockBytes;
  }
  fail(ErrorKind::kInternal, "gguf", "unknown tensor format.");
}

GgufHeader parse_gguf(std::span<const uint8_t> file, const std::string& where) {
  Cursor in(file, where);
  GgufHeader header;
  header.version = read_version(in);
  const uint64_t tensors = in.count(kMostTensors, kLeastTensorBytes, "tensors");
  const uint64_t keys = in.count(kMostKeys, kLeastValueBytes, "keys");
  read_metadata(in, file, keys, header);
  const uint64_t alignment = read_alignment(header, where);

  std::set<std::string_view> names;
  for (uint64_t i = 0; i < tensors; ++i) {
    in.enter(fmt::format("tensor {} of {}", i, tensors));
    header.tensors.push_back(read_tensor(in, alignment));
  }
  for (const GgufTensor& tensor : header.tensors) {
    if (!names.insert(tensor.name).second)
      fail(ErrorKind::kInput, "gguf", "{}: {} stands twice.", where, printable(tensor.name));
  }
  place_tensors(header.tensors, in.position(), alignment, file.size(), where);
  return header;
}

}  // namespace continuo
