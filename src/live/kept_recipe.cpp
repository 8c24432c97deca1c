// The recipe of a kept take: notes and events as lines of numbers, a line each, so that a person
// can read them and a diff can show them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"
#include "base/version.h"
#include "compose/recipe_fields.h"
#include "live/kept_take.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr const char* kKind = "performance";
constexpr size_t kLargest_bytes = size_t{64} << 20;
constexpr size_t kMostLines = 2'000'000;
constexpr int kMostBars = 100'000;
constexpr int kMostTicks = 1 << 29;          // of all bars, and of a note: two of them fit an int
constexpr int kMostBlocks = 4 * 3600 * 750;  // four hours

constexpr std::array<std::string_view, kSoundEventKinds> kEventNames{
    "on", "off", "seat", "level", "tilt", "bass", "room"};
constexpr std::array<size_t, kSoundEventKinds> kArguments{2, 1, 5, 1, 1, 1, 2};

Json line_of(const SoundEvent& event) {
  const auto kind = static_cast<size_t>(event.kind);
  const std::array<int, 5> values{event.a, event.b, event.c, event.d, event.e};
  return fmt::format("{} {} {} {}", event.block, kEventNames[kind], event.program,
                     fmt::join(values.begin(), values.begin() + kArguments[kind], " "));
}

// Blanks between words; numbers within [low, high].
class LineReader {
 public:
  LineReader(const Json& json, std::string path) : path_(std::move(path)) {
    if (!json.is_string()) complain("a line of text");
    line_ = json.get_ref<const std::string&>();
  }

  std::string_view word() {
    const size_t begin = std::min(line_.find_first_not_of(' ', at_), line_.size());
    at_ = std::min(line_.find(' ', begin), line_.size());
    const std::string_view found = std::string_view(line_).substr(begin, at_ - begin);
    if (found.empty()) complain("another word");
    return found;
  }
  int number(int low, int high) {
    const std::string_view text = word();
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
      complain(fmt::format("a number of {} to {}", low, high).c_str());
    return value;
  }
  void end() {
    if (line_.find_first_not_of(' ', at_) != std::string::npos) complain("the end of the line");
  }
  [[noreturn]] void complain(const char* expected) const {
    fail(ErrorKind::kInput, kRecipe, "{}: expected {}, found \"{}\".", path_, expected, line_);
  }

 private:
  std::string path_;
  std::string line_;
  size_t at_ = 0;
};

SoundEvent event_from(LineReader line) {
  SoundEvent event;
  event.block = static_cast<uint64_t>(line.number(0, kMostBlocks));
  const std::string_view name = line.word();
  const auto kind = std::find(kEventNames.begin(), kEventNames.end(), name);
  if (kind == kEventNames.end()) line.complain("on, off, seat, level, tilt, bass or room");
  event.kind = static_cast<SoundEventKind>(kind - kEventNames.begin());
  event.program = line.number(0, kDrumKit);
  const bool levels = event.kind == SoundEventKind::kLevel || event.kind == SoundEventKind::kTilt ||
                      event.kind == SoundEventKind::kBass;
  const std::array<int*, 5> values{&event.a, &event.b, &event.c, &event.d, &event.e};
  for (size_t i = 0; i < kArguments[static_cast<size_t>(event.kind)]; ++i)
    *values[i] = levels ? line.number(-1000, 1000) : line.number(0, 127);
  line.end();
  return event;
}

Json json_of(const Bar& bar) {
  return fmt::format("{} {} {} {} {} {} {} {} {}", bar.metre.beats, bar.metre.unit, bar.bpm,
                     bar.key.tonic, static_cast<int>(bar.key.mode), static_cast<int>(bar.section),
                     bar.bar_in_section, bar.intensity, bar.dynamics);
}

Bar bar_from(LineReader line, int start) {
  Bar bar;
  bar.start = start;
  bar.metre = {line.number(1, 128), line.number(1, 32)};
  // Bars that were cut short have metres that no plan has.
  if ((bar.metre.unit & (bar.metre.unit - 1)) != 0) line.complain("a metre");
  bar.bpm = line.number(kMinBpm, kMaxBpm);
  bar.key = {line.number(0, 11), static_cast<Mode>(line.number(0, kModeCount - 1))};
  bar.section = static_cast<SectionKind>(line.number(0, kSectionKindCount - 1));
  bar.bar_in_section = line.number(0, 1 << 20);
  bar.intensity = line.number(0, kLevelCount - 1);
  bar.dynamics = line.number(0, kLevelCount - 1);
  line.end();
  return bar;
}

}  // namespace

bool is_kept_recipe(std::string_view text) {
  const Json json = parse_json(text, kRecipe, kLargest_bytes);
  return json.is_object() && json.contains("kind") && json["kind"] == kKind;
}

std::string recipe_to_json(const KeptTake& take) {
  Json json;
  json["continuo"] = kVersion;
  json["format"] = kRecipeFormat;
  json["kind"] = kKind;
  json["prompt"] = take.prompt;
  json["model"] = {{"name", take.model}, {"fingerprint", take.model_fingerprint}};
  json["controls"] = controls_to_json(take.controls);
  json["plan"] = Json::parse(plan_to_json(take.score.plan));
  json["mix"] = take.mix;
  json["soundfont"] = {{"name", take.soundfont}, {"fingerprint", take.soundfont_fingerprint}};
  json["result"] = {{"notes", take.notes_fingerprint}, {"audio", take.audio_fingerprint}};
  Json bars = Json::array();
  for (const Bar& bar : take.score.bars) bars.push_back(json_of(bar));
  json["bars"] = std::move(bars);
  Json notes = Json::array();
  for (const Part& part : take.score.parts) {
    for (const Note& note : part.notes) {
      notes.push_back(fmt::format("{} {} {} {} {} {}", part.program, static_cast<int>(part.role),
                                  note.start, note.duration, note.pitch, note.velocity));
    }
  }
  json["notes"] = std::move(notes);
  json["end"] = take.end_block;
  Json events = Json::array();
  for (const SoundEvent& event : take.events) events.push_back(line_of(event));
  json["events"] = std::move(events);
  return recipe_text(json);
}

KeptTake kept_take_from_json(std::string_view text) {
  const Json json = parse_json(text, kRecipe, kLargest_bytes);
  const JsonFields fields(json, kRecipe, "",
                          {"continuo", "format", "kind", "prompt", "model", "controls", "plan",
                           "mix", "soundfont", "result", "bars", "notes", "end", "events"});
  check_recipe_version(fields);
  if (fields.text("kind") != kKind)
    fail(ErrorKind::kInput, kRecipe, "kind: expected {}, found {}.", kKind, fields.text("kind"));
  KeptTake take;
  take.prompt = fields.text("prompt");
  const JsonFields model(fields.at("model"), kRecipe, "model", {"name", "fingerprint"});
  take.model = model.text("name");
  take.model_fingerprint = model.text("fingerprint");
  take.controls = controls_from_json(fields.at("controls"), Controls{}, kRecipe);
  take.score.plan = plan_from_json(fields.at("plan").dump());
  take.mix = mix_from_json(fields);
  const JsonFields soundfont(fields.at("soundfont"), kRecipe, "soundfont", {"name", "fingerprint"});
  take.soundfont = soundfont.text("name");
  take.soundfont_fingerprint = soundfont.text("fingerprint");
  const JsonFields result(fields.at("result"), kRecipe, "result", {"notes", "audio"});
  take.notes_fingerprint = result.text("notes");
  take.audio_fingerprint = result.text("audio");

  const auto each = [&](const char* name, size_t most, auto take_line) {
    const Json& list = fields.list(name, most);
    for (size_t i = 0; i < list.size(); ++i)
      take_line(LineReader(list[i], fmt::format("{}[{}]", name, i)));
  };
  each("bars", kMostBars, [&](LineReader line) {
    const LineReader where = line;
    take.score.bars.push_back(bar_from(std::move(line), take.score.end()));
    if (take.score.end() > kMostTicks) where.complain("bars that come to an end");
  });
  each("notes", kMostLines, [&](LineReader line) {
    const int program = line.number(0, kDrumKit);
    const auto role = static_cast<Role>(line.number(0, kRoleCount - 1));
    Note note;
    note.start = line.number(0, std::max(0, take.score.end() - 1));
    note.duration = line.number(1, kMostTicks);
    note.pitch = line.number(0, 127);
    note.velocity = line.number(1, 127);
    line.end();
    take.score.part(program, role).notes.push_back(note);
  });
  take.end_block = static_cast<uint64_t>(fields.integer("end", 0, kMostBlocks));
  uint64_t block = 0;
  each("events", kMostLines, [&](LineReader line) {
    const LineReader where = line;
    take.events.push_back(event_from(std::move(line)));
    if (take.events.back().block < block || take.events.back().block > take.end_block)
      where.complain("a block that is not before the last event's, nor after the end");
    block = take.events.back().block;
  });
  if (take.score.bars.empty())
    fail(ErrorKind::kInput, kRecipe, "bars: expected at least one, found none.");
  return take;
}

}  // namespace continuo
