#include "models/encodec/config.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/error.h"

namespace continuo::encodec {

namespace {

using Kind = LayerPlan::Kind;

template <class... Args>
[[noreturn]] void refuse(const HfConfig& config, const char* field,
                         fmt::format_string<Args...> text, Args&&... args) {
  fail(ErrorKind::kInput, "config", "{}: {}", config.path_of(field),
       fmt::format(text, std::forward<Args>(args)...));
}

// Which of two texts a field holds: whether it is the first.
bool is_first(const HfConfig& config, const char* field, const char* first, const char* second) {
  const std::string found = config.text(field);
  if (found != first && found != second)
    refuse(config, field, "expected {} or {}, found {}.", first, second, found);
  return found == first;
}

ConvPadding read_padding(const HfConfig& config) {
  ConvPadding padding;
  padding.causal = config.boolean("use_causal_conv");
  padding.padding =
      is_first(config, "pad_mode", "reflect", "constant") ? Padding::kReflect : Padding::kZeros;
  padding.trim_right = config.number("trim_right_ratio", 0, 1);
  if (!padding.causal && padding.trim_right != 1)
    refuse(config, "trim_right_ratio", "expected 1 without use_causal_conv, found {}.",
           padding.trim_right);
  return padding;
}

void read_chunks(const HfConfig& config, Config& read) {
  if (!config.has("chunk_length_s")) return;
  const double seconds = config.number("chunk_length_s", 1e-3, 600);
  const double overlap = config.number("overlap", 0, 0.99);
  read.chunk_length = static_cast<int64_t>(seconds * static_cast<double>(read.sampling_rate));
  read.chunk_stride = std::max<int64_t>(
      1, static_cast<int64_t>((1.0 - overlap) * static_cast<double>(read.chunk_length)));
  if (read.chunk_length < 1) refuse(config, "chunk_length_s", "expected a sample or more.");
}

int64_t parameters_of(const LayerPlan& layer, const Config& config) {
  const auto& [I, O, K, stride, dilation] = layer.sizes;
  const int64_t norm = config.time_norm ? 2 : 0;  // a gain and a bias for each channel
  switch (layer.kind) {
    case Kind::kConvolution:
    case Kind::kTransposed:
      return I * O * K + O * (1 + norm);
    case Kind::kResidual: {
      const int64_t inner = I / config.compress;
      const int64_t shortcut = config.conv_shortcut ? I * I + I * (1 + norm) : 0;
      return I * inner * (K + 1) + (inner + I) * (1 + norm) + shortcut;
    }
    case Kind::kLstm:
      return config.num_lstm_layers * (8 * I * I + 8 * I);
  }
  return 0;
}

}  // namespace

Config read_config(const HfConfig& config) {
  if (const std::string type = config.text("model_type"); type != "encodec")
    refuse(config, "model_type", "expected encodec, found {}.", type);
  Config read{};
  read.sampling_rate = config.integer("sampling_rate", 1, 1'000'000);
  read.audio_channels = config.integer("audio_channels", 1, 2);
  read.hidden_size = config.integer("hidden_size", 1, 1 << 13);
  read.num_filters = config.integer("num_filters", 1, 1 << 10);
  read.num_residual_layers = config.integer("num_residual_layers", 0, 16);
  read.upsampling_ratios = config.integers("upsampling_ratios", 1, 64, 8);
  read.kernel_size = config.integer("kernel_size", 1, 255);
  read.last_kernel_size = config.integer("last_kernel_size", 1, 255);
  read.residual_kernel_size = config.integer("residual_kernel_size", 1, 255);
  read.dilation_growth_rate = config.integer("dilation_growth_rate", 1, 16);
  read.compress = config.integer("compress", 1, read.num_filters);
  read.num_lstm_layers = config.integer("num_lstm_layers", 1, 16);
  read.codebook_size = config.integer("codebook_size", 2, 1 << 16);
  read.target_bandwidths = config.numbers("target_bandwidths", 1e-3, 1e4, 64);
  read.padding = read_padding(config);
  read.time_norm = !is_first(config, "norm_type", "weight_norm", "time_group_norm");
  // Files from before the field was thought of have the convolution.
  read.conv_shortcut = !config.has("use_conv_shortcut") || config.boolean("use_conv_shortcut");
  read.normalize = config.boolean("normalize");
  read_chunks(config, read);

  if (config.has("codebook_dim") &&
      config.integer("codebook_dim", 1, 1 << 20) != read.hidden_size) {
    refuse(config, "codebook_dim", "expected hidden_size, {}.", read.hidden_size);
  }
  if (!std::has_single_bit(static_cast<uint64_t>(read.codebook_size)))
    refuse(config, "codebook_size", "expected a power of 2, found {}.", read.codebook_size);
  if (read.num_filters << read.upsampling_ratios.size() > 1 << 14 || read.hop() > 1 << 16) {
    refuse(config, "upsampling_ratios",
           "expected at most {} channels and a hop of {}, found {} and {}.", 1 << 14, 1 << 16,
           read.num_filters << read.upsampling_ratios.size(), read.hop());
  }
  // What a convolution hears is what a sound in the making has to be remembered of.
  const double widest = std::pow(static_cast<double>(read.dilation_growth_rate),
                                 static_cast<double>(read.num_residual_layers));
  if (widest > 4096 || widest * static_cast<double>(read.residual_kernel_size) > 16384) {
    refuse(config, "num_residual_layers",
           "expected dilations up to 4096 of kernels up to 16384 steps, found {} layers.",
           read.num_residual_layers);
  }
  if (!std::is_sorted(read.target_bandwidths.begin(), read.target_bandwidths.end()))
    refuse(config, "target_bandwidths", "expected them to ascend.");
  if (read.num_quantizers() < 1 || read.num_quantizers() > 256) {
    refuse(config, "target_bandwidths", "expected 1 to 256 codebooks of {} entries, found {}.",
           read.codebook_size, read.num_quantizers());
  }
  return read;
}

int64_t Config::hop() const {
  int64_t product = 1;
  for (const int64_t ratio : upsampling_ratios)
    product = std::min<int64_t>(product * ratio, 1 << 24);
  return product;
}

int64_t Config::frame_rate() const { return (sampling_rate + hop() - 1) / hop(); }

int64_t Config::num_quantizers() const {
  const int64_t bits = std::bit_width(static_cast<uint64_t>(codebook_size)) - 1;
  const auto rate = static_cast<double>(frame_rate() * bits);
  return static_cast<int64_t>(std::floor(1000 * target_bandwidths.back() / rate));
}

int64_t Config::codebooks_for(double kbit_per_s) const {
  const int64_t bits = std::bit_width(static_cast<uint64_t>(codebook_size)) - 1;
  const double paid = std::floor(kbit_per_s * 1000 / static_cast<double>(frame_rate() * bits));
  return static_cast<int64_t>(std::clamp(paid, 1.0, static_cast<double>(num_quantizers())));
}

std::vector<LayerPlan> Config::encoder_layers() const {
  std::vector<LayerPlan> layers;
  int index = 0;
  int64_t width = num_filters;
  layers.push_back({Kind::kConvolution, index++, {audio_channels, width, kernel_size, 1, 1}});
  for (auto ratio = upsampling_ratios.rbegin(); ratio != upsampling_ratios.rend(); ++ratio) {
    for (int64_t j = 0, dilation = 1; j < num_residual_layers;
         ++j, dilation *= dilation_growth_rate)
      layers.push_back(
          {Kind::kResidual, index++, {width, width, residual_kernel_size, 1, dilation}});
    ++index;
    layers.push_back(
        {Kind::kConvolution, index++, {width, 2 * width, 2 * *ratio, *ratio, 1}, true});
    width *= 2;
  }
  layers.push_back({Kind::kLstm, index++, {width, width, 1, 1, 1}});
  ++index;
  layers.push_back(
      {Kind::kConvolution, index++, {width, hidden_size, last_kernel_size, 1, 1}, true});
  return layers;
}

std::vector<LayerPlan> Config::decoder_layers() const {
  std::vector<LayerPlan> layers;
  int index = 0;
  int64_t width = num_filters << upsampling_ratios.size();
  layers.push_back({Kind::kConvolution, index++, {hidden_size, width, kernel_size, 1, 1}});
  layers.push_back({Kind::kLstm, index++, {width, width, 1, 1, 1}});
  for (const int64_t ratio : upsampling_ratios) {
    ++index;
    layers.push_back({Kind::kTransposed, index++, {width, width / 2, 2 * ratio, ratio, 1}, true});
    width /= 2;
    for (int64_t j = 0, dilation = 1; j < num_residual_layers;
         ++j, dilation *= dilation_growth_rate)
      layers.push_back(
          {Kind::kResidual, index++, {width, width, residual_kernel_size, 1, dilation}});
  }
  ++index;
  layers.push_back(
      {Kind::kConvolution, index++, {width, audio_channels, last_kernel_size, 1, 1}, true});
  return layers;
}

int64_t Config::parameters() const {
  int64_t sum = num_quantizers() * codebook_size * hidden_size;
  for (const auto& layers : {encoder_layers(), decoder_layers()}) {
    for (const LayerPlan& layer : layers) sum += parameters_of(layer, *this);
  }
  return sum;
}

}  // namespace continuo::encodec
