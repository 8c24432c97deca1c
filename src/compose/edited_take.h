// A take that was edited: what it was made from, each edit in its order, and so its undo history.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compose/edit.h"
#include "compose/take.h"
#include "dsp/loudness.h"
#include "synth/mix.h"

namespace continuo {

// What was there before the first edit.
struct EditSource {
  std::string name;           // file name, to be shown
  std::string recipe;         // of a take, as it was; empty for a MIDI file of somebody else's
  std::vector<uint8_t> midi;  // its notes
};

struct EditedTake {
  EditSource source;
  std::vector<Edit> edits;
  std::optional<Level> level;  // the source's, which all edits keep; none before it was rendered
  int mix = kMixVersion;       // that rendered it
  std::string soundfont;       // file name
  std::string soundfont_fingerprint;
  std::string notes_fingerprint;  // of the .mid file
  std::string audio_fingerprint;  // of the samples
};

inline constexpr size_t kMostEdits = 64;
inline constexpr size_t kLargestSource_bytes = size_t{8} << 20;

// Whether it is a take that leads back to its beginning.
bool is_loop(const EditSource& source);

// The notes of a source: of a take as they were written; of a MIDI file on the score's grid, as long
// as its pedals hold them, with key, chords, sections and roles heard from them. Throws Error(kInput)
// where the file is broken, Error(kUsage) where it holds nothing to edit.
Score score_of(const EditSource& source);

// What the music was after each edit, the source first.
struct EditHistory {
  std::vector<Score> scores;
  std::vector<std::optional<Inserted>> inserted;  // by each edit
  std::vector<std::string> told;                  // what the last edit did
};
EditHistory history_of(const EditedTake& take);

// The .mid file; that of a loop ends at its last bar line. A MIDI file that was given keeps all that
// was not edited as it is in the file: ticks, velocities, controllers, text.
std::vector<uint8_t> midi_of(const EditedTake& take, const EditHistory& history);

// The sound, at the level of the source, a loop as a loop. Fills in the take's level where there is
// none yet, or none of today's mix; the mix; the fingerprints.
Stereo render_edited(EditedTake& take, const EditHistory& history, SoundfontRenderer& renderer);

bool is_edited_recipe(std::string_view text);
std::string recipe_to_json(const EditedTake& take);
// Strict, as recipe_from_json.
EditedTake edited_take_from_json(std::string_view text);

// Writes all three, each whole or not at all, the recipe last: the source's own where no edit is
// left of a take. `take` and `sound` as render_edited left them.
void save_take(const TakePaths& paths, const EditedTake& take, const EditHistory& history,
               const Stereo& sound);

}  // namespace continuo
