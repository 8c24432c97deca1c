// The routes of /api that make takes and give them out.
#include <cmath>
#include <random>
#include <stdexcept>

#include "base/files.h"
#include "live/kept_stems.h"
#include "serve/api.h"
#include "serve/api_answers.h"
#include "serve/score_json.h"
#include "serve/stems_zip.h"

namespace continuo {

namespace {

constexpr const char* kTakes = "takes";
constexpr double kMostKept_s = 3600;
constexpr size_t kBodyBytes = size_t{1} << 20;
constexpr size_t kLargestRecipe_bytes = size_t{64} << 20;

const std::string& id_of(const Request& request) {
  static const std::string kNone;
  const auto id = request.parameters.find("id");
  return id == request.parameters.end() ? kNone : id->second;
}

Response busy(std::string_view message) {
  Response response = error_answer(503, "busy", message);
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

struct Asked {
  Wish wish;
  ComposeSettings settings;
  std::string name;
};

std::string prompt_of(const JsonFields& fields) {
  std::string prompt = fields.text("prompt");
  if (prompt.empty() || prompt.size() > kLongestPrompt_bytes) {
    fail(ErrorKind::kInput, kTakes, "prompt: expected 1 to {} bytes, found {}.",
         kLongestPrompt_bytes, prompt.size());
  }
  return prompt;
}

// The seed of the answer's recipe makes the same take again.
uint64_t seed_of(const JsonFields& fields) {
  return fields.has("seed") ? fields.natural("seed") : std::random_device{}() % 10'000'000;
}

void read_lengths(const JsonFields& fields, Wish& wish) {
  if (fields.has("bars") && fields.has("seconds"))
    fail(ErrorKind::kInput, kTakes, "bars: expected one of bars and seconds, found both.");
  if (fields.has("bars")) wish.bars = fields.integer("bars", 1, kMaxPlanBars);
  if (fields.has("seconds")) wish.seconds = fields.number("seconds", 1, kLongestTake_s);
  if (wish.bars || wish.seconds) wish.given.sections.reset();
}

Asked read_asked(const Json& json) {
  const JsonFields fields(json, kTakes, "",
                          {"from", "prompt", "name", "bars", "seconds", "seed", "plan", "writer"});
  Asked asked;
  asked.wish.prompt = prompt_of(fields);
  if (fields.has("plan")) asked.wish.given = partial_plan_from_json(fields.at("plan").dump());
  read_lengths(fields, asked.wish);
  asked.settings.seed = seed_of(fields);
  if (fields.has("writer")) asked.settings.notes = fields.parsed("writer", parse_writer);
  if (fields.has("name")) asked.name = fields.text("name");
  return asked;
}

}  // namespace

Response Api::keep_or_compose(const Request& request, const Gone& gone) {
  const Json json = parse_json(request.body, kTakes, kBodyBytes);
  const bool object = json.is_object() && json.contains("from") && json["from"].is_string();
  const std::string from = object ? json["from"].get<std::string>() : "";
  if (from != "live" && from != "prompt")
    fail(ErrorKind::kInput, kTakes, "from: expected \"live\" or \"prompt\".");
  const auto place = takes_.take();
  if (!place) return busy("Two takes are in the making. Try again soon.");
  TakeInfo saved;
  try {
    run_in_background([&] {
      if (from == "live") {
        const JsonFields fields(json, kTakes, "", {"from", "seconds", "name"});
        const double seconds =
            fields.has("seconds") ? fields.number("seconds", 1, kMostKept_s) : kMostKept_s;
        NewTake take = parts_.hub.keep(seconds);
        if (fields.has("name")) take.name = fields.text("name");
        saved = parts_.shelf.save(take);
      } else {
        const Asked asked = read_asked(json);
        const auto making = making_.begin(asked.wish.prompt);
        NewTake take = parts_.maker.make(
            asked.wish, asked.settings, [&](double share) { making->set(share); }, gone);
        take.name = asked.name;
        saved = parts_.shelf.save(take);
      }
    });
  } catch (const Error& error) {
    // What cannot be written is a matter of room.
    if (error.kind() == ErrorKind::kIo) return error_answer(507, "io", error.message());
    throw;
  }
  ++takes_saved_;
  Response response = json_answer(201, take_json(saved));
  response.headers.emplace_back("Location", "/api/takes/" + saved.id);
  return response;
}

Response Api::list_takes() {
  Json takes = Json::array();
  for (const TakeInfo& take : parts_.shelf.list()) takes.push_back(take_json(take));
  Json composing = Json::array();
  for (const auto& [prompt, percent] : making_.list())
    composing.push_back(Json{{"prompt", prompt}, {"percent", percent}});
  return json_answer(200, {{"takes", std::move(takes)}, {"composing", std::move(composing)}});
}

Response Api::one_take(const Request& request) {
  const TakeInfo take = parts_.shelf.info(id_of(request));
  const Score score = parts_.shelf.score(take.id);
  Json json = take_json(take);
  json["plan"] = Json::parse(plan_to_json(score.plan));
  json["notes"] = notes_json(score);
  json["barLines"] = bars_json(score);
  json["peaks"] = parse_json(parts_.shelf.peaks(take.id), kTakes);
  return json_answer(200, json);
}

Response Api::rename_take(const Request& request) {
  const Json json = parse_json(request.body, kTakes, kBodyBytes);
  const JsonFields fields(json, kTakes, "", {"name"});
  return json_answer(200, take_json(parts_.shelf.rename(id_of(request), fields.text("name"))));
}

Response Api::delete_take(const Request& request) {
  parts_.shelf.remove(id_of(request));
  return {204, {}, ""};
}

Response Api::restore_take(const Request& request) {
  return json_answer(200, take_json(parts_.shelf.restore(id_of(request))));
}

Response Api::take_file(const Request& request, std::string_view extension, std::string_view type) {
  const TakeInfo take = parts_.shelf.info(id_of(request));
  const TakePaths paths = parts_.shelf.paths(take.id);
  const auto& path = extension == "wav" ? paths.wav : extension == "mid" ? paths.mid : paths.json;
  return file_answer(request, path, type, disposition(take.name, extension));
}

std::optional<Response> Api::take_stems(const Request& request, ResponseStream& stream) {
  const TakeInfo take = parts_.shelf.info(id_of(request));
  const auto place = stems_.take();
  if (!place) return busy("The stems of two takes are in the making. Try again soon.");
  bool begun = false;
  try {
    run_in_background([&] {
      const auto sink = [&](std::string_view bytes) {
        if (!begun) {
          stream.begin({200,
                        {{"Content-Type", "application/zip"},
                         {"Content-Disposition", disposition(take.name + " stems", "zip")}},
                        ""});
        }
        begun = true;
        return stream.send(bytes);
      };
      const std::string recipe = read_text(parts_.shelf.paths(take.id).json, kLargestRecipe_bytes);
      std::vector<float> gains;
      if (is_kept_recipe(recipe)) {
        KeptTake kept = kept_take_from_json(recipe);
        render_kept(kept, parts_.soundfont, &gains);
        write_stems(kept.score, stems_of_kept(kept, parts_.soundfont), gains, sink);
      } else {
        const Score score = parts_.shelf.score(take.id);
        SoundfontRenderer renderer(parts_.soundfont->file().path());
        const bool loop = recipe_from_json(recipe).settings.loop;
        render_take(score, renderer, loop, &gains);
        write_stems(score, stems_of_score(score, renderer, loop), gains, sink);
      }
    });
  } catch (const Error& error) {
    if (!begun) throw;
    // What was begun can only be cut off, so that nobody takes it for the whole.
    if (error.kind() != ErrorKind::kCancelled) throw std::runtime_error(error.what());
  }
  return std::nullopt;
}

Response Api::plan_of_words(const Request& request) {
  const Json json = parse_json(request.body, kTakes, kBodyBytes);
  const JsonFields fields(json, kTakes, "", {"prompt", "given", "bars", "seconds", "seed"});
  Wish wish;
  wish.prompt = prompt_of(fields);
  if (fields.has("given")) wish.given = partial_plan_from_json(fields.at("given").dump());
  read_lengths(fields, wish);
  ComposeSettings settings;
  settings.seed = seed_of(fields);
  const Plan plan = parts_.maker.plan(wish, settings);
  return json_answer(200, {{"plan", Json::parse(plan_to_json(plan))},
                           {"bars", plan.bars()},
                           {"seconds", plan.seconds()},
                           {"seed", settings.seed}});
}

}  // namespace continuo
