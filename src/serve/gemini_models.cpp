#include "serve/gemini_models.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/version.h"
#include "serve/gemini_errors.h"
#include "serve/gemini_json.h"

namespace continuo::gemini {

namespace {

constexpr size_t kDefaultPage = 50;
constexpr size_t kMostOfPage = 1000;

Json model_json(const Model& model) {
  const bool live = model.kind == Model::Kind::kLive;
  Json methods = Json::array();
  methods.push_back(live ? "bidiGenerateMusic" : "generateContent");
  Json json;
  json["name"] = "models/" + std::string(model.name);
  json["version"] = kVersion;
  json["displayName"] = model.title;
  json["description"] = model.description;
  json["inputTokenLimit"] = live ? 1000 : 131072;
  json["outputTokenLimit"] = live ? 0 : 4500;
  json["supportedGenerationMethods"] = std::move(methods);
  json["temperature"] = live ? 1.1 : 1.0;
  json["maxTemperature"] = live ? 3.0 : 2.0;
  if (live) json["topK"] = 40;
  return json;
}

// Digits alone, of a query.
size_t number_in(const Request& request, const char* name, size_t fallback) {
  const auto at = request.query.find(name);
  if (at == request.query.end() || at->second.empty()) return fallback;
  size_t number = 0;
  const char* last = at->second.data() + at->second.size();
  const auto [end, error] = std::from_chars(at->second.data(), last, number);
  if (error != std::errc() || end != last) {
    throw ApiError(Status::kInvalidArgument, fmt::format("{}: expected a number, found {}.", name,
                                                         printable(at->second, 40)));
  }
  return number;
}

}  // namespace

const std::vector<Model>& models() {
  static const std::vector<Model> table = {
      {"lyria-realtime-exp", "Continuo live",
       "Endless instrumental music that plays while it is steered.", Model::Kind::kLive},
      {"lyria-3-clip-preview", "Continuo clip", "Thirty seconds of music from words and pictures.",
       Model::Kind::kClip},
      {"lyria-3-pro-preview", "Continuo song",
       "Music of up to three minutes from words and pictures.", Model::Kind::kSong},
      {"lyria-3.5", "Continuo song", "Music of up to three minutes from words and pictures.",
       Model::Kind::kSong}};
  return table;
}

const Model* find_model(std::string_view name) {
  if (name.starts_with("models/")) name.remove_prefix(7);
  for (const Model& model : models()) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

std::string unknown_model_text(std::string_view name, std::string_view version,
                               std::string_view method) {
  if (name.starts_with("models/")) name.remove_prefix(7);
  return fmt::format(
      "models/{} is not found for API version {}, or is not supported for {}. Call ListModels to "
      "see the available models and their supported methods.",
      printable(name, 60), version, method);
}

bool is_api_version(std::string_view version) {
  return version.size() <= 20 && version.starts_with("v1") &&
         std::all_of(version.begin(), version.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

void check_api_version(const Request& request) {
  const auto at = request.parameters.find("version");
  const std::string_view version =
      at == request.parameters.end() ? std::string_view() : std::string_view(at->second);
  if (is_api_version(version)) return;
  throw ApiError(Status::kNotFound,
                 fmt::format("The API has no version {}.", printable(version, 40)));
}

Page page_of(const Request& request, size_t count) {
  const size_t size =
      std::clamp<size_t>(number_in(request, "pageSize", kDefaultPage), 1, kMostOfPage);
  Page page;
  page.begin = std::min(number_in(request, "pageToken", 0), count);
  page.end = std::min(page.begin + size, count);
  if (page.end < count) page.next = std::to_string(page.end);
  return page;
}

Response list_models(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    const Page page = page_of(request, models().size());
    Json list = Json::array();
    for (size_t i = page.begin; i < page.end; ++i) list.push_back(model_json(models()[i]));
    Json json;
    json["models"] = std::move(list);
    if (!page.next.empty()) json["nextPageToken"] = page.next;
    return json_answer(200, dumped(json));
  });
}

Response get_model(const Request& request) {
  return answered(ErrorStyle::kContent, [&] {
    check_api_version(request);
    const std::string& name = request.parameters.at("model");
    const Model* model = find_model(name);
    if (model == nullptr) {
      throw ApiError(Status::kNotFound,
                     unknown_model_text(name, request.parameters.at("version"), "any method"));
    }
    return json_answer(200, dumped(model_json(*model)));
  });
}

}  // namespace continuo::gemini
