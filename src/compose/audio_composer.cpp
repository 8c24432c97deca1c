#include "compose/audio_composer.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "compose/model_tokenizer.h"
#include "compose/sound_codes.h"
#include "dsp/chroma.h"

namespace continuo {

namespace {

constexpr double kWindowSeconds = 30;  // what the published models were trained to hear

// The pitch classes of a window's first `moments`: at first the tune as it is, later what it has
// come to by then, round and round.
std::vector<int32_t> tune_at(std::span<const float> tune, double begin_seconds, int64_t moments) {
  // What those moments hear, where the window is not over before.
  const auto heard =
      static_cast<size_t>(moments - 1) * kChromaHop_samples + kChromaWindow_samples / 2 + 1;
  const size_t length = std::min(heard, static_cast<size_t>(kWindowSeconds) * kChromaRate_hz);
  if (begin_seconds <= 0) return pitch_classes(tune.first(std::min(tune.size(), length)));
  const auto begin = static_cast<size_t>(std::llround(begin_seconds * kChromaRate_hz));
  std::vector<float> window(length);
  for (size_t i = 0; i < length; ++i) window[i] = tune[(begin + i) % tune.size()];
  return pitch_classes(window);
}

void expect_fit(const musicgen::DecoderConfig& decoder, const encodec::Config& codec,
                const std::string& folder) {
  if (codec.audio_channels != 1 || codec.normalize || codec.chunk_length > 0) {
    fail(ErrorKind::kInput, "composer",
         "{}: expected a codec of one channel that codes sound whole, without scales.", folder);
  }
  if (decoder.num_codebooks / decoder.audio_channels > codec.num_quantizers() ||
      decoder.vocab_size > codec.codebook_size) {
    fail(ErrorKind::kInput, "composer",
         "{}: the decoder writes {} codebooks of {} codes for {} channels, the codec reads {} of "
         "{} for each.",
         folder, decoder.num_codebooks, decoder.vocab_size, decoder.audio_channels,
         codec.num_quantizers(), codec.codebook_size);
  }
}

}  // namespace

LoadFormats formats_for(const Checkpoint& checkpoint, std::optional<DType> weights) {
  if (weights == DType::kF32) return kExactFormats;
  LoadFormats formats;
  formats.linear = weights.value_or(checkpoint.block_format().value_or(formats.linear));
  return formats;
}

bool AudioComposer::can_load(const Checkpoint& checkpoint) {
  return musicgen::writes_sound(checkpoint.config());
}

bool AudioComposer::can_follow_melody(const Checkpoint& checkpoint) {
  return musicgen::follows_melody(checkpoint.config());
}

AudioComposer::AudioComposer(const std::filesystem::path& path, ThreadPool& pool,
                             const std::optional<LoadFormats>& formats)
    : AudioComposer(Checkpoint::open(path), pool, formats) {}

AudioComposer::AudioComposer(const Checkpoint& checkpoint, ThreadPool& pool,
                             const std::optional<LoadFormats>& formats)
    : checkpoint_(checkpoint),
      formats_(formats.value_or(formats_for(checkpoint))),
      pool_(&pool),
      tokenizer_(tokenizer_of(checkpoint)),
      model_(musicgen::MusicGen::load(
          checkpoint.config(), checkpoint.tensors(),
          {.linear = formats_.linear, .text = formats_.text, .pool = pool})),
      codec_(encodec::Encodec::load(checkpoint.config(), checkpoint.tensors(),
                                    {.formats = formats_.codec, .encoder = false, .pool = pool})),
      channels_(static_cast<int>(model_.config().decoder.audio_channels)),
      pattern_(musicgen_delays(static_cast<int>(model_.config().decoder.num_codebooks), channels_),
               model_.config().decoder.special_code()) {
  expect_fit(model_.config().decoder, codec_.config(), checkpoint.path().string());
}

int64_t AudioComposer::window_frames() const {
  const int64_t most = model_.config().decoder.max_position_embeddings - pattern_.rows_of(0);
  return std::clamp<int64_t>(std::llround(kWindowSeconds * frame_rate()), 1, most);
}

// 12 s of 30.
int64_t AudioComposer::kept_frames() const { return window_frames() * 2 / 5; }

// The encoder is loaded for the one call, in f32: rounded weights would turn codes.
std::vector<int32_t> AudioComposer::codes_of(const Stereo& beginning) const {
  const auto codec = encodec::Encodec::load(checkpoint_.config(), checkpoint_.tensors(),
                                            {.formats = {}, .encoder = true, .pool = *pool_});
  return latest_codes(codec, beginning, pattern_.codebooks(), channels_, kept_frames());
}

ConditionsAt AudioComposer::conditions_of(const AudioWish& wish, double guidance) const {
  const std::vector<int32_t> words = tokenizer_.encode(wish.prompt);
  const auto with_null = [this, guidance](musicgen::Condition given) {
    std::vector<musicgen::Condition> rows = {std::move(given)};
    if (guidance != 1.0) rows.push_back(model_.null());
    return rows;
  };
  if (!wish.melody) {
    return [rows = with_null(model_.encode(words))](int64_t) { return rows; };
  }
  if (!follows_melody()) {
    fail(ErrorKind::kUsage, "composer",
         "{}: this model follows no melody; models of type musicgen_melody do.",
         checkpoint_.path().string());
  }
  const std::vector<float> tune = mixed_down(*wish.melody, kChromaRate_hz);
  if (tune.empty()) fail(ErrorKind::kInput, "composer", "expected a melody, found no sound.");
  return [this, words, with_null, tune](int64_t first_frame) {
    const double seconds = static_cast<double>(first_frame) / frame_rate();
    const std::vector<int32_t> heard = tune_at(tune, seconds, model_.config().chroma_length);
    return with_null(model_.encode_with_melody(words, heard));
  };
}

Stereo AudioComposer::compose(const AudioWish& wish, const AudioSettings& settings,
                              const OnAudio& on_audio) const {
  const auto frames = static_cast<int64_t>(std::ceil(wish.seconds * frame_rate() - 1e-9));
  if (frames < 1) fail(ErrorKind::kUsage, "composer", "expected a length over 0 s.");
  const ConditionsAt conditions = conditions_of(wish, settings.sampling.guidance);
  const std::vector<int32_t> prompt =
      wish.beginning ? codes_of(*wish.beginning) : std::vector<int32_t>{};
  const auto K = static_cast<size_t>(pattern_.codebooks());
  const auto known = static_cast<int64_t>(prompt.size() / K);

  Stereo sound;
  CodeRenderer renderer(codec_, pattern_.codebooks(), channels_);
  for (size_t i = 0; i < prompt.size(); i += K)
    renderer.take(std::span(prompt).subspan(i, K), sound.samples);
  CodeWriter writer(model_, conditions, pattern_,
                    {.frames = known + frames,
                     .window_frames = window_frames(),
                     .kept_frames = kept_frames(),
                     .prompt = prompt,
                     .sampling = settings.sampling,
                     .seed = settings.seed});
  for (auto frame = writer.next(); !frame.empty(); frame = writer.next()) {
    renderer.take(frame, sound.samples);
    const auto done = static_cast<double>(writer.frames_written() - known) / frame_rate();
    if (!on_audio({done, static_cast<double>(frames) / frame_rate()})) break;
  }
  renderer.finish(sound.samples);
  return sound;
}

}  // namespace continuo
