// The route of /api that makes a new take of one on the shelf by an edit.
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/progress.h"
#include "compose/edit_ask.h"
#include "live/kept_take.h"
#include "score/midi_file.h"
#include "serve/api.h"
#include "serve/api_answers.h"

namespace continuo {

namespace {

constexpr const char* kEdits = "edits";
constexpr size_t kBodyBytes = size_t{1} << 20;
constexpr size_t kLargestRecipe_bytes = size_t{64} << 20;
constexpr size_t kMostNames = 32;

struct Asked {
  EditAsk ask;
  bool undo = false;
  std::string name;
};

std::vector<std::string> names_of(const JsonFields& fields, const char* name) {
  std::vector<std::string> names;
  if (!fields.has(name)) return names;
  for (const Json& item : fields.list(name, kMostNames)) {
    if (!item.is_string())
      fail(ErrorKind::kInput, kEdits, "{}: expected names, as [\"bass\"].", fields.path(name));
    names.push_back(item.get<std::string>());
  }
  return names;
}

bool flag_of(const JsonFields& fields, const char* name) {
  if (!fields.has(name)) return false;
  if (!fields.at(name).is_boolean())
    fail(ErrorKind::kInput, kEdits, "{}: expected true or false.", fields.path(name));
  return fields.at(name).get<bool>();
}

Asked read_asked(const std::string& body) {
  const Json json = parse_json(body, kEdits, kBodyBytes);
  const JsonFields fields(
      json, kEdits, "",
      {"words", "bars", "parts", "keep", "extend", "place", "vary", "seed", "undo", "name"});
  Asked asked;
  if (fields.has("words")) asked.ask.words = fields.text("words");
  if (fields.has("bars")) asked.ask.bars = fields.text("bars");
  asked.ask.parts = names_of(fields, "parts");
  asked.ask.keep = names_of(fields, "keep");
  if (fields.has("extend")) asked.ask.extend = fields.integer("extend", 1, kMostAddedBars);
  if (fields.has("place")) {
    const std::string place = fields.text("place");
    if (place != "before" && place != "after" && place != "end")
      fail(ErrorKind::kInput, kEdits, "place: expected before, after or end, found {}.", place);
    asked.ask.before = place == "before";
    asked.ask.after = place == "after";
  }
  asked.ask.vary = flag_of(fields, "vary");
  if (fields.has("seed")) asked.ask.seed = fields.natural("seed");
  asked.undo = flag_of(fields, "undo");
  if (asked.undo && asked.ask != EditAsk{})
    fail(ErrorKind::kInput, kEdits, "undo: takes the last edit back, and nothing else is done.");
  if (fields.has("name")) asked.name = fields.text("name");
  return asked;
}

EditedTake open_take(const TakeInfo& info, const TakePaths& paths) {
  const std::string text = read_text(paths.json, kLargestRecipe_bytes);
  if (is_kept_recipe(text)) {
    EditedTake take;
    take.source = {info.name, text, midi_bytes(kept_take_from_json(text).score)};
    return take;
  }
  return take_to_edit(info.name, text, paths.mid, [](const Recipe&) -> Score {
    fail(ErrorKind::kInput, kEdits, "the take's notes are not those of its recipe.");
  });
}

// Plans say no more than 383 bars.
void check_length(const Score& score) {
  const double seconds = score.seconds_at(score.end());
  if (seconds > kLongestTake_s) {
    fail(ErrorKind::kInput, kEdits, "expected at most {}, found {}. Ask for fewer bars.",
         duration_text(kLongestTake_s), duration_text(seconds));
  }
}

}  // namespace

Response Api::edit_take(const Request& request, const Gone& gone) {
  const auto id = request.parameters.find("id");
  const TakeInfo info = parts_.shelf.info(id == request.parameters.end() ? "" : id->second);
  const Asked asked = read_asked(request.body);
  const auto place = takes_.take();
  if (!place) {
    Response response = error_answer(503, "busy", "Two takes are in the making. Try again soon.");
    response.headers.emplace_back("Retry-After", "2");
    return response;
  }
  TakeInfo saved;
  try {
    run_in_background([&] {
      auto take = std::make_shared<EditedTake>(open_take(info, parts_.shelf.paths(info.id)));
      const std::filesystem::path soundfont = parts_.soundfont->file().path();
      const std::string font = file_fingerprint(soundfont);
      if (!take->soundfont_fingerprint.empty() && take->soundfont_fingerprint != font)
        fail(ErrorKind::kInput, kEdits, "the take was rendered with another soundfont.");
      take->soundfont = soundfont.filename().string();
      take->soundfont_fingerprint = font;
      if (asked.undo) {
        if (take->edits.empty()) fail(ErrorKind::kInput, kEdits, "undo: no edit is left.");
        take->edits.pop_back();
      } else {
        if (take->edits.size() == kMostEdits)
          fail(ErrorKind::kInput, kEdits, "expected at most {} edits of a take.", kMostEdits);
        const Planner planner = [&](const Wish& wish, const ComposeSettings& settings) {
          return parts_.maker.plan(wish, settings);
        };
        take->edits.push_back(
            read_edit(asked.ask, history_of(*take).scores.back(), planner, is_loop(take->source)));
      }
      const auto history = std::make_shared<EditHistory>(history_of(*take));
      check_length(history->scores.back());
      if (gone()) fail(ErrorKind::kCancelled, kEdits, "the client has gone.");
      SoundfontRenderer renderer(soundfont);
      const auto sound = std::make_shared<Stereo>(render_edited(*take, *history, renderer));
      NewTake made;
      made.name = asked.name.empty() ? info.name : asked.name;
      made.prompt = info.prompt;
      made.kind = "edit";
      made.score = history->scores.back();
      made.write = [take, history, sound](const TakePaths& paths) {
        save_take(paths, *take, *history, *sound);
        return take->level->drive_db + take->level->trim_db;
      };
      saved = parts_.shelf.save(made);
    });
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kIo) return error_answer(507, "io", error.message());
    // What cannot be asked of this take is the body's fault.
    if (error.kind() == ErrorKind::kUsage) return error_answer(400, "usage", error.message());
    throw;
  }
  ++takes_saved_;
  Response response = json_answer(201, take_json(saved));
  response.headers.emplace_back("Location", "/api/takes/" + saved.id);
  return response;
}

}  // namespace continuo
