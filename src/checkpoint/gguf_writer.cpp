#include "checkpoint/gguf_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/files.h"
#include "base/progress.h"
#include "checkpoint/gguf.h"

namespace continuo {

namespace {

constexpr uint64_t kAlignment = GgufHeader::kUsualAlignment;

uint64_t aligned(uint64_t position) {
  return (position + kAlignment - 1) / kAlignment * kAlignment;
}

GgufType type_of(DType type) {
  switch (type) {
    case DType::kF32:
      return GgufType::kF32;
    case DType::kBf16:
      return GgufType::kBf16;
    case DType::kQ8_0:
      return GgufType::kQ8_0;
    case DType::kQ4_0:
      return GgufType::kQ4_0;
  }
  fail(ErrorKind::kInternal, "gguf", "unknown number format.");
}

class Bytes {
 public:
  template <typename T>
  void number(T value) {
    for (size_t i = 0; i < sizeof value; ++i)
      bytes_.push_back(static_cast<uint8_t>(static_cast<uint64_t>(value) >> (8 * i)));
  }
  void kind(GgufKind kind) { number(static_cast<uint32_t>(kind)); }
  void raw(std::string_view bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void text(std::string_view text) {
    number(uint64_t{text.size()});
    raw(text);
  }

  void entry(const GgufEntry& entry) {
    text(entry.key);
    if (const auto* number_given = std::get_if<uint32_t>(&entry.value)) {
      kind(GgufKind::kUint32);
      number(*number_given);
    } else if (const auto* text_given = std::get_if<std::string>(&entry.value)) {
      kind(GgufKind::kString);
      text(*text_given);
    } else if (const auto* bytes = std::get_if<std::vector<uint8_t>>(&entry.value)) {
      array(GgufKind::kUint8, bytes->size());
      bytes_.insert(bytes_.end(), bytes->begin(), bytes->end());
    } else {
      const auto& texts = std::get<std::vector<std::string>>(entry.value);
      array(GgufKind::kString, texts.size());
      for (const std::string& one : texts) text(one);
    }
  }

  std::vector<uint8_t> take() { return std::move(bytes_); }
  uint64_t size() const { return bytes_.size(); }

 private:
  void array(GgufKind element, uint64_t count) {
    kind(GgufKind::kArray);
    kind(element);
    number(count);
  }

  std::vector<uint8_t> bytes_;
};

}  // namespace

GgufWriter::GgufWriter(std::filesystem::path path, std::span<const GgufEntry> metadata,
                       std::vector<GgufPlace> tensors)
    : path_(std::move(path)), temporary_(temporary_beside(path_)), tensors_(std::move(tensors)) {
  constexpr uint32_t kVersion = 3;
  std::vector<std::string> long_names;
  for (const GgufPlace& tensor : tensors_) {
    if (tensor.shape.rank() < 1 || tensor.shape.rank() > 4 || tensor.shape.elements() < 1) {
      fail(ErrorKind::kInput, "gguf", "{}: {}: the format has no tensor of shape {}.",
           path_.string(), tensor.name, tensor.shape.text());
    }
    if (tensor.name.size() > kGgufNameBytes) long_names.push_back(tensor.name);
  }
  Bytes header;
  header.raw("GGUF");
  header.number(kVersion);
  header.number(uint64_t{tensors_.size()});
  header.number(uint64_t{metadata.size() + (long_names.empty() ? 0 : 1)});
  for (const GgufEntry& entry : metadata) header.entry(entry);
  if (!long_names.empty()) header.entry({kGgufLongNames, long_names});

  size_t aliases = 0;
  uint64_t offset = 0;
  for (const GgufPlace& tensor : tensors_) {
    header.text(tensor.name.size() > kGgufNameBytes ? gguf_alias(aliases++) : tensor.name);
    header.number(static_cast<uint32_t>(tensor.shape.rank()));
    for (int i = tensor.shape.rank() - 1; i >= 0; --i)
      header.number(static_cast<uint64_t>(tensor.shape[i]));
    header.number(static_cast<uint32_t>(type_of(tensor.type)));
    header.number(offset);
    offset = aligned(offset + bytes_of(tensor.type, tensor.shape.elements()));
  }
  total_ = aligned(header.size()) + offset;
  header_ = header.take();
}

GgufWriter::~GgufWriter() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

void GgufWriter::write(std::span<const uint8_t> bytes) {
  if (fd_ < 0) {
    fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd_ < 0) fail(ErrorKind::kIo, "write", "{}: {}.", path_.string(), std::strerror(errno));
  }
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      fail(ErrorKind::kIo, "write", "{}: {} after {} of {}.", path_.string(), std::strerror(errno),
           bytes_text(written_), bytes_text(total_));
    }
    written_ += static_cast<uint64_t>(put);
    bytes = bytes.subspan(static_cast<size_t>(put));
  }
}

void GgufWriter::pad() {
  constexpr std::array<uint8_t, kAlignment> kZeros{};
  write(std::span(kZeros).first(aligned(written_) - written_));
}

void GgufWriter::add(const Tensor& tensor) {
  if (next_ == tensors_.size() || tensor.dtype() != tensors_[next_].type ||
      tensor.shape() != tensors_[next_].shape) {
    fail(ErrorKind::kInternal, "gguf", "{}: {} {} is not what comes next.", path_.string(),
         name_of(tensor.dtype()), tensor.shape().text());
  }
  if (next_++ == 0) {
    write(header_);
    pad();
  }
  write({static_cast<const uint8_t*>(tensor.data()), tensor.bytes()});
  pad();
}

void GgufWriter::finish() {
  if (next_ != tensors_.size())
    fail(ErrorKind::kInternal, "gguf", "{}: {} of {} tensors were written.", path_.string(), next_,
         tensors_.size());
  if (tensors_.empty()) {
    write(header_);
    pad();
  }
  ::close(fd_);
  fd_ = -1;  // commit_temporary removes it on failure
  commit_temporary(temporary_, path_);
}

}  // namespace continuo
