// continuo-sound: what soundfonts are like, and how the mix of every genre stands.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/error.h"
#include "compose/composer.h"
#include "font_measure.h"
#include "mix_measure.h"
#include "score/instrument.h"

namespace continuo {
namespace {

constexpr const char* kUsage =
    "usage: continuo-sound fonts FONT.sf2 [FONT.sf3 ...]   a line a font, then all of the first\n"
    "       continuo-sound mixes [SEEDS [BARS [GENRE]]]    takes of every genre, or of one\n";

int fonts(const std::vector<std::string>& paths) {
  std::vector<FontMeasure> measured;
  for (const std::string& path : paths) measured.push_back(measure_font(path));
  fmt::print("{}\n{}", font_summary(measured), font_details(measured.front()));
  return 0;
}

int mixes(int seeds, int bars, const std::string& only) {
  ThreadPool pool(1);
  const Composer composer(std::filesystem::path(CONTINUO_ASSETS_DIR) / "nano", pool);
  SoundfontRenderer renderer;
  std::vector<MixMeasure> pieces;
  for (size_t genre = 1; genre < genre_names().size(); ++genre) {
    const std::string name(genre_names()[genre]);
    if (!only.empty() && name != only) continue;
    for (int seed = 1; seed <= seeds; ++seed) {
      Wish wish;
      wish.prompt = name;
      wish.given.genre = static_cast<int>(genre);
      wish.bars = bars;
      ComposeSettings settings;
      settings.seed = static_cast<uint64_t>(seed);
      const Plan plan = composer.plan(wish, settings);
      const Score score =
          composer.compose(wish.prompt, plan, settings, [](const auto&) { return true; });
      pieces.push_back(measure_mix(score, renderer));
      pieces.back().seed = seed;
      const MixMeasure& m = pieces.back();
      std::string parts;
      for (const PartMeasure& part : m.parts)
        parts +=
            fmt::format("  {} {} {:.0f} LUFS {:.0f} % sides {:.0f}", role_name(part.role),
                        instrument(part.program).name, part.lufs, 100 * part.share, part.width_db);
      fmt::print(stderr, "{} {}: lead {:.1f}, slope {:.1f}, raw {:.1f} LUFS, dc {:.5f};{}\n", name,
                 seed, m.lead_db, m.slope, m.raw_lufs, m.dc, parts);
    }
  }
  fmt::print("{}", mix_table(pieces));
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.size() >= 2 && words[0] == "fonts") return fonts({words.begin() + 1, words.end()});
  if (!words.empty() && words[0] == "mixes" && words.size() <= 4) {
    return mixes(words.size() > 1 ? std::stoi(words[1]) : 3,
                 words.size() > 2 ? std::stoi(words[2]) : 16, words.size() > 3 ? words[3] : "");
  }
  fmt::print(stderr, "{}", kUsage);
  return 2;
}

}  // namespace
}  // namespace continuo

int main(int argc, char** argv) {
  try {
    return continuo::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "continuo-sound: {}\n", error.what());
    return 1;
  }
}
