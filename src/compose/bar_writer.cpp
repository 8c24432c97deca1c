// Bar by bar, going on from bars that somebody else may have played.
#include <algorithm>

#include "compose/composer.h"
#include "compose/frame_grammar.h"
#include "compose/frame_window.h"
#include "compose/frame_writer.h"
#include "score/instrument.h"

namespace continuo {

namespace {

constexpr uint64_t kBarStream = 3;

// The frames of the plan's first bars as they were played, and the bar line after them.
std::vector<Frame> frames_of(const Plan& plan, const Score& played) {
  Score score = blank_score(plan);
  const size_t bars = std::min(played.bars.size(), score.bars.size() - 1);
  for (const Part& part : played.parts) {
    Part& same = score.part(part.program, part.role);
    for (size_t bar = 0; bar < bars; ++bar) {
      const Bar& from = played.bars[bar];
      const Bar& to = score.bars[bar];
      // What was played in another key is heard from its tonic.
      const int shift =
          part.program == kDrumKit ? 0 : tonic_shift(to.key.tonic) - tonic_shift(from.key.tonic);
      for (Note note : part.notes) {
        if (note.start < from.start || note.start >= from.end()) continue;
        note.start += to.start - from.start;
        note.pitch = std::clamp(note.pitch + shift, 0, 127);
        if (note.start < to.end()) same.notes.push_back(note);
      }
    }
  }
  for (size_t bar = 0; bar < bars; ++bar) {
    const Bar& from = played.bars[bar];
    const int shift = score.bars[bar].key.tonic - from.key.tonic + 12;
    for (Chord chord : played.chords) {
      if (chord.start < from.start || chord.start >= from.end()) continue;
      chord.start += score.bars[bar].start - from.start;
      chord.root = (chord.root + shift) % 12;
      chord.bass = (chord.bass + shift) % 12;
      if (chord.start < score.bars[bar].end()) score.chords.push_back(chord);
    }
  }
  tidy(score);
  const std::vector<Frame> all = encode(score);
  std::vector<Frame> frames;
  size_t lines = 0;
  const auto is_bar = [](const Frame& frame) { return frame[kFieldPart] == kBar; };
  for (auto frame = std::find_if(all.begin(), all.end(), is_bar); frame != all.end(); ++frame) {
    frames.push_back(*frame);
    if (is_bar(*frame) && lines++ == bars) break;
  }
  return frames;
}

}  // namespace

struct BarWriter::Impl {
  Plan plan;
  BodyGrammar grammar;
  Rng rng;
  FrameWindow window;
  Sampling sampling;
  FrameWriter writer;
  size_t line;         // the bar line of the bar in the making
  bool ended = false;  // the grammar's end has come

  Impl(const Composer& composer, std::string_view prompt, const Plan& wanted,
       const ComposeSettings& settings, std::vector<Frame> written)
      : plan(wanted),
        grammar(wanted),
        rng(Rng(settings.seed).fork(kBarStream)),
        window(composer.model_, composer.conditions(prompt, settings.sampling),
               encode_head(without_details(wanted))),
        sampling(settings.sampling),
        writer(window, told(grammar, written), sampling, rng, written),
        line(written.size() - 1) {}

  static FrameGrammar& told(BodyGrammar& grammar, const std::vector<Frame>& written) {
    for (const Frame& frame : written) grammar.begin_frame(frame[kFieldPart]);
    return grammar;
  }

  std::vector<Part> parts_of(std::span<const Frame> frames) const {
    Score score;
    for (const Frame& frame : frames) {
      const int program = frame[kFieldPart];
      if (program > kDrumKit) continue;
      const int pitch =
          program == kDrumKit ? frame[kFieldPitch] : pitch_of(frame[kFieldPitch], plan.key.tonic);
      const auto planned =
          std::find_if(plan.parts.begin(), plan.parts.end(),
                       [&](const PlanPart& part) { return part.program == program; });
      const Role role = planned == plan.parts.end() ? Role::kLead : planned->role;
      score.part(program, role)
          .notes.push_back({frame[kFieldPosition], duration_table()[frame[kFieldDuration]],
                            std::min(pitch, 127), velocity_of(frame[kFieldVelocity])});
    }
    return std::move(score.parts);
  }
};

BarWriter::BarWriter(const Composer& composer, std::string_view prompt, const Plan& plan,
                     const ComposeSettings& settings, const Score& played) {
  check_plan(plan);
  impl_ = std::make_unique<Impl>(composer, prompt, plan, settings, frames_of(plan, played));
}
BarWriter::~BarWriter() = default;
BarWriter::BarWriter(BarWriter&&) noexcept = default;

std::optional<std::vector<Part>> BarWriter::next() {
  Impl& impl = *impl_;
  if (impl.ended) return std::nullopt;
  const auto bar_until = [&](size_t end) {
    const size_t begin = std::exchange(impl.line, end);
    return impl.parts_of(impl.writer.frames().subspan(begin + 1, end - begin - 1));
  };
  while (impl.writer.next()) {
    const std::span<const Frame> frames = impl.writer.frames();
    if (frames.back()[kFieldPart] == kBar) return bar_until(frames.size() - 1);
  }
  impl.ended = true;
  return bar_until(impl.writer.frames().size());
}

}  // namespace continuo
