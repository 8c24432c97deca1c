#include "speed/piece_times.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/stopwatch.h"
#include "compose/audio_composer.h"
#include "compose/sound_codes.h"

namespace continuo {

namespace {

// Adds the time that something takes to a sum.
template <class Work>
auto timed(double& sum_ms, Work work) {
  const Stopwatch watch;
  auto result = work();
  sum_ms += watch.ms();
  return result;
}

}  // namespace

PieceTimes time_piece(const musicgen::MusicGen& model, const encodec::Encodec& codec,
                      std::span<const int32_t> words, int64_t frames, Until until,
                      const OnSpeed& on_speed) {
  const musicgen::DecoderConfig& decoder = model.config().decoder;
  const auto codebooks = static_cast<int>(decoder.num_codebooks);
  const auto channels = static_cast<int>(decoder.audio_channels);
  const DelayPattern pattern(musicgen_delays(codebooks, channels), decoder.special_code());
  CodeRequest request;
  request.frames = frames;
  request.sampling = kCodeSampling;
  request.window_frames =
      std::min(request.window_frames, decoder.max_position_embeddings - pattern.rows_of(0));
  request.kept_frames = request.window_frames * 2 / 5;

  PieceTimes times;
  std::vector<float> sound;
  const Stopwatch whole;
  const musicgen::Condition condition = timed(times.text_ms, [&] { return model.encode(words); });
  CodeRenderer renderer(codec, codebooks, channels);
  CodeWriter writer = timed(times.decoder_ms, [&] {
    return CodeWriter(model, {condition, model.null()}, pattern, request);
  });
  while (true) {
    const auto frame = timed(times.decoder_ms, [&] { return writer.next(); });
    if (frame.empty()) break;
    ++times.frames;
    timed(times.codec_ms, [&] {
      renderer.take(frame, sound);
      return true;
    });
    if (times.first_sound_frames == 0 && !sound.empty()) {
      times.first_sound_ms = whole.ms();
      times.first_sound_frames = times.frames;
      if (until == Until::kFirstSound) break;
    }
    on_speed(until == Until::kEnd ? "a whole piece" : "first sound",
             static_cast<double>(times.frames) / static_cast<double>(frames));
  }
  if (until == Until::kEnd) {
    timed(times.codec_ms, [&] {
      renderer.finish(sound);
      return true;
    });
  }
  times.total_ms = whole.ms();
  if (times.first_sound_frames == 0) {
    times.first_sound_ms = times.total_ms;
    times.first_sound_frames = times.frames;
  }
  times.sample_frames = static_cast<int64_t>(sound.size() / 2);
  if (!std::all_of(sound.begin(), sound.end(), [](float x) { return std::isfinite(x); }))
    fail(ErrorKind::kInternal, "bench", "the sound is not finite.");
  return times;
}

}  // namespace continuo
