// continuo-picture: a take, or a comparison of measurements, as one picture.
#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "bars.h"
#include "base/error.h"
#include "base/files.h"
#include "dsp/sound_file.h"
#include "picture.h"
#include "score/midi_file.h"

namespace {

constexpr const char* kUsage =
    "usage: continuo-picture TAKE.mid [TAKE.wav] --out TAKE.png [--title WORDS] [--width 1600] "
    "[--height 1000]\n"
    "                        [--scale 1]\n"
    "       continuo-picture --bars BARS.json --out BARS.png [--width 1600] [--scale 1]\n"
    "Draws the notes by part, the sections and, where a sound is given, its spectrogram and "
    "level; or\n"
    "bars that compare measurements (bench/peers).\n";

struct Arguments {
  std::vector<std::string> files;
  std::string bars;
  std::string out;
  continuo::picture::PictureOptions options;
};

double number(const std::string& option, const std::string& text, double low, double high) {
  size_t used = 0;
  double value = 0;
  try {
    value = std::stod(text, &used);
  } catch (const std::exception&) {
  }
  if (used != text.size() || text.empty() || !(value >= low && value <= high)) {
    continuo::fail(continuo::ErrorKind::kUsage, "picture", "{}: expected {} to {}, found '{}'.",
                   option, low, high, text);
  }
  return value;
}

Arguments parsed(const std::vector<std::string>& words) {
  using continuo::ErrorKind;
  Arguments result;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.rfind("--", 0) != 0) {
      result.files.push_back(word);
      continue;
    }
    if (i + 1 == words.size())
      continuo::fail(ErrorKind::kUsage, "picture", "{}: expected a value.", word);
    const std::string& value = words[++i];
    if (word == "--out") {
      result.out = value;
    } else if (word == "--bars") {
      result.bars = value;
    } else if (word == "--title") {
      result.options.title = value;
    } else if (word == "--width") {
      result.options.width = static_cast<int>(number(word, value, 600, 8000));
    } else if (word == "--height") {
      result.options.height = static_cast<int>(number(word, value, 500, 8000));
    } else if (word == "--scale") {
      result.options.scale = number(word, value, 0.5, 4);
    } else {
      continuo::fail(ErrorKind::kUsage, "picture", "{}: no such option.", word);
    }
  }
  const bool take = !result.files.empty() && result.files.size() <= 2;
  if (take == !result.bars.empty() || result.out.empty() || result.files.size() > 2) {
    continuo::fail(ErrorKind::kUsage, "picture",
                   "expected a .mid file, at most one sound and --out; or --bars and --out.");
  }
  return result;
}

void run(const std::vector<std::string>& words) {
  Arguments arguments = parsed(words);
  if (!arguments.bars.empty()) {
    const continuo::picture::BarChart chart =
        continuo::picture::read_bars(continuo::read_text(arguments.bars));
    continuo::picture::draw_bars(chart, arguments.options.width, arguments.options.scale)
        .save(arguments.out);
    return;
  }
  const std::filesystem::path notes = arguments.files[0];
  if (arguments.options.title.empty()) arguments.options.title = notes.stem().string();
  const continuo::Score score = continuo::read_midi(notes);
  std::optional<continuo::Stereo> sound;
  if (arguments.files.size() == 2) sound = continuo::read_sound(arguments.files[1]);
  continuo::picture::draw_take(score, sound ? &*sound : nullptr, arguments.options)
      .save(arguments.out);
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> words(values + 1, values + count);
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    std::fputs(kUsage, words.empty() ? stderr : stdout);
    return words.empty() ? 2 : 0;
  }
  try {
    run(words);
    return 0;
  } catch (const continuo::Error& error) {
    fmt::print(stderr, "continuo-picture: {}\n", error.what());
    if (error.kind() == continuo::ErrorKind::kUsage) std::fputs(kUsage, stderr);
    return error.kind() == continuo::ErrorKind::kUsage ? 2 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "continuo-picture: {}\n", error.what());
    return 1;
  }
}
