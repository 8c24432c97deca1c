#include "serve/wav_facts.h"

#include <ebur128.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>

#include "base/error.h"

namespace continuo {

namespace {

constexpr size_t kPieceFrames = 16384;

struct MeterDeleter {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

}  // namespace

WavFacts wav_facts(const std::filesystem::path& path) {
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info),
                                                         sf_close);
  if (!file || info.channels != 2 || info.samplerate < 1000 || info.frames < 1) {
    fail(ErrorKind::kInput, "shelf", "{}: expected a stereo sound file.", path.filename().string());
  }
  const std::unique_ptr<ebur128_state, MeterDeleter> meter(
      ebur128_init(2, static_cast<unsigned long>(info.samplerate), EBUR128_MODE_I));
  if (!meter) throw std::bad_alloc();

  const auto frames = static_cast<size_t>(info.frames);
  WavFacts facts;
  facts.seconds = static_cast<double>(frames) / info.samplerate;
  facts.peaks.assign(kTakePeaks, {0.0f, 0.0f});
  std::vector<float> piece(2 * kPieceFrames);
  size_t at = 0;
  while (at < frames) {
    const sf_count_t got = sf_readf_float(file.get(), piece.data(), kPieceFrames);
    if (got <= 0) break;
    ebur128_add_frames_float(meter.get(), piece.data(), static_cast<size_t>(got));
    for (size_t i = 0; i < static_cast<size_t>(got); ++i, ++at) {
      auto& [least, most] = facts.peaks[std::min(at * kTakePeaks / frames, kTakePeaks - 1)];
      least = std::min({least, piece[2 * i], piece[2 * i + 1]});
      most = std::max({most, piece[2 * i], piece[2 * i + 1]});
    }
  }
  double lufs = 0;
  if (ebur128_loudness_global(meter.get(), &lufs) == EBUR128_SUCCESS && std::isfinite(lufs))
    facts.lufs = lufs;
  return facts;
}

}  // namespace continuo
