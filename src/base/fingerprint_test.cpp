#include "base/fingerprint.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "base/files.h"

namespace continuo {
namespace {

TEST(Fingerprint, OfAFileIsThatOfItsBytes) {
  const auto folder = std::filesystem::temp_directory_path() / "continuo_fingerprint_test";
  std::filesystem::create_directories(folder);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1} << 20, (size_t{3} << 20) + 17}) {
    std::vector<uint8_t> bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(i * 31 + i / 251);
    write_bytes(folder / "file", bytes);
    const std::string whole = fingerprint(bytes);
    EXPECT_EQ(whole.size(), 16u);
    EXPECT_EQ(file_fingerprint(folder / "file"), whole) << size;
    if (size == 0) continue;
    bytes.back() ^= 1;
    EXPECT_NE(fingerprint(bytes), whole);
  }
  EXPECT_THROW(file_fingerprint(folder / "none"), Error);
  EXPECT_THROW(file_fingerprint(folder), Error);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace continuo
