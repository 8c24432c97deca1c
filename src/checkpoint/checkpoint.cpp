#include "checkpoint/checkpoint.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "base/text.h"
#include "checkpoint/gguf.h"
#include "checkpoint/hub_cache.h"
#include "checkpoint/safetensors.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSpieceName = "spiece.model";
constexpr const char* kJsonName = "tokenizer.json";
constexpr size_t kConfigLimitBytes = size_t{4} << 20;

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

struct Checkpoint::Content {
  fs::path path;
  std::string config_text;
  std::optional<HfConfig> config;
  std::unique_ptr<const TensorSource> tensors;
  std::vector<std::shared_ptr<const MappedFile>> files;  // of the weights
  std::shared_ptr<const MappedFile> tokenizer_file;      // where it is a file of its own
  TokenizerFile tokenizer;                               // no name where there is none
  std::optional<DType> block_format;
  std::string licence;

  mutable std::once_flag hashed;
  mutable std::string fingerprint;

  void open_folder();
  void open_gguf();
  std::string hash() const;
};

void Checkpoint::Content::open_folder() {
  config_text = read_text(path / "config.json", kConfigLimitBytes);
  config = HfConfig::parse(config_text, (path / "config.json").string());
  auto weights = std::make_unique<Safetensors>(Safetensors::open(path));
  files = weights->files();
  tensors = std::move(weights);
  std::error_code ignored;
  for (const char* name : {kSpieceName, kJsonName}) {
    if (!fs::exists(path / name, ignored)) continue;
    tokenizer_file = std::make_shared<const MappedFile>(path / name);
    tokenizer = {name, tokenizer_file->bytes()};
    break;
  }
  licence = licence_of_folder(path);
}

void Checkpoint::Content::open_gguf() {
  auto gguf = std::make_unique<Gguf>(Gguf::open(path));
  const auto text = gguf->text(kGgufConfig);
  if (!text) {
    fail(ErrorKind::kInput, "checkpoint",
         "{}: expected {} in it, as in files that continuo quantise makes; it is of the "
         "architecture {}.",
         path.string(), kGgufConfig,
         printable(gguf->text("general.architecture").value_or("unknown")));
  }
  config_text = *text;
  config = HfConfig::parse(config_text, fmt::format("{}: {}", path.string(), kGgufConfig));
  const std::array<std::pair<const char*, const char*>, 2> kinds = {
      {{kGgufSpiece, kSpieceName}, {kGgufTokenizerJson, kJsonName}}};
  for (const auto& [key, name] : kinds) {
    const auto bytes = gguf->bytes(key);
    if (bytes && tokenizer.name.empty()) tokenizer = {name, *bytes};
  }
  block_format = gguf->block_format();
  licence = printable(gguf->text(kGgufLicence).value_or(""));
  files = {gguf->file()};
  tensors = std::move(gguf);
}

// Each part's, one after the other. In a GGUF file config and tokenizer count twice.
std::string Checkpoint::Content::hash() const {
  std::string parts = continuo::fingerprint(bytes_of(config_text));
  for (const auto& file : files) parts += continuo::fingerprint(file->bytes());
  parts += continuo::fingerprint(tokenizer.bytes);
  return continuo::fingerprint(bytes_of(parts));
}

bool Checkpoint::is_at(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return fs::exists(path / "config.json", ignored);
  return path.extension() == ".gguf" && fs::is_regular_file(path, ignored);
}

Checkpoint Checkpoint::open(const fs::path& path) {
  auto content = std::make_shared<Content>();
  content->path = path;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    content->open_folder();
  } else {
    content->open_gguf();
  }
  return Checkpoint(content);
}

const fs::path& Checkpoint::path() const { return content_->path; }
std::string_view Checkpoint::config_text() const { return content_->config_text; }
const HfConfig& Checkpoint::config() const { return *content_->config; }
const TensorSource& Checkpoint::tensors() const { return *content_->tensors; }
std::optional<DType> Checkpoint::block_format() const { return content_->block_format; }

// The hub has names of its own for licences.
std::string Checkpoint::licence() const {
  std::string licence = content_->licence;
  if (licence.empty() && hub_name().starts_with("facebook/musicgen")) licence = "cc-by-nc-4.0";
  if (licence.starts_with("cc-") || licence == "mit")
    std::transform(licence.begin(), licence.end(), licence.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return licence == "apache-2.0" ? "Apache-2.0" : licence;
}

std::string Checkpoint::hub_name() const { return hub_name_of(content_->path); }

uint64_t Checkpoint::bytes() const {
  uint64_t bytes = 0;
  for (const auto& file : content_->files) bytes += file->bytes().size();
  return bytes;
}

Checkpoint::TokenizerFile Checkpoint::tokenizer() const {
  if (content_->tokenizer.name.empty()) {
    fail(ErrorKind::kMissing, "tokenizer",
         "{}: expected spiece.model or tokenizer.json, found none.", content_->path.string());
  }
  return content_->tokenizer;
}

const std::string& Checkpoint::fingerprint() const {
  tokenizer();
  std::call_once(content_->hashed, [this] { content_->fingerprint = content_->hash(); });
  return content_->fingerprint;
}

}  // namespace continuo
