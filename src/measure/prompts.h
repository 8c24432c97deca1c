// The prompts that adherence is measured on, and what each of them asks for:
// assets/prompts/adherence.json.
//
// The file: {"version": 1, "prompts": [{"id", "language", "text", "wishes": {...}}, ...]}. The
// language is two letters, "en" where it is absent. A wish that a prompt does not make is absent;
// there is at least one. What a wish may be:
//
//   bpm            120                    the tempo that the text names, quarter notes a minute
//   tempo          [low, high]            the band that its words imply; not together with bpm
//   metre          "7/8"                  named
//   metre_implied  ["3/4"]                any of these is meant ("waltz"); not together with metre
//   key            "D minor"              named, any mode
//   mode           "major" | "minor"      named without a tonic, or implied; not together with key
//   instruments    [["violin", "fiddle"], ["piano"]]
//                                         one entry a named instrument: any of its words will do
//   only           true                   the line-up is complete (solo, duo, "just", a full list)
//   drums          true | false           a drum kit must, must not play
//   genre          ["jazz", "waltz"]      any of these: a family by each of its kinds, a kind by itself
//   density        "sparse" | "busy"      notes a quarter note
//   energy         "calm" | "energetic"   notes a second
//   bars           16                     length, named
//   seconds        30                     length, named; not together with bars
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/key.h"
#include "score/metre.h"

namespace continuo {

struct TempoBand {
  double low_bpm = 0;
  double high_bpm = 0;
};

struct Wishes {
  std::optional<int> bpm;
  std::optional<TempoBand> tempo;
  std::optional<Metre> metre;
  std::vector<Metre> metre_implied;
  std::optional<Key> key;
  std::optional<bool> minor;
  std::vector<std::vector<int>>
      instruments;  // each set holds the programs that satisfy one named instrument
  bool only = false;
  std::optional<bool> drums;
  std::vector<int> genres;  // codes; any of these, as genre_meets() has it
  std::optional<bool> busy;
  std::optional<bool> energetic;
  std::optional<int> bars;
  std::optional<double> seconds;
};

struct AdherencePrompt {
  std::string id;
  std::string language = "en";
  std::string text;
  Wishes wishes;
};

// Throws Error(kInput) naming the prompt, the field, what was expected and what was found.
std::vector<AdherencePrompt> parse_adherence_prompts(std::string_view json);
std::vector<AdherencePrompt> read_adherence_prompts(const std::filesystem::path& path);

}  // namespace continuo
