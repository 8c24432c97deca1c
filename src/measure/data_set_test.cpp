#include "measure/data_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "score/frames.h"

namespace continuo {
namespace {

class Folder {
 public:
  Folder() {
    path_ = std::filesystem::temp_directory_path() /
            ("continuo_data_set_" + std::to_string(::getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path path_;
};

Score small() {
  Plan plan;
  plan.genre = 2;
  plan.parts = {{0, Role::kLead}};
  plan.sections = {{SectionKind::kTheme, 2, 4, 4}};
  Score score = blank_score(plan);
  score.parts[0].notes = {{0, 48, 60, 82}, {192, 24, 67, 94}};
  return quantised(score);
}

std::string bytes_of(const Score& score) {
  std::string bytes;
  for (const Frame& frame : encode(score)) {
    for (const uint16_t code : frame) {
      bytes += static_cast<char>(code & 0xFF);
      bytes += static_cast<char>(code >> 8);
    }
  }
  return bytes;
}

std::string line(const std::string& changes = "") {
  return R"({"id": "a-0-v0", "source": "groove", "genre": "jazz", "captions": ["some jazz", "x"],
 "split": "valid", "offset": 0, "frames": )" +
         std::to_string(bytes_of(small()).size() / 10) + changes + "}";
}

std::string one_line(std::string text) {
  std::erase(text, '\n');
  return text + "\n";
}

TEST(DataSet, ReadsWhatWasWritten) {
  const Folder folder;
  folder.write("frames.u16", bytes_of(small()));
  folder.write("pieces.jsonl", one_line(line()));
  DataSet set(folder.path());
  ASSERT_EQ(set.pieces().size(), 1u);
  const DataSetPiece& piece = set.pieces()[0];
  EXPECT_EQ(piece.genre, "jazz");
  EXPECT_EQ(piece.caption, "some jazz");
  EXPECT_TRUE(piece.held_out);
  EXPECT_TRUE(is_first_reading(piece));
  EXPECT_TRUE(is_played(piece));
  EXPECT_EQ(set.read(piece), small());
}

TEST(DataSet, RefusesWhatIsBroken) {
  const Folder folder;
  EXPECT_THROW(DataSet(folder.path()), Error);
  folder.write("frames.u16", bytes_of(small()));
  const std::vector<std::string> broken{"{",
                                        "[]",
                                        "{}",
                                        "\xff\xfe",
                                        one_line(line(R"(, "offset": -1)")),
                                        one_line(line(R"(, "offset": 99999999999999999999)")),
                                        one_line(line(R"(, "frames": 99)")),
                                        one_line(line(R"(, "frames": 1e300)")),
                                        one_line(line(R"(, "split": 3)"))};
  for (const std::string& text : broken) {
    folder.write("pieces.jsonl", text);
    try {
      DataSet set(folder.path());
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("line 1"), std::string::npos) << error.what();
    }
  }
  // Frames that are none.
  folder.write("frames.u16", std::string(bytes_of(small()).size(), '\x7f'));
  folder.write("pieces.jsonl", one_line(line()));
  DataSet set(folder.path());
  EXPECT_THROW(set.read(set.pieces()[0]), Error);
}

}  // namespace
}  // namespace continuo
