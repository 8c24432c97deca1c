#include "base/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <set>

#include "base/error.h"

namespace continuo {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, gone with it.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) /
              (std::string("continuo_files_") + test->name() + "_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }
  size_t entries() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

template <typename Action>
ErrorKind kind_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::kInternal;
}

TEST_F(Files, BytesComeBack) {
  std::vector<uint8_t> bytes(100'000);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i * 31 + i / 256);
  write_bytes(folder_ / "a.bin", bytes);
  EXPECT_EQ(read_bytes(folder_ / "a.bin"), bytes);
  write_bytes(folder_ / "empty.bin", {});
  EXPECT_TRUE(read_bytes(folder_ / "empty.bin").empty());
  const std::string text("one\n\0two\r\n", 10);
  write_text(folder_ / "a.txt", text);
  EXPECT_EQ(read_text(folder_ / "a.txt"), text);
  EXPECT_EQ(entries(), 3u);
}

TEST_F(Files, ANewFileReplacesTheOldOne) {
  write_text(folder_ / "a.txt", "a long first version");
  write_text(folder_ / "a.txt", "short");
  EXPECT_EQ(read_text(folder_ / "a.txt"), "short");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, RelativeNamesWithoutAFolder) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_);
  write_text("a.txt", "here");
  EXPECT_EQ(read_text("a.txt"), "here");
  fs::current_path(before);
}

TEST_F(Files, WhatCannotBeRead) {
  EXPECT_EQ(kind_of([&] { read_bytes(folder_ / "none"); }), ErrorKind::kMissing);
  EXPECT_EQ(kind_of([&] { read_text(folder_ / "none" / "deeper"); }), ErrorKind::kMissing);
  EXPECT_EQ(kind_of([&] { read_text(folder_); }), ErrorKind::kIo);
  write_text(folder_ / "a.txt", "12345");
  EXPECT_EQ(read_text(folder_ / "a.txt", 5), "12345");
  EXPECT_EQ(kind_of([&] { read_text(folder_ / "a.txt", 4); }), ErrorKind::kIo);
}

TEST_F(Files, AFailedWriteLeavesNothingBehind) {
  EXPECT_EQ(kind_of([&] { write_text(folder_ / "none" / "a.txt", "x"); }), ErrorKind::kIo);
  // A folder stands where the file should go: the rename fails after everything was written.
  fs::create_directories(folder_ / "taken" / "inside");
  EXPECT_EQ(kind_of([&] { write_text(folder_ / "taken", "x"); }), ErrorKind::kIo);
  EXPECT_TRUE(fs::is_directory(folder_ / "taken"));
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, AnErrorNamesThePath) {
  try {
    read_bytes(folder_ / "none.mid");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("none.mid"), std::string::npos);
    EXPECT_EQ(error.where(), "read");
  }
}

TEST_F(Files, TemporariesAreBesideTheirTargetAndUnique) {
  std::set<fs::path> names;
  for (int i = 0; i < 100; ++i) {
    const fs::path temporary = temporary_beside(folder_ / "take.wav");
    EXPECT_EQ(temporary.parent_path(), folder_);
    EXPECT_EQ(temporary.extension(), ".wav");
    EXPECT_NE(temporary.filename(), "take.wav");
    EXPECT_TRUE(names.insert(temporary).second);
  }
  EXPECT_EQ(kind_of([&] { commit_temporary(folder_ / "none.part", folder_ / "b"); }),
            ErrorKind::kIo);
  EXPECT_FALSE(fs::exists(folder_ / "b"));
}

}  // namespace
}  // namespace continuo
