#include "synth/mix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "score/instrument.h"

namespace continuo {

namespace {

constexpr int kCentre = 64;
constexpr int kWidest = 42;  // off the centre; a hall's width, not a cinema's
constexpr int kLeadAside = 8;

struct Level {
  double volume_db;
  int reverb;
};

// In the order of Role: lead, counter, chords, arpeggio, pad, bass, drums.
constexpr std::array<Level, kRoleCount> kLevels{
    {{0, 42}, {-3, 46}, {-3.5, 38}, {-3.5, 44}, {-6, 60}, {-1, 14}, {2, 22}}};

// Loudness (LUFS) of each program of MuseScore General, sixteen quarters at 120 bpm and velocity 84
// in the middle of its range: synth leads are 15 dB louder than a harpsichord.
constexpr std::array<int, 128> kLoudness{
    -31, -31, -31, -31, -27, -28, -32, -30, -31, -29, -38, -30, -30, -37, -27, -35, -30, -24, -28,
    -28, -28, -30, -28, -28, -29, -32, -27, -23, -32, -27, -26, -24, -25, -24, -25, -25, -29, -27,
    -27, -27, -26, -28, -26, -31, -33, -34, -30, -30, -28, -28, -31, -31, -30, -27, -28, -29, -24,
    -20, -22, -24, -25, -26, -28, -28, -24, -25, -25, -28, -24, -32, -26, -26, -24, -24, -23, -26,
    -25, -24, -22, -21, -24, -24, -22, -21, -21, -19, -25, -23, -26, -37, -23, -24, -25, -28, -27,
    -30, -27, -23, -24, -27, -25, -32, -27, -25, -30, -28, -36, -28, -33, -21, -30, -23, -30, -37,
    -30, -39, -30, -33, -23, -36, -26, -26, -27, -21, -22, -43, -26, -23,
};
constexpr double kOrdinaryLoudness = -27;
// Not all of it: a xylophone is short, and should not be as loud as a trumpet.
constexpr double kEvenedOut = 0.7;
constexpr double kMostEvened = 6;
constexpr double kHeadroomDb = 6;  // of controller 7 at its full value, for the quietest

int controller_of(double db) {
  return static_cast<int>(
      std::lround(127.0 * std::pow(10.0, std::min(0.0, db) / 40.0)));  // as General MIDI says
}

int volume_of(const PlanPart& part) {
  if (part.program == kDrumKit) {
    return controller_of(kLevels[static_cast<size_t>(Role::kDrums)].volume_db - kHeadroomDb);
  }
  const double above = kLoudness[static_cast<size_t>(part.program)] - kOrdinaryLoudness;
  const double trim = std::clamp(-kEvenedOut * above, -kMostEvened, kMostEvened);
  return controller_of(kLevels[static_cast<size_t>(part.role)].volume_db + trim - kHeadroomDb);
}

// In the order of General MIDI's sixteen families of eight programs. Dry instruments get more of
// the room.
constexpr std::array<int, 16> kReverbOfFamily{0, 8, 4, 0, -4, 14, 14, 8, 10, 8, 12, 0, 6, 4, 4, 0};

}  // namespace

std::vector<Seat> seats(const std::vector<PlanPart>& parts) {
  std::vector<Seat> result;
  std::vector<size_t> aside;
  int leads = 0;
  for (const PlanPart& part : parts) {
    const bool drums = part.program == kDrumKit;
    const Level level = kLevels[static_cast<size_t>(drums ? Role::kDrums : part.role)];
    Seat seat;
    seat.program = part.program;
    seat.volume = volume_of(part);
    seat.reverb =
        level.reverb + (drums ? 0 : kReverbOfFamily[static_cast<size_t>(part.program / 8)]);
    const bool pad = part.role == Role::kPad || (part.program >= 80 && part.program < 96);
    seat.chorus = !drums && part.role != Role::kBass && pad ? 24 : 0;
    if (!drums && part.role == Role::kLead) {
      // The first lead stands just off the centre; more of them face each other across it.
      seat.pan = kCentre + (leads % 2 == 0 ? 1 : -1) * kLeadAside * (1 + leads / 2);
      ++leads;
    } else if (!drums && part.role != Role::kBass) {
      aside.push_back(result.size());
    }
    result.push_back(seat);
  }
  if (parts.size() == 1) {
    result[0].pan = kCentre;
    return result;
  }
  // Neighbours in the list are alike (strings beside strings): alternate sides, from the outside
  // in, so that neither side gets all of a family.
  const size_t count = aside.size();
  for (size_t i = 0; i < count; ++i) {
    const double width =
        count == 1 ? 0.5 : 1.0 - static_cast<double>(i / 2 * 2) / static_cast<double>(count);
    const int offset = static_cast<int>(std::lround(kWidest * std::max(width, 0.25)));
    result[aside[i]].pan = kCentre + (i % 2 == 0 ? -offset : offset);
  }
  return result;
}

int drum_kit_for(int genre) {
  struct Kit {
    std::string_view genre;
    int program;
  };
  // 0 standard, 8 room, 16 power, 24 electronic, 25 TR-808, 32 jazz, 40 brushes, 48 orchestra.
  static constexpr std::array<Kit, 20> kKits{
      {{"ragtime", 32},   {"jazz", 32},    {"bossa nova", 32}, {"blues", 8},
       {"rock", 8},       {"metal", 16},   {"synth pop", 24},  {"techno", 25},
       {"house", 25},     {"hip hop", 25}, {"chiptune", 24},   {"drum and bass", 24},
       {"folk", 40},      {"waltz", 40},   {"pop ballad", 8},  {"orchestral", 48},
       {"cinematic", 48}, {"march", 48},   {"chamber", 48},    {"choral", 48}}};
  const auto& names = genre_names();
  if (genre < 0 || static_cast<size_t>(genre) >= names.size()) return 0;
  const std::string_view name = names[static_cast<size_t>(genre)];
  for (const Kit& kit : kKits) {
    if (name == kit.genre) return kit.program;
  }
  return 0;
}

}  // namespace continuo
