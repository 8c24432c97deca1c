#include "compose/stems.h"

#include <algorithm>
#include <cmath>
#include <system_error>

#include "base/error.h"
#include "compose/loop.h"
#include "dsp/stereo.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr size_t kPieceFrames = 16384;

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
  return fmt::format("{:02}-{}-{}", part + 1, plain(role_name(named.role)),
                     plain(instrument(named.program).name));
}

PlayStem stems_of_score(const Score& score, SoundfontRenderer& renderer, bool loop) {
  const auto play = [&score, &renderer](size_t part, const StemPiece& piece) {
    renderer.begin(score.plan, score.parts.at(part).program);
    renderer.finish(score);
    std::vector<float> samples(2 * kPieceFrames);
    while (!renderer.done()) {
      const size_t got = renderer.pull(samples);
      if (!piece(std::span<const float>(samples).first(2 * got))) return;
    }
  };
  if (!loop) return play;
  return [&score, play](size_t part, const StemPiece& piece) {
    Stereo whole;
    play(part, [&](std::span<const float> samples) {
      whole.samples.insert(whole.samples.end(), samples.begin(), samples.end());
      return true;
    });
    piece(folded(whole, loop_frames(score)).samples);
  };
}

void render_stem(const PlayStem& play, size_t part, std::span<const float> gains,
                 const std::function<void(std::span<const float>)>& piece) {
  size_t at = 0;  // samples that were given out
  const size_t end = 2 * gains.size();
  std::vector<float> held;
  held.reserve(2 * kPieceFrames);
  const auto give = [&] {
    piece(held);
    at += held.size();
    held.clear();
  };
  play(part, [&](std::span<const float> samples) {
    for (const float sample : samples) {
      const size_t next = at + held.size();
      if (next == end) break;
      held.push_back(sample * gains[next / 2]);
      if (held.size() == 2 * kPieceFrames) give();
    }
    return at + held.size() < end;
  });
  while (at < end) {
    held.resize(std::min(end - at, 2 * kPieceFrames), 0.0f);
    give();
  }
}

StemFiles::StemFiles(const TakePaths& paths, const Score& score, const PlayStem& play,
                     std::span<const float> gains, const std::atomic<bool>* cancel) {
  const std::string stem = paths.wav.stem().string();
  for (const size_t part : stem_parts(score)) {
    names_.push_back(fmt::format("{}-{}.wav", stem, stem_name(score, part)));
    paths_.push_back(paths.wav.parent_path() / names_.back());
  }
  // Twice at most: once to learn that one clips.
  for (bool clips = true; clips;) {
    const auto lower = static_cast<float>(db_to_gain(-lowered_db_));
    float loudest = 0;
    writers_.clear();
    for (const size_t part : stem_parts(score)) {
      writers_.push_back(std::make_unique<WavWriter>(paths_[writers_.size()]));
      std::vector<float> lowered;
      render_stem(play, part, gains, [&](std::span<const float> samples) {
        if (cancel && cancel->load(std::memory_order_relaxed))
          fail(ErrorKind::kCancelled, "stems", "stopped; nothing was written.");
        lowered.assign(samples.begin(), samples.end());
        for (float& sample : lowered) {
          sample *= lower;
          loudest = std::max(loudest, std::abs(sample));
        }
        writers_.back()->write(lowered);
      });
    }
    clips = loudest > 1;
    if (clips) lowered_db_ += static_cast<int>(std::ceil(gain_to_db(static_cast<double>(loudest))));
  }
}

StemFiles::~StemFiles() {
  if (kept_) return;
  std::error_code ignored;
  for (size_t i = 0; i < committed_; ++i) std::filesystem::remove(paths_[i], ignored);
}

void StemFiles::commit() {
  for (; committed_ < writers_.size(); ++committed_) writers_[committed_]->commit();
}

}  // namespace continuo
