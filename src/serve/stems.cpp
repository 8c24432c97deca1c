#include "serve/stems.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "dsp/stereo.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kPieceFrames = 16384;
constexpr size_t kHeaderBytes = 58;
constexpr size_t kFrameBytes = 2 * sizeof(float);

// RIFF, a format chunk of float, and the chunk of facts that goes with it.
std::array<uint8_t, kHeaderBytes> wav_header(size_t frames) {
  std::array<uint8_t, kHeaderBytes> header{};
  size_t at = 0;
  const auto word = [&](const char* text) {
    std::memcpy(header.data() + at, text, 4);
    at += 4;
  };
  const auto number = [&](uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) header[at++] = static_cast<uint8_t>(value >> (8 * i));
  };
  const uint64_t data = frames * kFrameBytes;
  word("RIFF");
  number(kHeaderBytes - 8 + data, 4);
  word("WAVE");
  word("fmt ");
  number(18, 4);
  number(3, 2);  // IEEE float
  number(2, 2);
  number(kSampleRateHz, 4);
  number(kSampleRateHz * kFrameBytes, 4);
  number(kFrameBytes, 2);
  number(32, 2);
  number(0, 2);
  word("fact");
  number(4, 4);
  number(frames, 4);
  word("data");
  number(data, 4);
  return header;
}

std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) result += c;
    if (!word && !result.empty() && result.back() != '-') result += '-';
  }
  while (result.ends_with('-')) result.pop_back();
  return result;
}

}  // namespace

std::vector<size_t> stem_parts(const Score& score) {
  std::vector<size_t> parts;
  for (size_t i = 0; i < score.parts.size(); ++i) {
    if (!score.parts[i].notes.empty()) parts.push_back(i);
  }
  return parts;
}

std::string stem_name(const Score& score, size_t part) {
  const Part& named = score.parts.at(part);
  return fmt::format("{:02}-{}-{}.wav", part + 1, plain(role_name(named.role)),
                     plain(instrument(named.program).name));
}

PlayStem stems_of_score(const Score& score, SoundfontRenderer& renderer) {
  return [&score, &renderer](size_t part, const StemPiece& piece) {
    renderer.begin(score.plan, score.parts.at(part).program);
    renderer.finish(score);
    std::vector<float> samples(2 * kPieceFrames);
    while (!renderer.done()) {
      const size_t got = renderer.pull(samples);
      if (!piece(std::span<const float>(samples).first(2 * got))) return;
    }
  };
}

PlayStem stems_of_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store) {
  return [&take, store](size_t part, const StemPiece& piece) {
    play_kept(take, store, take.score.parts.at(part).program, piece);
  };
}

void render_stem(const PlayStem& play, size_t part, double gain_db, size_t frames,
                 const std::function<void(std::span<const float>)>& piece) {
  const auto gain = static_cast<float>(db_to_gain(gain_db));
  size_t left = 2 * frames;  // samples
  std::vector<float> held;
  const auto give = [&] {
    piece(held);
    left -= held.size();
    held.clear();
  };
  held.reserve(2 * kPieceFrames);
  play(part, [&](std::span<const float> samples) {
    for (const float sample : samples) {
      if (held.size() == left) break;
      held.push_back(sample * gain);
      if (held.size() == 2 * kPieceFrames) give();
    }
    return held.size() < left;
  });
  // A part may fall silent before the others.
  while (left > 0) {
    held.resize(std::min(left, 2 * kPieceFrames), 0.0f);
    give();
  }
}

void write_stems(const Score& score, const PlayStem& play, double gain_db, size_t frames,
                 ZipStream::Sink sink) {
  if (frames * kFrameBytes + kHeaderBytes > UINT32_MAX) {
    fail(ErrorKind::kInput, "stems", "expected at most 3 hours of sound, found {} sample frames.",
         frames);
  }
  ZipStream zip(std::move(sink));
  for (const size_t part : stem_parts(score)) {
    zip.begin_file(stem_name(score, part), kHeaderBytes + frames * kFrameBytes);
    zip.write(wav_header(frames));
    render_stem(play, part, gain_db, frames, [&](std::span<const float> samples) {
      zip.write({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
    });
  }
  zip.finish();
}

}  // namespace continuo
