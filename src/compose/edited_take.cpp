#include "compose/edited_take.h"

#include <algorithm>

#include "base/base64.h"
#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/json_fields.h"
#include "base/version.h"
#include "compose/edit_sound.h"
#include "compose/loop.h"
#include "compose/recipe_fields.h"
#include "dsp/wav.h"
#include "score/chord_names.h"
#include "score/instrument.h"
#include "score/key_guess.h"
#include "score/midi_file.h"
#include "score/midi_patch.h"
#include "score/quantise.h"
#include "score/sections_found.h"

namespace continuo {

namespace {

constexpr const char* kKind = "edited";
constexpr size_t kLargestRecipe_bytes = size_t{64} << 20;
constexpr double kMostDrive_db = 200;

bool is_take(const EditSource& source) { return !source.recipe.empty(); }

// What music without a plan would say if it were asked.
void describe(Score& score) {
  const Key written = score.plan.key;
  const KeyGuess guess = guess_key(pitch_class_weights(score, 0, score.end()), &written);
  const bool pitched = std::any_of(score.parts.begin(), score.parts.end(), [](const Part& part) {
    return part.program != kDrumKit && !part.notes.empty();
  });
  if (pitched) score.plan.key = guess.key;
  for (Bar& bar : score.bars) bar.key = score.plan.key;
  find_sections(score);
  name_chords(score);
  score.plan.density = density_level(score);
  score.plan.brightness = brightness_level(score);
  score.plan = clamped(score.plan);
}

// The source's seats are the room in which all edits are heard.
Stereo rendered(const Score& score, const Plan& room, SoundfontRenderer& renderer) {
  Score heard = score;
  heard.plan.parts = room.parts;
  heard.plan.genre = room.genre;
  return render(heard, renderer);
}

}  // namespace

bool is_loop(const EditSource& source) {
  if (!is_take(source)) return false;
  const Json json = parse_json(source.recipe, kRecipe, kLargestRecipe_bytes);
  return json.is_object() && json.contains("loop") && json["loop"] == true;
}

Score score_of(const EditSource& source) {
  if (is_take(source)) return score_from_midi(source.midi);
  Score score = score_from_midi_with_pedals(source.midi);
  if (score.note_count() == 0)
    fail(ErrorKind::kUsage, kEdit, "{}: expected music, found no notes.", source.name);
  if (score.bars.size() > kMostEditedBars) {
    fail(ErrorKind::kUsage, kEdit, "{}: expected at most {} bars, found {}.", source.name,
         kMostEditedBars, score.bars.size());
  }
  // Files that continuo wrote say all this themselves.
  if (score.chords.empty()) describe(score);
  return score;
}

EditHistory history_of(const EditedTake& take) {
  const bool loop = is_loop(take.source);
  EditHistory history;
  history.scores.push_back(score_of(take.source));
  for (const Edit& edit : take.edits) {
    Edited next = edited(history.scores.back(), edit, loop);
    history.scores.push_back(std::move(next.score));
    history.inserted.push_back(next.inserted);
    history.told = std::move(next.notes);
  }
  return history;
}

std::vector<uint8_t> midi_of(const EditedTake& take, const EditHistory& history) {
  if (is_loop(take.source)) return midi_bytes(cut_at_end(history.scores.back()));
  if (take.edits.empty()) return take.source.midi;
  if (is_take(take.source)) return midi_bytes(history.scores.back());
  std::vector<PatchedBars> put_in;
  int bars = static_cast<int>(history.scores.front().bars.size());
  for (const std::optional<Inserted>& inserted : history.inserted) {
    if (!inserted) continue;
    bars += inserted->bars;
    for (PatchedBars& earlier : put_in) {
      if (inserted->bar <= earlier.bar) earlier.bar += inserted->bars;
    }
    put_in.push_back({inserted->bar, inserted->bars, inserted->tick, inserted->ticks});
  }
  if (bars != static_cast<int>(history.scores.back().bars.size()))
    fail(ErrorKind::kInput, kRecipe, "edits: expected new bars in one place by each.");
  return patched_midi(take.source.midi, history.scores.front(), history.scores.back(), put_in);
}

Stereo render_edited(EditedTake& take, const EditHistory& history, SoundfontRenderer& renderer) {
  const Plan& room = history.scores.front().plan;
  const bool loop = is_loop(take.source);
  const auto at_own_level = [&](const Score& score) {
    const Stereo sound = rendered(score, room, renderer);
    return loop ? in_rounds(folded(sound, loop_frames(score))) : sound;
  };
  const auto at_take_level = [&](const Stereo& sound) {
    const Stereo levelled = at_level(sound, *take.level, kTruePeakCeiling_db);
    return loop ? second_round(levelled) : levelled;
  };
  const Stereo first = at_own_level(history.scores.front());
  if (!take.level || take.mix != kMixVersion) {
    Stereo measured = first;
    take.level = normalise_loudness(measured, kTargetLoudness_lufs, kTruePeakCeiling_db).level;
    take.mix = kMixVersion;
  }
  Stereo sound = at_take_level(first);
  for (size_t i = 0; i < take.edits.size(); ++i) {
    const auto reach = reach_of(history.scores[i], history.scores[i + 1], history.inserted[i]);
    if (!reach) continue;
    Stereo next = at_take_level(at_own_level(history.scores[i + 1]));
    if (loop) {
      keep_untouched_in_round(next, sound, *reach);
    } else {
      keep_untouched(next, sound, *reach);
    }
    sound = std::move(next);
  }
  take.notes_fingerprint = fingerprint(midi_of(take, history));
  const std::span<const float> samples = sound.samples;
  take.audio_fingerprint =
      fingerprint({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
  return sound;
}

bool is_edited_recipe(std::string_view text) {
  const Json json = parse_json(text, kRecipe, kLargestRecipe_bytes);
  return json.is_object() && json.contains("kind") && json["kind"] == kKind;
}

std::string recipe_to_json(const EditedTake& take) {
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kRecipeFormat;
  json["kind"] = kKind;
  Json edits = Json::array();
  for (const Edit& edit : take.edits) edits.push_back(Json::parse(edit_to_json(edit)));
  json["edits"] = std::move(edits);
  const Level level = take.level.value_or(Level{});
  json["level"] = {{"drive_db", level.drive_db}, {"trim_db", level.trim_db}};
  json["mix"] = take.mix;
  json["soundfont"] = {{"name", take.soundfont}, {"fingerprint", take.soundfont_fingerprint}};
  json["result"] = {{"notes", take.notes_fingerprint}, {"audio", take.audio_fingerprint}};
  Json source = {{"name", take.source.name}};
  if (is_take(take.source)) source["recipe"] = Json::parse(take.source.recipe);
  source["midi"] = base64_encoded(
      {reinterpret_cast<const char*>(take.source.midi.data()), take.source.midi.size()});
  json["source"] = std::move(source);
  return recipe_text(json);
}

EditedTake edited_take_from_json(std::string_view text) {
  const Json json = parse_json(text, kRecipe, kLargestRecipe_bytes);
  const JsonFields fields(
      json, kRecipe, "",
      {"continuo", "format", "kind", "edits", "level", "mix", "soundfont", "result", "source"});
  check_recipe_version(fields);
  if (fields.text("kind") != kKind)
    fail(ErrorKind::kInput, kRecipe, "kind: expected {}, found {}.", kKind, fields.text("kind"));
  EditedTake take;
  const Json& edits = fields.list("edits", kMostEdits);
  for (size_t i = 0; i < edits.size(); ++i)
    take.edits.push_back(edit_from_json(edits[i].dump(), fmt::format("edits[{}]", i)));
  const JsonFields level(fields.at("level"), kRecipe, "level", {"drive_db", "trim_db"});
  take.level = Level{level.number("drive_db", -kMostDrive_db, kMostDrive_db),
                     level.number("trim_db", -kMostDrive_db, 0)};
  take.mix = mix_from_json(fields);
  const JsonFields soundfont(fields.at("soundfont"), kRecipe, "soundfont", {"name", "fingerprint"});
  take.soundfont = soundfont.text("name");
  take.soundfont_fingerprint = soundfont.text("fingerprint");
  const JsonFields result(fields.at("result"), kRecipe, "result", {"notes", "audio"});
  take.notes_fingerprint = result.text("notes");
  take.audio_fingerprint = result.text("audio");
  const JsonFields source(fields.at("source"), kRecipe, "source", {"name", "recipe", "midi"});
  take.source.name = source.text("name");
  const std::string midi = base64_decoded(source.text("midi"), kRecipe, "source.midi");
  if (midi.empty() || midi.size() > kLargestSource_bytes) {
    fail(ErrorKind::kInput, kRecipe, "source.midi: expected 1 to {} bytes, found {}.",
         kLargestSource_bytes, midi.size());
  }
  take.source.midi.assign(midi.begin(), midi.end());
  if (source.has("recipe")) {
    const Json& recipe = source.at("recipe");
    if (!recipe.is_object()) fail(ErrorKind::kInput, kRecipe, "source.recipe: expected an object.");
    take.source.recipe = recipe_text(recipe);
  }
  return take;
}

void save_take(const TakePaths& paths, const EditedTake& take, const EditHistory& history,
               const Stereo& sound) {
  const bool original = take.edits.empty() && is_take(take.source);
  const std::string text = original ? take.source.recipe : recipe_to_json(take);
  const std::vector<uint8_t> midi = midi_of(take, history);
  write_wav(sound, paths.wav, is_loop(take.source));
  write_bytes(paths.mid, midi);
  write_text(paths.json, text);
}

}  // namespace continuo
