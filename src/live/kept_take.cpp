#include "live/kept_take.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <span>

#include "base/error.h"
#include "base/files.h"
#include "base/fingerprint.h"
#include "dsp/denormals.h"
#include "dsp/loudness.h"
#include "dsp/wav.h"
#include "score/instrument.h"
#include "score/midi_file.h"
#include "synth/event_synth.h"

namespace continuo {

namespace {

constexpr size_t kTailBlocks = 4 * kSampleRateHz / EventSynth::kBlockFrames;
constexpr size_t kFadeBlocks = kTailBlocks / 3;
constexpr float kInaudible = 1e-5f;
constexpr size_t kQuietBlocks = kSampleRateHz / 20 / EventSynth::kBlockFrames;

// The bars' sections, with as many bars as were heard of each.
std::vector<Section> sections_of(const std::vector<Bar>& bars) {
  std::vector<Section> sections;
  int last_in_section = 0;
  for (const Bar& bar : bars) {
    const bool same =
        !sections.empty() && sections.back().kind == bar.section &&
        sections.back().intensity == bar.intensity && sections.back().dynamics == bar.dynamics &&
        sections.back().bars < kMaxSectionBars && bar.bar_in_section > last_in_section;
    if (same || sections.size() == kMaxSections) {
      ++sections.back().bars;
    } else {
      sections.push_back({bar.section, 1, bar.intensity, bar.dynamics});
    }
    last_in_section = bar.bar_in_section;
  }
  return sections;
}

std::vector<int> programs_of(const std::vector<SoundEvent>& events) {
  std::set<int> programs;
  for (const SoundEvent& event : events) {
    if (event.kind == SoundEventKind::kSeat) programs.insert(event.program);
  }
  return {programs.begin(), programs.end()};
}

// Lets go of all that still sounds.
void end_notes(KeptTake& take) {
  std::map<std::pair<int, int>, bool> sounding;
  for (const SoundEvent& event : take.events) {
    if (event.kind == SoundEventKind::kNoteOn) sounding[{event.program, event.a}] = true;
    if (event.kind == SoundEventKind::kNoteOff) sounding[{event.program, event.a}] = false;
  }
  for (const auto& [note, sounds] : sounding) {
    if (!sounds) continue;
    take.events.push_back({.block = take.end_block,
                           .kind = SoundEventKind::kNoteOff,
                           .program = note.first,
                           .a = note.second});
  }
}

}  // namespace

KeptTake cut_take(const std::vector<History::PlayedBar>& played_bars, uint64_t now_block) {
  if (played_bars.empty()) {
    fail(ErrorKind::kUsage, "keep", "nothing has been played yet that could be kept.");
  }
  // As many as a plan holds, the latest.
  const size_t most = std::min<size_t>(played_bars.size(), kMaxPlanBars);
  const std::span<const History::PlayedBar> bars = std::span(played_bars).last(most);
  KeptTake take;
  take.score.plan = bars.back().plan;
  int start = 0;
  const uint64_t first = bars.front().block;
  take.events = bars.front().state;
  for (SoundEvent& event : take.events) event.block = 0;
  for (const History::PlayedBar& played : bars) {
    Bar bar = played.bar;
    bar.start = start;
    for (const History::PlayedNote& heard : played.notes) {
      Note note = heard.note;
      note.start += start;
      take.score.part(heard.program, heard.role).notes.push_back(note);
    }
    for (SoundEvent event : played.events) {
      event.block -= first;
      take.events.push_back(event);
    }
    take.score.bars.push_back(bar);
    start = bar.end();
  }
  take.end_block = std::max(now_block, first) - first;
  end_notes(take);
  std::vector<PlanPart>& parts = take.score.plan.parts;
  parts.clear();
  tidy(take.score);
  for (const Part& part : take.score.parts) parts.push_back({part.program, part.role});
  if (parts.empty()) parts = bars.back().plan.parts;
  take.score.plan.sections = sections_of(take.score.bars);
  return take;
}

void play_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store,
               std::optional<int> program,
               const std::function<bool(std::span<const float>)>& piece) {
  const FlushDenormals guard;
  EventSynth synth = program ? EventSynth(store, *program, programs_of(take.events), take.mix)
                             : EventSynth(store, take.mix);
  auto event = take.events.begin();
  const uint64_t end = take.end_block + kTailBlocks;
  for (uint64_t block = 0; block < end; ++block) {
    for (; event != take.events.end() && event->block <= block; ++event) synth.play(*event);
    if (block == 0) synth.settle();
    EventSynth::Block samples;
    synth.block(samples);
    if (block + kFadeBlocks >= end) {
      const double left = static_cast<double>(end - block) / static_cast<double>(kFadeBlocks);
      const auto gain = static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * left));
      for (float& sample : samples) sample *= gain;
    }
    if (!piece(samples)) return;
  }
}

Stereo render_kept(KeptTake& take, const std::shared_ptr<SoundfontStore>& store,
                   std::vector<float>* gains, double* gain_db) {
  Stereo sound;
  size_t quiet = 0;
  uint64_t blocks = 0;
  play_kept(take, store, std::nullopt, [&](std::span<const float> samples) {
    float peak = 0;
    for (const float sample : samples) peak = std::max(peak, std::abs(sample));
    quiet = blocks++ > take.end_block && peak < kInaudible ? quiet + 1 : 0;
    sound.samples.insert(sound.samples.end(), samples.begin(), samples.end());
    return quiet < kQuietBlocks;
  });
  const NormaliseResult level =
      normalise_loudness(sound, kTargetLoudness_lufs, kTruePeakCeiling_db, gains);
  if (gain_db != nullptr) *gain_db = level.gain_db;
  take.notes_fingerprint = fingerprint(midi_bytes(take.score));
  const std::span<const float> samples = sound.samples;
  take.audio_fingerprint =
      fingerprint({reinterpret_cast<const uint8_t*>(samples.data()), samples.size_bytes()});
  return sound;
}

void save_take(const TakePaths& paths, const KeptTake& take, const Stereo& sound) {
  const std::string text = recipe_to_json(take);
  const std::vector<uint8_t> midi = midi_bytes(take.score);
  write_wav(sound, paths.wav);
  write_bytes(paths.mid, midi);
  write_text(paths.json, text);
}

}  // namespace continuo
