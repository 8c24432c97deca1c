#include "checkpoint/hub_listing.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/json_fields.h"
#include "base/text.h"
#include "checkpoint/blob_sum.h"
#include "checkpoint/http_url.h"
#include "checkpoint/hub_status.h"
#include "checkpoint/safetensors_index.h"

namespace continuo {

namespace {

using nlohmann::json;

constexpr size_t kListingLimitBytes = size_t{32} << 20;
constexpr size_t kMostShards = 1000;
constexpr const char* kWeights = "model.safetensors";
constexpr const char* kWeightsIndex = "model.safetensors.index.json";
// Beside the weights; those that a model has.
constexpr const char* kSmallFiles[] = {
    "config.json",           "generation_config.json", "preprocessor_config.json", "tokenizer.json",
    "tokenizer_config.json", "spiece.model",           "special_tokens_map.json"};

std::string text_of(const json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// "cc-by-nc-4.0", "apache-2.0, mit", "stability-community: https://...".
std::string licence_of(const json& model) {
  const auto card = model.find("cardData");
  if (card == model.end() || !card->is_object() || !card->contains("license")) return "";
  const json& licence = (*card)["license"];
  std::string text;
  if (licence.is_array()) {
    for (const json& one : licence) {
      if (one.is_string()) text += (text.empty() ? "" : ", ") + one.get<std::string>();
    }
  } else if (licence.is_string()) {
    text = licence.get<std::string>();
  }
  if (text == "other") {
    const std::string name = text_of(*card, "license_name");
    const std::string link = text_of(*card, "license_link");
    if (!name.empty()) text = name;
    if (!link.empty()) text += ": " + link;
  }
  return printable(text);
}

std::string read_answer(HubHttp& http, const HubSettings& settings, const HubId& id,
                        const std::string& url, const std::string& what, size_t limit_bytes) {
  std::string text;
  const HttpAnswer answer = http.get(url, {}, [&](const HttpAnswer&, std::string_view piece) {
    if (text.size() + piece.size() > limit_bytes) {
      fail(ErrorKind::kInput, "hub", "{}: {}: expected at most {} bytes, found more.", id.text(),
           what, limit_bytes);
    }
    text += piece;
  });
  if (answer.status != 200) fail_with_status(answer, settings, id, what);
  return text;
}

HubFile describe(HubHttp& http, const HubSettings& settings, const HubListing& listing,
                 const ListedModel& listed, const std::string& name) {
  const HttpAnswer answer = http.head(file_url(settings, listing, name));
  const bool redirected = answer.status >= 300 && answer.status < 400;
  if (answer.status != 200 && !redirected) fail_with_status(answer, settings, listing.id, name);

  std::string sum = answer.header("x-linked-etag");
  if (sum.empty() && !redirected) sum = answer.header("etag");
  if (sum.starts_with("W/")) sum.erase(0, 2);
  std::erase(sum, '"');
  if (sum.empty() && redirected) {
    fail(ErrorKind::kInput, "hub",
         "{}: {}: expected the hub, found a redirect to {}. Check HF_ENDPOINT.", listing.id.text(),
         name, printable(answer.header("location")));
  }
  if (!is_sum(sum)) {
    fail(ErrorKind::kInput, "hub",
         "{}: {}: expected an ETag that is a SHA-256 or a git SHA-1, found {}. Without it, what "
         "comes cannot be checked.",
         listing.id.text(), name, sum.empty() ? "none" : printable(sum));
  }
  const std::string commit = answer.header("x-repo-commit");
  if (!commit.empty() && commit != listing.commit) {
    fail(ErrorKind::kInput, "hub", "{}: {}: expected commit {}, found {}. Pull again.",
         listing.id.text(), name, listing.commit, printable(commit));
  }
  // A length after compression would be another.
  std::optional<uint64_t> bytes = answer.number("x-linked-size");
  if (!bytes) bytes = listed.bytes_of.at(name);
  if (!bytes && !redirected && answer.header("content-encoding").empty())
    bytes = answer.number("content-length");
  if (!bytes) {
    fail(ErrorKind::kInput, "hub", "{}: {}: expected its size, found none.", listing.id.text(),
         name);
  }
  return {name, sum, *bytes};
}

// The index is read before anything is written, because it says what else belongs to the model.
std::vector<std::string> read_shards(HubHttp& http, const HubSettings& settings,
                                     const HubListing& listing, const ListedModel& listed,
                                     const HubFile& index) {
  const std::string where = listing.id.text() + ": " + index.name;
  const std::string text =
      read_answer(http, settings, listing.id, file_url(settings, listing, index.name), index.name,
                  kIndexLimitBytes);
  const SumKind kind = sum_kind(index.sum);
  if (const std::string found = sum_of_text(text, kind); found != index.sum) {
    fail(ErrorKind::kInput, "hub", "{}: expected {} {}, found {}. Pull again.", where,
         sum_name(kind), index.sum, found);
  }
  std::set<std::string> shards;
  for (const auto& [tensor, shard] : parse_safetensors_index(text, where)) shards.insert(shard);
  if (shards.empty() || shards.size() > kMostShards) {
    fail(ErrorKind::kInput, "hub", "{}: expected 1 to {} shards, found {}.", where, kMostShards,
         shards.size());
  }
  for (const std::string& shard : shards) {
    if (!is_file_name(shard) || !shard.ends_with(".safetensors")) {
      fail(ErrorKind::kInput, "hub", "{}: expected the names of .safetensors files, found {}.",
           where, printable(shard));
    }
    if (!listed.bytes_of.contains(shard)) {
      fail(ErrorKind::kMissing, "hub", "{}: expected {} among the model's files, found none.",
           where, shard);
    }
  }
  return {shards.begin(), shards.end()};
}

}  // namespace

ListedModel parse_listing(std::string_view text, const HubId& id) {
  const bool flat = json_shape(text).depth <= kJsonDepthLimit;
  const json model = flat ? json::parse(text, nullptr, false) : json();
  ListedModel listed;
  if (model.is_object()) listed.commit = text_of(model, "sha");
  const auto files = model.is_object() ? model.find("siblings") : model.end();
  if (!is_commit(listed.commit) || files == model.end() || !files->is_array()) {
    fail(ErrorKind::kInput, "hub",
         "{}: expected a commit and a list of files, found another answer. Check HF_ENDPOINT.",
         id.text());
  }
  listed.licence = licence_of(model);
  for (const json& file : *files) {
    if (!file.is_object()) continue;
    const auto bytes = file.find("size");
    const bool known = bytes != file.end() && bytes->is_number_unsigned();
    listed.bytes_of[text_of(file, "rfilename")] =
        known ? std::optional(bytes->get<uint64_t>()) : std::nullopt;
  }
  return listed;
}

std::vector<std::string> needed_files(const ListedModel& listed, const HubId& id) {
  if (!listed.bytes_of.contains("config.json")) {
    fail(ErrorKind::kMissing, "hub",
         "{}: expected a config.json among its files, found none. It is no model of transformers.",
         id.text());
  }
  const bool whole = listed.bytes_of.contains(kWeights);
  if (!whole && !listed.bytes_of.contains(kWeightsIndex)) {
    const bool pickled =
        std::any_of(listed.bytes_of.begin(), listed.bytes_of.end(), [](const auto& file) {
          return file.first.ends_with(".bin") || file.first.ends_with(".pt");
        });
    fail(ErrorKind::kMissing, "hub",
         "{}: expected {} or {} among its files, found {}. Only safetensors are read.", id.text(),
         kWeights, kWeightsIndex, pickled ? "pickled weights alone" : "no weights");
  }
  std::vector<std::string> names;
  for (const char* name : kSmallFiles) {
    if (listed.bytes_of.contains(name)) names.emplace_back(name);
  }
  names.emplace_back(whole ? kWeights : kWeightsIndex);
  return names;
}

uint64_t HubListing::bytes() const {
  uint64_t sum = 0;
  for (const HubFile& file : files) sum += file.bytes;
  return sum;
}

std::string file_url(const HubSettings& settings, const HubListing& listing,
                     const std::string& file) {
  return settings.endpoint + "/" + listing.id.model() + "/resolve/" + listing.commit + "/" +
         url_escaped(file);
}

HubListing look_up(HubHttp& http, const HubSettings& settings, const HubId& id) {
  const std::string url = fmt::format("{}/api/models/{}/revision/{}?blobs=true", settings.endpoint,
                                      id.model(), url_escaped(id.revision));
  const ListedModel listed = parse_listing(
      read_answer(http, settings, id, url, "the list of its files", kListingLimitBytes), id);

  HubListing listing{.id = id,
                     .commit = listed.commit,
                     .licence = listed.licence,
                     .page = settings.endpoint + "/" + id.model(),
                     .files = {}};
  for (const std::string& name : needed_files(listed, id))
    listing.files.push_back(describe(http, settings, listing, listed, name));
  if (listing.files.back().name == kWeightsIndex) {
    const HubFile index = listing.files.back();
    for (const std::string& name : read_shards(http, settings, listing, listed, index))
      listing.files.push_back(describe(http, settings, listing, listed, name));
  }
  return listing;
}

}  // namespace continuo
