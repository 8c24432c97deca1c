#include "models/musicgen/quantise.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/gguf_writer.h"
#include "models/musicgen/config.h"
#include "nn/weight_norm.h"

namespace continuo::musicgen {

namespace fs = std::filesystem;

namespace {

constexpr uint64_t kSpareBytes = uint64_t{16} << 20;
constexpr int64_t kNarrow = 4;  // channels that convolutions compute in f32 whatever is asked

// A convolution's weight in two parts (nn/weight_norm.h), the one that has its shape.
constexpr std::string_view kDirections[] = {"parametrizations.weight.original1", "weight_v"};
constexpr std::string_view kLengths[] = {"parametrizations.weight.original0", "weight_g"};

bool ends_with_any(std::string_view name, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// "a.b.conv." of "a.b.conv.parametrizations.weight.original1".
std::string without(std::string_view name, std::span<const std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - ending.size()));
  }
  return std::string(name);
}

struct Item {
  GgufPlace place;
  std::string source;  // its name in the folder; of a folded weight that of its direction
  bool folded = false;
};

std::vector<Item> items_of(const TensorSource& source, DType to) {
  const std::vector<std::string> names = source.names();
  const bool shared =
      std::find(names.begin(), names.end(), "text_encoder.shared.weight") != names.end();
  std::vector<Item> items;
  for (const std::string& name : names) {
    const bool codec = name.starts_with("audio_encoder.");
    if (codec && ends_with_any(name, kLengths)) continue;
    if (shared && name == "text_encoder.encoder.embed_tokens.weight") continue;
    Item item;
    item.source = name;
    item.folded = codec && ends_with_any(name, kDirections);
    item.place.name = item.folded ? without(name, kDirections) + "weight" : name;
    item.place.shape = source.find(name).shape();
    const std::optional<DType> type = stored_format(item.place.name, item.place.shape, to);
    if (!type) continue;
    item.place.type = *type;
    items.push_back(std::move(item));
  }
  return items;
}

// Sums over what was rounded to one format.
struct Squares {
  double errors = 0;   // squared
  double numbers = 0;  // squared
};

// Rows shared out in parts: their copies in `type`, and what that cost.
Tensor rounded(const Tensor& tensor, DType type, ThreadPool& pool, Squares& sums) {
  if (tensor.dtype() == type) return tensor;
  Tensor out = Tensor::zeros(tensor.shape(), type);
  auto* to = static_cast<uint8_t*>(out.mutable_data());
  const int64_t rows = tensor[0];
  const int64_t parts = std::min<int64_t>(rows, 64);
  std::vector<Squares> parts_sums(static_cast<size_t>(parts));
  share_out(parts, &pool, [&](int64_t part) {
    const int64_t begin = rows * part / parts, count = rows * (part + 1) / parts - begin;
    const Tensor given = tensor.slice(begin, count);
    const Tensor short_form = given.to(type);
    const int64_t values_in_row = tensor.shape().elements() / rows;
    std::memcpy(to + bytes_of(type, begin * values_in_row), short_form.data(), short_form.bytes());
    const Tensor back = short_form.to_f32();
    const Tensor exact = given.dtype() == DType::kF32 ? given : given.to_f32();
    Squares& sum = parts_sums[static_cast<size_t>(part)];
    for (int64_t i = 0; i < back.shape().elements(); ++i) {
      const double value = exact.f32()[i], error = value - back.f32()[i];
      sum.errors += error * error;
      sum.numbers += value * value;
    }
  });
  for (const Squares& part : parts_sums) {
    sums.errors += part.errors;
    sums.numbers += part.numbers;
  }
  return out;
}

Tensor read(const TensorSource& source, const Item& item, ThreadPool& pool) {
  if (!item.folded) return source.find(item.source);
  const std::string base = without(item.source, kDirections);
  const Weights weights(source, &pool);
  const bool whole = std::any_of(std::begin(kLengths), std::end(kLengths), [&](auto ending) {
    return weights.has(base + std::string(ending));
  });
  if (!whole) {
    fail(ErrorKind::kInput, "quantise", "{}: {} has no length beside it.", source.description(),
         item.source);
  }
  return take_normed_weight(weights.scope(base.substr(0, base.size() - 1)), item.place.shape);
}

std::vector<GgufEntry> metadata_of(const Checkpoint& source, const QuantiseOptions& options) {
  constexpr uint32_t kQuantisationVersion = 2;  // of ggml's blocks
  constexpr uint32_t kMostlyQ4 = 2, kMostlyQ8 = 7;
  std::vector<GgufEntry> entries = {
      {"general.architecture", std::string("musicgen")},
      {"general.name", options.name},
      {"general.quantization_version", kQuantisationVersion},
      {"general.file_type", options.to == DType::kQ4_0 ? kMostlyQ4 : kMostlyQ8}};
  if (!options.licence.empty()) entries.push_back({kGgufLicence, options.licence});
  entries.push_back({kGgufConfig, std::string(source.config_text())});
  const Checkpoint::TokenizerFile tokenizer = source.tokenizer();
  if (tokenizer.name.ends_with(".json")) {
    entries.push_back(
        {kGgufTokenizerJson, std::string(tokenizer.bytes.begin(), tokenizer.bytes.end())});
  } else {
    entries.push_back(
        {kGgufSpiece, std::vector<uint8_t>(tokenizer.bytes.begin(), tokenizer.bytes.end())});
  }
  entries.push_back({kGgufSource, source.fingerprint()});
  return entries;
}

void expect_room(const fs::path& file, uint64_t bytes, const QuantiseOptions& options) {
  const fs::path folder = fs::absolute(file).parent_path();
  const uint64_t free = options.free_bytes(folder);
  if (free >= bytes + kSpareBytes) return;
  fail(ErrorKind::kIo, "quantise",
       "{}: expected {} free, found {}. Make room, or name another place with --output.",
       folder.string(), bytes_text(bytes + kSpareBytes), bytes_text(free));
}

}  // namespace

std::optional<DType> stored_format(std::string_view name, const Shape& shape, DType to) {
  const auto in_blocks = [&](DType type) {
    return shape.last() % kBlockValues == 0 ? type : DType::kBf16;
  };
  if (name.starts_with("audio_encoder.quantizer."))
    return name.ends_with(".embed") ? std::optional(DType::kF32) : std::nullopt;
  if (name.starts_with("decoder.model.decoder.embed_positions.")) return std::nullopt;
  if (name.starts_with("audio_encoder.decoder.")) {
    if (shape.rank() == 3) return shape[0] <= kNarrow ? DType::kF32 : DType::kBf16;
    return shape.rank() == 2 ? in_blocks(DType::kQ8_0) : DType::kF32;
  }
  if (shape.rank() != 2 || name.ends_with("relative_attention_bias.weight")) return DType::kF32;
  if (name.starts_with("text_encoder.")) return in_blocks(DType::kQ8_0);
  if (name.starts_with("enc_to_dec_proj.")) return DType::kBf16;
  if (!name.starts_with("decoder.")) return DType::kF32;
  return name.find(".embed_tokens.") == name.npos ? in_blocks(to) : DType::kBf16;
}

QuantiseReport quantise(const Checkpoint& source, const fs::path& file,
                        const QuantiseOptions& options) {
  if (!is_block_format(options.to)) {
    fail(ErrorKind::kUsage, "quantise", "expected q8_0 or q4_0, found {}.", name_of(options.to));
  }
  if (!fs::is_directory(source.path())) {
    fail(ErrorKind::kUsage, "quantise",
         "{}: is a GGUF file already. Quantise the folder that it was made of.",
         source.path().string());
  }
  const Config config = read_config(source.config());
  if (config.parameters() > source.tensors().elements()) {
    fail(ErrorKind::kInput, "quantise",
         "{}: the config describes {} parameters, the tensors are {}.", source.path().string(),
         config.parameters(), source.tensors().elements());
  }
  const std::vector<Item> items = items_of(source.tensors(), options.to);
  std::vector<GgufPlace> places;
  for (const Item& item : items) places.push_back(item.place);
  GgufWriter writer(file, metadata_of(source, options), std::move(places));
  expect_room(file, writer.bytes(), options);

  Squares sums;
  for (const Item& item : items) {
    if (!options.go_on(writer.written(), writer.bytes())) {
      fail(ErrorKind::kCancelled, "quantise", "{}: stopped; nothing was written.", file.string());
    }
    Squares of_others;
    const bool counted = item.place.type == options.to && item.source.starts_with("decoder.");
    writer.add(rounded(read(source.tensors(), item, options.pool), item.place.type, options.pool,
                       counted ? sums : of_others));
  }
  writer.finish();
  return {source.bytes(), writer.bytes(),
          sums.numbers == 0 ? 0 : std::sqrt(sums.errors / sums.numbers)};
}

}  // namespace continuo::musicgen
