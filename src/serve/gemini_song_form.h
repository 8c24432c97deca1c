// The form that a song's prompt asks for: timestamps, section tags, and lengths in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/plan.h"

namespace continuo::gemini {

inline constexpr double kClip_s = 30;
inline constexpr double kUnaskedSong_s = 120;
inline constexpr double kLongestSong_s = 180;
inline constexpr double kShortestSong_s = 5;

// "[0:10 - 0:25] Verse: soft strings" or "[Verse 1: soft strings]".
struct AskedSection {
  SectionKind kind = SectionKind::kTheme;
  std::string name;   // as written, "Verse 1"; may be empty
  std::string words;  // the directions; lyrics are none
  std::optional<double> begin_s, end_s;
  int intensity = 4;  // level, from the kind and the words
  int dynamics = 4;
};

struct SongForm {
  std::vector<AskedSection> sections;  // in order of time; empty where the words name none
  std::string words;                   // for the model: without stamps, tags and lyrics
  std::optional<double> seconds;       // named outright, or the end of the last timestamp
  bool has_lyrics = false;
};

SongForm read_song_form(std::string_view prompt);

// Bars for each section, one at least, that together last `seconds` as nearly as whole bars can
// without being longer: by their timestamps where they have them, else in proportion to what such
// sections usually last.
std::vector<Section> sections_in_bars(const std::vector<AskedSection>& asked, double seconds,
                                      double bar_s);

}  // namespace continuo::gemini
