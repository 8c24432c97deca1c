#include "compose/audio_composer.h"

#include <cmath>
#include <set>
#include <vector>

#include "base/error.h"
#include "base/fingerprint.h"
#include "checkpoint/hf_config.h"
#include "compose/code_writer.h"
#include "dsp/resample.h"

namespace continuo {

namespace {

constexpr double kWindowSeconds = 30;
constexpr double kKeptSeconds = 12;
constexpr int64_t kPieceFrames = 16;  // of codes, decoded together

// The codes of a frame, shared out to channels and turned into 48 kHz stereo as they come.
class CodeRenderer {
 public:
  CodeRenderer(const encodec::Encodec& codec, int codebooks, int channels)
      : codec_(codec),
        channels_(static_cast<size_t>(channels)),
        codes_(channels_),
        resampler_(static_cast<int>(codec.config().sampling_rate), kSampleRateHz, 2) {
    for (int channel = 0; channel < channels; ++channel)
      states_.push_back(codec.start(codebooks / channels, kPieceFrames));
  }

  // Codebook k belongs to channel k mod channels.
  void take(std::span<const int32_t> frame, std::vector<float>& out) {
    for (size_t k = 0; k < frame.size(); ++k) codes_[k % channels_].push_back(frame[k]);
    if (++frames_ == kPieceFrames) say(false, out);
  }
  void finish(std::vector<float>& out) {
    say(true, out);
    resampler_.finish(out);
  }

 private:
  void say(bool last, std::vector<float>& out) {
    sound_.clear();
    for (size_t channel = 0; channel < channels_; ++channel) {
      const std::span<const float> mono =
          codec_.decode(states_[channel], codes_[channel], {.scale = 1, .last = last});
      sound_.resize(2 * mono.size());
      for (size_t i = 0; i < mono.size(); ++i) {
        if (channel == 0) sound_[2 * i] = mono[i];
        if (channel == 1 || channels_ == 1) sound_[2 * i + 1] = mono[i];
      }
      codes_[channel].clear();
    }
    frames_ = 0;
    resampler_.push(sound_, out);
  }

  const encodec::Encodec& codec_;
  size_t channels_;
  std::vector<encodec::DecodeState> states_;
  std::vector<std::vector<int32_t>> codes_;  // by channel, not yet decoded
  int64_t frames_ = 0;
  std::vector<float> sound_;
  Resampler resampler_;
};

// Of all files that decide what is written, in a fixed order.
std::string folder_fingerprint(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    const std::string name = entry.path().filename().string();
    if (extension == ".safetensors" || name == "config.json" || name == "spiece.model" ||
        name == "tokenizer.json")
      files.insert(entry.path());
  }
  std::string parts;
  for (const auto& file : files) parts += file.filename().string() + file_fingerprint(file);
  return fingerprint({reinterpret_cast<const uint8_t*>(parts.data()), parts.size()});
}

}  // namespace

bool AudioComposer::can_load(const std::filesystem::path& folder) {
  const HfConfig config = HfConfig::open(folder);
  if (!config.has("audio_encoder")) return false;
  const HfConfig codec = config.object("audio_encoder");
  return codec.has("model_type") && codec.text("model_type") == "encodec";
}

AudioComposer::AudioComposer(const std::filesystem::path& folder, ThreadPool& pool)
    : fingerprint_(folder_fingerprint(folder)),
      tokenizer_(folder / "spiece.model"),
      model_(musicgen::MusicGen::load(folder, {.linear = DType::kQ8_0, .pool = pool})),
      codec_(encodec::Encodec::load(
          folder, {.formats = {.convolutions = DType::kBf16, .lstm = DType::kQ8_0},
                   .encoder = false,
                   .pool = pool})),
      channels_(static_cast<int>(model_.config().decoder.audio_channels)),
      pattern_(musicgen_delays(static_cast<int>(model_.config().decoder.num_codebooks), channels_),
               model_.config().decoder.special_code()) {
  if (codec_.config().audio_channels != 1) {
    fail(ErrorKind::kInput, "composer", "{}: expected a codec of one channel, found {}.",
         folder.string(), codec_.config().audio_channels);
  }
}

Stereo AudioComposer::compose(std::string_view prompt, double seconds,
                              const AudioSettings& settings, const OnAudio& on_audio) const {
  const auto frames = static_cast<int64_t>(std::ceil(seconds * frame_rate() - 1e-9));
  if (frames < 1) fail(ErrorKind::kUsage, "composer", "expected a length over 0 s.");
  std::vector<musicgen::Condition> rows = {model_.encode(tokenizer_.encode(prompt))};
  if (settings.sampling.guidance != 1.0) rows.push_back(model_.null());
  CodeWriter writer(model_, std::move(rows), pattern_,
                    {.frames = frames,
                     .window_frames = std::lround(kWindowSeconds * frame_rate()),
                     .kept_frames = std::lround(kKeptSeconds * frame_rate()),
                     .prompt = {},
                     .sampling = settings.sampling,
                     .seed = settings.seed});
  CodeRenderer renderer(codec_, pattern_.codebooks(), channels_);
  Stereo sound;
  for (auto frame = writer.next(); !frame.empty(); frame = writer.next()) {
    renderer.take(frame, sound.samples);
    const auto done = static_cast<double>(writer.frames_written()) / frame_rate();
    if (!on_audio({done, static_cast<double>(frames) / frame_rate()})) break;
  }
  renderer.finish(sound.samples);
  return sound;
}

}  // namespace continuo
