#include "base/file_lock.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

TEST(FileLock, OneHolderAtATime) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("continuo_lock_" + std::to_string(::getpid()));
  const fs::path path = folder / "deep" / "a.lock";
  {
    const auto first = FileLock::try_take(path);
    EXPECT_TRUE(first.has_value());
    EXPECT_FALSE(FileLock::try_take(path).has_value());
    EXPECT_TRUE(FileLock::try_take(folder / "deep" / "b.lock").has_value());
  }
  EXPECT_TRUE(FileLock::try_take(path).has_value());
  EXPECT_TRUE(fs::exists(path));
  EXPECT_THROW(FileLock::try_take(path / "below a file"), Error);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace continuo
