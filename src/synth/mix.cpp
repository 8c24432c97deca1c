#include "synth/mix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "score/instrument.h"
#include "synth/program_loudness.h"

namespace continuo {

namespace {

constexpr int kCentre = 64;
constexpr int kWidest = 42;  // off the centre; a hall's width, not a cinema's
constexpr int kLeadAside = 8;

struct RoleMix {
  double level_db;
  int reverb;
  int chorus;
};

// In the order of Role: lead, counter, chords, arpeggio, pad, bass, drums.
constexpr std::array<RoleMix, kRoleCount> kRoles{
    {{0, 42, 0}, {-3, 46, 0}, {-4, 38, 0}, {-4, 44, 0}, {-6, 58, 24}, {0.5, 10, 0}, {-2.5, 20, 0}}};

// In the order of General MIDI's sixteen families of eight programs. Dry instruments get more of
// the room. Places are where players usually sit, -100 left to 100 right: only their order counts.
struct FamilyMix {
  std::string_view family;  // for the reader
  int reverb;
  int chorus;
  int place;
};
constexpr std::array<FamilyMix, 16> kFamilies{{{"pianos", 0, 0, -25},
                                               {"chromatic percussion", 8, 0, 45},
                                               {"organs", 4, 8, 35},
                                               {"guitars", 0, 6, -55},
                                               {"basses", -6, 0, 5},
                                               {"strings", 14, 0, -60},
                                               {"ensembles", 14, 6, -40},
                                               {"brass", 8, 0, 60},
                                               {"reeds", 10, 0, 25},
                                               {"pipes", 8, 0, -15},
                                               {"synth leads", 10, 10, 15},
                                               {"synth pads", 0, 24, -35},
                                               {"synth effects", 6, 20, 55},
                                               {"plucked and blown of the world", 4, 0, -45},
                                               {"percussive", 4, 0, 50},
                                               {"sounds", 0, 0, 70}}};

// Those that do not sit with their family.
struct Place {
  int program;
  int place;
};
constexpr std::array<Place, 15> kPlaces{{{4, 30},  // electric pianos face the guitar
                                         {5, 32},
                                         {7, 34},    // clavinet
                                         {41, 20},   // viola
                                         {42, 40},   // cello
                                         {43, 55},   // contrabass
                                         {46, -80},  // harp
                                         {47, 10},   // timpani
                                         {60, -20},  // horn
                                         {52, -5},   // choirs
                                         {53, 5},
                                         {30, 58},  // the second electric guitar faces the first
                                         {27, 48},
                                         {70, 35},     // bassoon
                                         {71, -10}}};  // clarinet

// What a genre asks of the mix.
enum class Space { kStudio, kTight, kClub, kBallad, kHall, kChurch };
struct SpaceMix {
  Room room;
  double wet;  // of what the roles send
};
constexpr std::array<SpaceMix, 6> kSpaces{{{{45, 35}, 1},
                                           {{30, 50}, 0.7},
                                           {{40, 45}, 0.9},
                                           {{55, 40}, 1.1},
                                           {{66, 30}, 1.25},
                                           {{76, 25}, 1.45}}};
struct GenreMix {
  std::string_view genre;
  int kit;
  Space space;
  double drums_db = 0;  // where drums play so densely that at their usual level they drown the band
};
// Kits: 0 standard, 8 room, 16 power, 24 electronic, 25 TR-808, 32 jazz, 40 brushes, 48 orchestra.
constexpr GenreMix kOther{"", 0, Space::kStudio};
constexpr std::array<GenreMix, 28> kGenres{
    {{"ragtime", 32, Space::kClub},        {"jazz", 32, Space::kClub},
     {"bossa nova", 32, Space::kClub},     {"blues", 8, Space::kClub},
     {"country", 0, Space::kClub},         {"folk", 40, Space::kClub},
     {"lo-fi", 0, Space::kClub},           {"rock", 8, Space::kTight},
     {"metal", 16, Space::kTight, -2.5},   {"funk", 0, Space::kTight},
     {"disco", 0, Space::kTight},          {"reggae", 0, Space::kTight},
     {"techno", 25, Space::kTight, -1.5},  {"house", 25, Space::kTight},
     {"hip hop", 25, Space::kTight},       {"chiptune", 24, Space::kTight},
     {"drum and bass", 24, Space::kTight}, {"synth pop", 24, Space::kStudio},
     {"pop ballad", 8, Space::kBallad},    {"classical piano", 48, Space::kBallad},
     {"waltz", 40, Space::kHall},          {"orchestral", 48, Space::kHall},
     {"cinematic", 48, Space::kHall},      {"march", 48, Space::kHall},
     {"chamber", 48, Space::kHall},        {"game", 0, Space::kStudio},
     {"choral", 48, Space::kChurch},       {"ambient", 0, Space::kChurch}}};

const GenreMix& mix_of(int genre) {
  const auto& names = genre_names();
  if (genre < 0 || static_cast<size_t>(genre) >= names.size()) return kOther;
  const auto found = std::find_if(kGenres.begin(), kGenres.end(), [&](const GenreMix& row) {
    return row.genre == names[static_cast<size_t>(genre)];
  });
  return found == kGenres.end() ? kOther : *found;
}

const SpaceMix& space_of(int genre) { return kSpaces[static_cast<size_t>(mix_of(genre).space)]; }

int controller_of(double db) {
  return static_cast<int>(
      std::lround(127.0 * std::pow(10.0, std::min(0.0, db) / 40.0)));  // as General MIDI says
}

// Room for the quietest instruments: of controller 7 at its full value.
constexpr double kHeadroom_db = 12;

const RoleMix& role_of(const PlanPart& part) {
  const Role role = part.program == kDrumKit ? Role::kDrums : part.role;
  return kRoles[static_cast<size_t>(role)];
}

int place_of(int program) {
  const auto own = std::find_if(kPlaces.begin(), kPlaces.end(),
                                [&](const Place& place) { return place.program == program; });
  return own != kPlaces.end() ? own->place : kFamilies[static_cast<size_t>(program / 8)].place;
}

Seat seat_of(const PlanPart& part, int genre) {
  const RoleMix& role = role_of(part);
  const bool drums = part.program == kDrumKit;
  const FamilyMix family = drums ? FamilyMix{} : kFamilies[static_cast<size_t>(part.program / 8)];
  const GenreMix& style = mix_of(genre);
  const double trim = loudness_trim_db(part.program, style.kit) + (drums ? style.drums_db : 0);
  Seat seat;
  seat.program = part.program;
  seat.volume = controller_of(role.level_db + trim - kHeadroom_db);
  seat.reverb = std::clamp(
      static_cast<int>(std::lround(space_of(genre).wet * (role.reverb + family.reverb))), 0, 127);
  // A bass that wavers is out of tune.
  seat.chorus = part.role == Role::kBass ? 0 : std::max(role.chorus, family.chorus);
  return seat;
}

}  // namespace

std::vector<Seat> seats(const std::vector<PlanPart>& parts, int genre) {
  std::vector<Seat> result;
  std::vector<size_t> aside;
  int leads = 0;
  for (const PlanPart& part : parts) {
    Seat seat = seat_of(part, genre);
    if (part.program != kDrumKit && part.role == Role::kLead) {
      // The first lead stands just off the centre; more of them face each other across it.
      seat.pan = kCentre + (leads % 2 == 0 ? 1 : -1) * kLeadAside * (1 + leads / 2);
      ++leads;
    } else if (part.program != kDrumKit && part.role != Role::kBass) {
      aside.push_back(result.size());
    }
    result.push_back(seat);
  }
  if (parts.size() == 1) {
    result[0].pan = kCentre;
    return result;
  }
  std::stable_sort(aside.begin(), aside.end(), [&](size_t a, size_t b) {
    return place_of(parts[a].program) < place_of(parts[b].program);
  });
  // As many places on either side, the middle free for those who stand there.
  const size_t count = aside.size();
  for (size_t i = 0; i < count; ++i) {
    const double place = count == 1
                             ? (place_of(parts[aside[0]].program) < 0 ? -0.5 : 0.5)
                             : 2.0 * static_cast<double>(i) / static_cast<double>(count - 1) - 1;
    const double width = std::max(std::abs(place), 0.25);
    const bool left =
        count == 1 ? place < 0 : 2 * i + 1 < count || (2 * i + 1 == count && leads > 0);
    result[aside[i]].pan =
        kCentre + static_cast<int>(std::lround((left ? -width : width) * kWidest));
  }
  return result;
}

Room room_for(int genre) { return space_of(genre).room; }

int drum_kit_for(int genre) { return mix_of(genre).kit; }

}  // namespace continuo
