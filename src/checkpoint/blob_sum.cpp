#include "checkpoint/blob_sum.h"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

#include "base/error.h"

namespace continuo {

namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;

class Sum {
 public:
  // git's sum begins with the size, so it is known beforehand.
  Sum(SumKind kind, uint64_t size) : state_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    const EVP_MD* method = kind == SumKind::kSha256 ? EVP_sha256() : EVP_sha1();
    if (!state_ || EVP_DigestInit_ex(state_.get(), method, nullptr) != 1)
      fail(ErrorKind::kInternal, "sum", "OpenSSL offers no {}.", sum_name(kind));
    if (kind == SumKind::kGitSha1) {
      const std::string header = fmt::format("blob {}", size);
      add({header.c_str(), header.size() + 1});
    }
  }

  void add(std::string_view bytes) {
    if (EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) != 1)
      fail(ErrorKind::kInternal, "sum", "OpenSSL failed.");
  }

  std::string finish() {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(state_.get(), bytes, &size) != 1)
      fail(ErrorKind::kInternal, "sum", "OpenSSL failed.");
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state_;
};

}  // namespace

SumKind sum_kind(const std::string& sum) {
  return sum.size() == 64 ? SumKind::kSha256 : SumKind::kGitSha1;
}

const char* sum_name(SumKind kind) { return kind == SumKind::kSha256 ? "SHA-256" : "git SHA-1"; }

std::string sum_of_text(std::string_view text, SumKind kind) {
  Sum sum(kind, text.size());
  sum.add(text);
  return sum.finish();
}

std::string sum_of_file(const std::filesystem::path& path, SumKind kind,
                        const std::function<bool(uint64_t)>& go_on) {
  std::ifstream file(path, std::ios::binary);
  std::error_code failed;
  const uint64_t size = std::filesystem::file_size(path, failed);
  if (!file || failed) fail(ErrorKind::kIo, "sum", "{}: cannot be read.", path.string());
  Sum sum(kind, size);
  std::vector<char> piece(kPieceBytes);
  for (uint64_t done = 0; done < size;) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<size_t>(file.gcount());
    if (got == 0) {
      fail(ErrorKind::kIo, "sum", "{}: broke off after {} of {} bytes.", path.string(), done, size);
    }
    sum.add({piece.data(), got});
    done += got;
    if (!go_on(done)) fail(ErrorKind::kCancelled, "sum", "{}: stopped.", path.string());
  }
  return sum.finish();
}

}  // namespace continuo
