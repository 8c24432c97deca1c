// What is heard in sound against what was written: scores of the band, played by the soundfont, over
// genres, tempos, metres and keys.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "arrange/band.h"
#include "listen/sound_faults.h"
#include "listen/sound_features.h"
#include "listen/sound_onsets.h"
#include "listen/sound_pitch.h"
#include "listen/sound_tempo.h"
#include "score/instrument.h"
#include "synth/soundfont.h"

namespace continuo {
namespace {

// Twenty seconds of one section.
Plan excerpt(Plan plan, double seconds = 20) {
  const double bar_s = 60.0 * plan.metre.bar_ticks() / kTicksPerQuarter / plan.bpm;
  Section section = plan.sections[plan.sections.size() > 1 ? 1 : 0];
  section.bars = std::max(2, static_cast<int>(seconds / bar_s));
  section.intensity = std::max(3, section.intensity);
  plan.sections = {section};
  return plan;
}

Plan with_bass_and_drums(int genre) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Plan plan = random_plan_of_genre(genre, seed);
    const bool bass = std::any_of(plan.parts.begin(), plan.parts.end(),
                                  [](const PlanPart& part) { return part.role == Role::kBass; });
    if (bass && plan.has_part(kDrumKit) && plan.parts.size() > 3) return plan;
  }
  throw std::runtime_error("no band of this genre has bass and drums");
}

class SoundListening : public testing::Test {
 protected:
  Stereo played(const Plan& plan, uint64_t seed = 1) {
    return render(arrange(plan, seed), renderer_);
  }
  SoundfontRenderer renderer_;
};

TEST_F(SoundListening, HearsTempoAndScaleOverGenres) {
  constexpr int kTempos[] = {72, 84, 96, 108, 122, 138, 154};
  const Metre metres_of_test[] = {{4, 4}, {4, 4}, {3, 4}};
  int total = 0, tempo_right = 0, fine = 0, level_right = 0, pitched = 0, key_right = 0;
  double in_scale = 0, in_others = 0, least = 1;
  for (int genre = 1; genre < static_cast<int>(genre_names().size()); ++genre) {
    if (genre_family(genre) != genre) continue;  // a family's kinds sound with its instruments
    Plan plan = random_plan_of_genre(genre, 900 + static_cast<uint64_t>(genre));
    plan.bpm = kTempos[genre % std::size(kTempos)];
    plan.metre = metres_of_test[genre % std::size(metres_of_test)];
    plan.key = {genre * 5 % 12, genre % 2 == 0 ? Mode::kMajor : Mode::kMinor};
    plan = excerpt(plan);
    const Stereo sound = played(plan);
    const auto onsets = sound_onsets(sound);
    const double bpm = sound_tempo(onsets, {plan.bpm * 0.75, plan.bpm * 1.3}).bpm;
    const double free = sound_tempo(onsets).bpm;
    ++total;
    tempo_right += std::abs(bpm / plan.bpm - 1) < 0.02;
    fine += std::abs(bpm / plan.bpm - 1) < 0.005;
    level_right += tempo_relation(plan.bpm, free, 0.02) != TempoRelation::kOther;
    const SoundPitch pitch = sound_pitch(sound);
    const double share = share_in_scale(pitch.classes, plan.key);
    if (genre_names()[static_cast<size_t>(genre)] != "drums") {
      ++pitched;
      in_scale += share;
      least = std::min(least, share);
      for (int up = 1; up < 12; ++up) {
        const Key other{(plan.key.tonic + up) % 12, plan.key.mode};
        in_others += share_in_scale(pitch.classes, other) / 11;
      }
      key_right += share_in_scale(pitch.classes, pitch.key) > share - 0.05;
    }
    fmt::print(
        "{:<16}{} at {}: heard {:.2f} ({:+.2f} %), free {:.1f}; {} {:.0f} % in scale, heard {}\n",
        genre_names()[static_cast<size_t>(genre)], plan.metre.name(), plan.bpm, bpm,
        100 * (bpm / plan.bpm - 1), free, plan.key.name(), 100 * share, pitch.key.name());
  }
  in_scale /= pitched;
  in_others /= pitched;
  fmt::print("tempo within 2 %: {} of {}, within 0.5 %: {}; at some level unaided: {}\n",
             tempo_right, total, fine, level_right);
  fmt::print("in the scale: {:.3f} (least {:.2f}), in others {:.3f}\n", in_scale, least, in_others);
  EXPECT_GE(tempo_right, total * 9 / 10);
  EXPECT_GE(fine, tempo_right - 1);
  EXPECT_GE(level_right, total * 8 / 10);
  EXPECT_GT(in_scale, 0.88);
  EXPECT_LT(in_others, 0.62);
  EXPECT_GE(key_right, pitched * 9 / 10);
}

TEST_F(SoundListening, TellsTemposApartThatAreTwoPerCentApart) {
  Plan plan = random_plan_of_genre(genre_code("house"), 3);
  plan.metre = {4, 4};
  for (const int bpm : {100, 102, 104, 126, 128}) {
    plan.bpm = bpm;
    const double heard =
        sound_tempo(sound_onsets(played(excerpt(plan))), {bpm * 0.75, bpm * 1.3}).bpm;
    EXPECT_NEAR(heard, bpm, 0.3) << bpm;
  }
}

TEST_F(SoundListening, WhatIsPlayedHasNoJoinsAndCutsHave) {
  int found = 0, cuts = 0, joins = 0;
  for (const char* genre : {"ambient", "chamber", "classical piano", "orchestral", "folk"}) {
    const Stereo sound = played(excerpt(random_plan_of_genre(genre_code(genre), 17), 10));
    joins += static_cast<int>(find_joins(sound).size());
    for (int i = 1; i <= 4; ++i) {
      Stereo cut = sound;
      const auto at = cut.samples.begin() + static_cast<ptrdiff_t>(2 * (sound.frames() * i / 5));
      cut.samples.erase(at, at + 2 * 700);
      ++cuts;
      found += find_joins(cut).size() > find_joins(sound).size();
    }
  }
  fmt::print("{} of {} cuts found; {} where nothing was cut\n", found, cuts, joins);
  EXPECT_GE(found, cuts / 2);  // the others fall where a note or a stroke begins, or are small
  EXPECT_LE(joins, 1);
}

// The same music without a part: what should change does, by far more than what should not.
TEST_F(SoundListening, HearsBassAndDrumsGo) {
  for (const char* genre : {"funk", "synth pop", "reggae"}) {
    Plan plan = with_bass_and_drums(genre_code(genre));
    plan.metre = {4, 4};
    const Score score = arrange(excerpt(plan, 12), 2);
    const auto without = [&](Role role) {
      Score less = score;
      for (Part& part : less.parts) {
        if (part.role == role) part.notes.clear();
      }
      return sound_features(render(less, renderer_));
    };
    const SoundFeatures all = sound_features(render(score, renderer_));
    const SoundFeatures no_bass = without(Role::kBass);
    const SoundFeatures no_drums = without(Role::kDrums);
    fmt::print(
        "{:<10} all {:.1f} {:.1f} {:.1f} {:.2f}; no bass {:.1f} {:.1f} {:.1f}; no drums {:.1f} "
        "{:.1f} {:.1f} {:.2f}\n",
        genre, all.low_db, all.bass_db, all.stroke_db, all.stroke_share, no_bass.low_db,
        no_bass.bass_db, no_bass.stroke_db, no_drums.low_db, no_drums.bass_db, no_drums.stroke_db,
        no_drums.stroke_share);
    EXPECT_LT(no_drums.stroke_db, all.stroke_db - 2) << genre;
    EXPECT_LT(no_drums.stroke_share, all.stroke_share - 0.1) << genre;
    EXPECT_LT(no_bass.bass_db, all.bass_db - 4) << genre;
    EXPECT_NEAR(no_bass.stroke_db, all.stroke_db, 2) << genre;
  }
}

}  // namespace
}  // namespace continuo
