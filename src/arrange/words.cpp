#include "arrange/words.h"

#include <algorithm>
#include <cmath>

#include "score/instrument.h"

namespace continuo {

// "slow", "medium", "fast" and their kin share no bpm; "very slow" lies within "slow" and "very
// fast" within "fast".
const std::vector<TempoWord>& tempo_words() {
  static const std::vector<TempoWord> words = {
      {"very slow", {0, 59}},      {"extremely slow", {0, 52}}, {"glacial", {0, 52}},
      {"largo", {0, 60}},          {"lento", {0, 64}},          {"slow", {0, 82}},
      {"slow tempo", {0, 82}},     {"slow-paced", {0, 82}},     {"unhurried", {0, 88}},
      {"adagio", {56, 78}},        {"slowish", {64, 82}},       {"downtempo", {56, 98}},
      {"andante", {72, 104}},      {"walking pace", {80, 108}}, {"moderate", {84, 115}},
      {"medium", {84, 115}},       {"mid-tempo", {84, 115}},    {"midtempo", {84, 115}},
      {"medium tempo", {84, 115}}, {"moderato", {90, 116}},     {"moderately paced", {84, 115}},
      {"steady", {84, 128}},       {"allegretto", {104, 124}},  {"upbeat", {116, 165}},
      {"up-tempo", {120, 400}},    {"uptempo", {120, 400}},     {"allegro", {118, 160}},
      {"fast", {122, 400}},        {"fast tempo", {122, 400}},  {"fast-paced", {122, 400}},
      {"quick", {122, 400}},       {"brisk", {116, 160}},       {"lively", {116, 176}},
      {"rapid", {138, 400}},       {"vivace", {140, 180}},      {"very fast", {160, 400}},
      {"super fast", {164, 400}},  {"presto", {164, 400}},      {"breakneck", {172, 400}},
      {"frantic", {160, 400}},     {"frenetic", {160, 400}},
  };
  return words;
}

const std::vector<LevelWord>& density_words() {
  static const std::vector<LevelWord> words = {
      {"sparse", {0, 2}},      {"minimal", {0, 2}},  {"minimalist", {0, 2}}, {"few notes", {0, 1}},
      {"very sparse", {0, 1}}, {"spacious", {0, 2}}, {"bare", {0, 1}},       {"simple", {0, 3}},
      {"uncluttered", {0, 3}}, {"busy", {5, 7}},     {"dense", {6, 7}},      {"many notes", {6, 7}},
      {"rich", {5, 7}},     {"thick", {6, 7}},      {"very busy", {6, 7}},
      {"packed", {6, 7}},
  };
  return words;
}

const std::vector<LevelWord>& brightness_words() {
  static const std::vector<LevelWord> words = {
      {"low", {0, 1}},        {"deep", {0, 1}},      {"low-pitched", {0, 1}},
      {"warm", {0, 2}},       {"mellow", {0, 2}},    {"bright", {5, 7}},
      {"sparkling", {6, 7}},  {"high", {6, 7}},      {"high-pitched", {6, 7}},
      {"shimmering", {6, 7}}, {"brilliant", {6, 7}}, {"glittering", {6, 7}},
  };
  return words;
}

const std::vector<LevelWord>& dynamics_words() {
  static const std::vector<LevelWord> words = {
      {"soft", {0, 2}},        {"quiet", {0, 2}},        {"very quiet", {0, 1}},
      {"very soft", {0, 1}},   {"gentle", {0, 3}},       {"delicate", {0, 2}},
      {"hushed", {0, 1}},      {"pianissimo", {0, 1}},   {"loud", {5, 7}},         {"powerful", {5, 7}},
      {"strong", {5, 7}},      {"forte", {5, 6}},        {"very loud", {6, 7}},
      {"fortissimo", {6, 7}},  {"hard-hitting", {6, 7}},
  };
  return words;
}

const std::vector<MoodWord>& mood_words() {
  constexpr Tonality kMinor = Tonality::kMinor;
  constexpr Tonality kMajor = Tonality::kMajor;
  constexpr Tonality kAny = Tonality::kAny;
  constexpr Span kAll{0, 1000};
  static const std::vector<MoodWord> words = {
      // text, valence, arousal, {tonality, bpm, density, dynamics, brightness, genres, not_genres}
      {"sad", -2, -1, {kMinor, {0, 96}, {0, 5}, {0, 4}}},
      {"melancholic", -2, -1, {kMinor, {0, 104}, {0, 5}, {0, 4}}},
      {"melancholy", -2, -1, {kMinor, {0, 104}, {0, 5}, {0, 4}}},
      {"sorrowful", -2, -1, {kMinor, {0, 84}, {0, 5}, {0, 4}}},
      {"mournful", -2, -2, {kMinor, {0, 80}, {0, 4}, {0, 4}}},
      {"heartbroken", -2, -1, {kMinor, {0, 90}, {0, 5}, {0, 4}}},
      {"gloomy", -2, -1, {kMinor, {0, 100}, {0, 5}, {0, 5}, {0, 3}}},
      {"somber", -2, -1, {kMinor, {0, 92}, {0, 5}, {0, 4}, {0, 4}}},
      {"lonely", -2, -1, {kMinor, {0, 96}, {0, 3}, {0, 3}}},
      {"wistful", -1, -1, {kMinor, {0, 108}, {0, 5}, {0, 4}}},
      {"bittersweet", -1, -1, {kMinor, {60, 112}, {0, 5}, {0, 4}}},
      {"longing", -1, -1, {kMinor, {0, 96}, {0, 5}, {0, 4}}},
      {"moody", -1, 0, {kMinor, {0, 118}}},
      {"brooding", -2, 0, {kMinor, {0, 112}, kAll, kAll, {0, 3}}},
      {"dark", -2, 0, {kMinor, kAll, kAll, kAll, {0, 3}, "", "ragtime|bossa nova|country"}},
      {"ominous", -2, 0, {kMinor, {0, 124}, kAll, kAll, {0, 3}, "", "ragtime|bossa nova|country"}},
      {"mysterious", -1, 0, {kMinor, {0, 120}, {0, 5}, {0, 4}}},
      {"haunting", -1, -1, {kMinor, {0, 100}, {0, 4}, {0, 4}}},
      {"eerie", -1, -1, {kMinor, {0, 100}, {0, 3}, {0, 3}}},
      {"tense", -1, 1, {kMinor, {92, 400}, {4, 7}, {4, 7}}},
      {"dramatic", -1, 1, {kMinor, kAll, {3, 7}, {5, 7}}},
      {"serious", -1, 0, {kMinor, {0, 132}}},
      {"aggressive", -1, 2, {kMinor, {116, 400}, {5, 7}, {5, 7}}},
      {"angry", -2, 2, {kMinor, {124, 400}, {5, 7}, {5, 7}}},
      {"furious", -2, 2, {kMinor, {140, 400}, {5, 7}, {5, 7}}},
      {"menacing", -2, 1, {kMinor, {80, 400}, {4, 7}, {5, 7}, {0, 3}}},
      {"stormy", -1, 2, {kMinor, {110, 400}, {5, 7}, {5, 7}}},
      {"restless", -1, 1, {kMinor, {112, 400}, {5, 7}}},
      {"brutal", -2, 2, {kMinor, {120, 400}, {5, 7}, {5, 7}, kAll, "metal"}},
      {"happy", 2, 1, {kMajor, {100, 400}, {3, 7}, {3, 7}}},
      {"cheerful", 2, 1, {kMajor, {104, 400}, {3, 7}, {3, 7}}},
      {"joyful", 2, 1, {kMajor, {108, 400}, {4, 7}, {3, 7}}},
      {"joyous", 2, 1, {kMajor, {108, 400}, {4, 7}, {4, 7}}},
      {"sunny", 2, 0, {kMajor, {92, 160}, {3, 7}, {3, 7}, {3, 7}}},
      {"bright and happy", 2, 1, {kMajor, {104, 400}, {3, 7}, {3, 7}, {4, 7}}},
      {"merry", 2, 1, {kMajor, {108, 400}, {3, 7}, {3, 7}}},
      {"jolly", 2, 1, {kMajor, {108, 400}, {3, 7}, {3, 7}}},
      {"playful", 2, 1, {kMajor, {100, 400}, {2, 7}, {2, 6}}},
      {"fun", 2, 1, {kMajor, {104, 400}, {3, 7}, {3, 7}}},
      {"bouncy", 2, 1, {kMajor, {104, 200}, {4, 7}, {3, 7}}},
      {"carefree", 2, 0, {kMajor, {92, 176}, {3, 7}, {2, 5}}},
      {"lighthearted", 2, 0, {kMajor, {92, 176}, {2, 6}, {2, 5}}},
      {"feel-good", 2, 1, {kMajor, {92, 160}, {4, 7}, {3, 7}}},
      {"optimistic", 2, 0, {kMajor, {84, 160}, {3, 7}, {3, 7}}},
      {"uplifting", 2, 1, {kMajor, {84, 180}, {4, 7}, {4, 7}}},
      {"inspiring", 2, 1, {kMajor, {72, 150}, {4, 7}, {4, 7}}},
      {"euphoric", 2, 2, {kMajor, {112, 400}, {5, 7}, {4, 7}}},
      {"triumphant", 2, 2, {kMajor, {80, 180}, {4, 7}, {5, 7}}},
      {"victorious", 2, 2, {kMajor, {88, 180}, {4, 7}, {5, 7}}},
      {"heroic",
       1,
       2,
       {kAny,
        {80, 180},
        {4, 7},
        {5, 7},
        kAll,
        "cinematic|classical piano|chamber|orchestral|march|rock|metal|game"}},
      {"epic",
       1,
       2,
       {kAny,
        kAll,
        {4, 7},
        {5, 7},
        kAll,
        "cinematic|classical piano|chamber|orchestral|rock|metal|game|synth pop"}},
      {"majestic", 1, 1, {kMajor, {0, 116}, {3, 7}, {5, 7}}},
      {"grand",
       1,
       1,
       {kAny,
        {0, 116},
        {4, 7},
        {5, 7},
        kAll,
        "cinematic|classical piano|chamber|orchestral|march"}},
      {"solemn", -1, -1, {kAny, {0, 84}, {0, 4}}},
      {"proud", 1, 1, {kMajor, {80, 132}, {3, 7}, {4, 7}}},
      {"calm", 1, -2, {kAny, {0, 92}, {0, 4}, {0, 3}}},
      {"peaceful", 1, -2, {kMajor, {0, 92}, {0, 4}, {0, 3}}},
      {"serene", 1, -2, {kMajor, {0, 84}, {0, 4}, {0, 3}}},
      {"tranquil", 1, -2, {kAny, {0, 84}, {0, 3}, {0, 3}}},
      {"soothing", 1, -2, {kAny, {0, 88}, {0, 4}, {0, 3}}},
      {"relaxed", 1, -1, {kAny, {0, 104}, {0, 5}, {0, 4}}},
      {"relaxing", 1, -1, {kAny, {0, 96}, {0, 5}, {0, 3}}},
      {"chill", 1, -1, {kAny, {0, 104}, {0, 5}, {0, 4}, kAll, "", "metal|march"}},
      {"chilled", 1, -1, {kAny, {0, 104}, {0, 5}, {0, 4}, kAll, "", "metal|march"}},
      {"laid-back", 1, -1, {kAny, {60, 104}, {2, 5}, {0, 4}, kAll, "", "metal|march"}},
      {"cozy", 1, -1, {kAny, {0, 96}, {0, 5}, {0, 3}, {0, 4}}},
      {"tender", 1, -1, {kMajor, {0, 92}, {0, 4}, {0, 3}}},
      {"sweet", 1, -1, {kMajor, {0, 108}, {0, 5}, {0, 4}}},
      {"romantic",
       1,
       -1,
       {kAny, {0, 104}, {0, 5}, {0, 4}, kAll, "", "metal|march|techno|drum and bass"}},
      {"dreamy", 1, -1, {kAny, {0, 104}, {0, 5}, {0, 4}, {2, 7}, "", "metal|march"}},
      {"ethereal", 1, -2, {kAny, {0, 96}, {0, 3}, {0, 3}, {3, 7}}},
      {"floating", 1, -2, {kAny, {0, 96}, {0, 3}, {0, 3}}},
      {"meditative", 1, -2, {kAny, {0, 76}, {0, 3}, {0, 3}}},
      {"nostalgic", 0, -1, {kAny, {60, 112}, {0, 5}, {0, 4}}},
      {"sentimental", 0, -1, {kAny, {0, 100}, {0, 5}, {0, 4}}},
      {"reflective", 0, -1, {kAny, {0, 96}, {0, 4}, {0, 4}}},
      {"introspective", 0, -1, {kAny, {0, 96}, {0, 4}, {0, 4}}},
      {"emotional", 0, 0, {kAny, {0, 108}, {0, 5}}},
      {"energetic", 1, 2, {kAny, {118, 400}, {5, 7}, {4, 7}}},
      {"high-energy", 1, 2, {kAny, {124, 400}, {5, 7}, {5, 7}}},
      {"driving", 0, 2, {kAny, {112, 400}, {5, 7}, {4, 7}}},
      {"intense", -1, 2, {kAny, {110, 400}, {5, 7}, {5, 7}}},
      {"exciting", 1, 2, {kAny, {120, 400}, {5, 7}, {4, 7}}},
      {"wild", 0, 2, {kAny, {140, 400}, {5, 7}, {5, 7}}},
      {"pumping", 1, 2, {kAny, {118, 400}, {5, 7}, {4, 7}, kAll, "techno|house|disco"}},
      {"hypnotic", 0, 1, {kAny, {100, 150}, {3, 7}, kAll, kAll, "techno|house|ambient"}},
      {"danceable",
       1,
       1,
       {kAny,
        {96, 150},
        {4, 7},
        {3, 7},
        kAll,
        "techno|house|disco|funk|synth pop|pop ballad|bossa nova|reggae"}},
      {"groovy",
       1,
       1,
       {kAny,
        {80, 136},
        {4, 7},
        {2, 7},
        kAll,
        "funk|disco|house|jazz|bossa nova|reggae|hip hop|blues|lo-fi"}},
      {"funky", 1, 1, {kAny, {84, 136}, {4, 7}, {3, 7}, kAll, "funk|disco"}},
      {"smooth", 1, -1, {kAny, {60, 116}, {0, 5}, {0, 4}, kAll, "jazz|bossa nova|funk|lo-fi"}},
      {"quirky", 1, 1, {kAny, {100, 400}, {3, 7}, kAll, kAll, "ragtime|chiptune|game"}},
      {"elegant",
       1,
       0,
       {kMajor,
        {60, 140},
        {2, 5},
        {0, 4},
        kAll,
        "classical piano|chamber|jazz|bossa nova|waltz|orchestral"}},
      {"graceful",
       1,
       0,
       {kMajor, {60, 140}, {2, 5}, {0, 4}, kAll, "classical piano|chamber|waltz|orchestral"}},
  };
  return words;
}

const std::vector<UseWord>& use_words() {
  constexpr Tonality kMinor = Tonality::kMinor;
  constexpr Tonality kMajor = Tonality::kMajor;
  constexpr Tonality kAny = Tonality::kAny;
  constexpr Span kAll{0, 1000};
  static const std::vector<UseWord> words = {
      {"for studying", "study music", {kAny, {0, 100}, {0, 5}, {0, 4}}},
      {"to study to", "music to study to", {kAny, {0, 100}, {0, 5}, {0, 4}}},
      {"for concentration", "focus music", {kAny, {0, 110}, {0, 5}, {0, 4}}},
      {"for reading", "reading music", {kAny, {0, 92}, {0, 4}, {0, 3}}},
      {"to fall asleep to", "sleep music", {kAny, {0, 76}, {0, 3}, {0, 2}}},
      {"for sleeping", "bedtime music", {kAny, {0, 76}, {0, 3}, {0, 2}}},
      {"for meditation", "meditation music", {kAny, {0, 80}, {0, 3}, {0, 3}}},
      {"for yoga", "yoga music", {kAny, {0, 84}, {0, 3}, {0, 3}}},
      {"for relaxing", "relaxation music", {kAny, {0, 92}, {0, 4}, {0, 3}}},
      {"for a rainy day", "rainy day music", {kMinor, {0, 100}, {0, 5}, {0, 4}}},
      {"for a lonely night", "late night music", {kMinor, {0, 96}, {0, 4}, {0, 4}}},
      {"for a sad scene", "sad scene", {kMinor, {0, 92}, {0, 5}, {0, 4}}},
      {"for a funeral",
       "funeral music",
       {kMinor,
        {0, 72},
        {0, 4},
        {0, 4},
        kAll,
        "classical piano|chamber|orchestral|cinematic|choral"}},
      {"for a romantic dinner",
       "dinner music",
       {kAny,
        {0, 108},
        {0, 5},
        {0, 4},
        kAll,
        "jazz|bossa nova|classical piano|chamber|pop ballad"}},
      {"for a cafe",
       "cafe music",
       {kAny, {60, 132}, {0, 5}, {0, 4}, kAll, "jazz|bossa nova|lo-fi|folk"}},
      {"for a coffee shop",
       "coffee shop music",
       {kAny, {60, 132}, {0, 5}, {0, 4}, kAll, "jazz|bossa nova|lo-fi|folk"}},
      {"for a cocktail bar",
       "lounge music",
       {kAny, {60, 140}, {0, 5}, {0, 4}, kAll, "jazz|bossa nova"}},
      {"for a hotel lobby",
       "elevator music",
       {kAny, {60, 132}, {0, 5}, {0, 4}, kAll, "jazz|bossa nova"}},
      {"for a road trip",
       "road trip music",
       {kMajor, {96, 160}, {4, 7}, {3, 7}, kAll, "rock|pop ballad|country|synth pop|funk|folk"}},
      {"for a night drive",
       "night drive music",
       {kMinor, {80, 140}, {3, 7}, kAll, kAll, "synth pop|house|techno|lo-fi|hip hop"}},
      {"for a party",
       "party music",
       {kAny,
        {104, 180},
        {5, 7},
        {4, 7},
        kAll,
        "techno|house|disco|funk|synth pop|pop ballad|bossa nova|drum and bass|rock"}},
      {"for dancing",
       "dance music",
       {kAny,
        {100, 180},
        {4, 7},
        {4, 7},
        kAll,
        "techno|house|disco|funk|synth pop|bossa nova|drum and bass"}},
      {"for a club",
       "club music",
       {kAny, {112, 180}, {4, 7}, {4, 7}, kAll, "techno|house|disco|drum and bass"}},
      {"for a workout",
       "workout music",
       {kAny,
        {120, 400},
        {5, 7},
        {4, 7},
        kAll,
        "techno|house|rock|metal|drum and bass|synth pop|pop ballad"}},
      {"for running",
       "running music",
       {kAny,
        {140, 180},
        {5, 7},
        {4, 7},
        kAll,
        "techno|house|rock|metal|drum and bass|synth pop|pop ballad"}},
      {"for a battle",
       "battle theme",
       {kMinor,
        {116, 400},
        {5, 7},
        {4, 7},
        kAll,
        "cinematic|orchestral|metal|rock|chiptune|game|classical piano|chamber"}},
      {"for a boss fight",
       "boss fight music",
       {kMinor,
        {124, 400},
        {5, 7},
        {4, 7},
        kAll,
        "cinematic|orchestral|metal|rock|chiptune|game|drum and bass"}},
      {"for a car chase",
       "chase music",
       {kMinor,
        {128, 400},
        {5, 7},
        {4, 7},
        kAll,
        "cinematic|orchestral|metal|rock|drum and bass|techno|funk|game"}},
      {"for a trailer",
       "trailer music",
       {kAny, {60, 180}, {4, 7}, {5, 7}, kAll, "cinematic|orchestral"}},
      {"for a horror movie",
       "horror music",
       {kMinor,
        {0, 110},
        {0, 4},
        kAll,
        {0, 4},
        "cinematic|orchestral|ambient|classical piano|chamber|game"}},
      {"for a film", "film score", {kAny, kAll, kAll, kAll, kAll, "cinematic|orchestral"}},
      {"for a movie scene",
       "soundtrack",
       {kAny, kAll, kAll, kAll, kAll, "cinematic|orchestral|ambient"}},
      {"for a documentary",
       "documentary music",
       {kAny,
        {0, 120},
        {0, 5},
        {0, 5},
        kAll,
        "cinematic|ambient|classical piano|chamber|orchestral"}},
      {"for a video game", "video game music", {kAny, kAll, kAll, kAll, kAll, "chiptune|game"}},
      {"for a platformer",
       "platformer music",
       {kMajor, {110, 400}, {4, 7}, kAll, kAll, "chiptune|game"}},
      {"for a space game",
       "space music",
       {kAny, {0, 110}, {0, 4}, kAll, kAll, "ambient|synth pop|cinematic"}},
      {"for a wedding",
       "wedding music",
       {kMajor,
        {0, 108},
        {0, 5},
        {0, 4},
        kAll,
        "classical piano|chamber|orchestral|pop ballad|folk|jazz|waltz"}},
      {"for a silent movie",
       "silent movie music",
       {kMajor, {100, 400}, {4, 7}, kAll, kAll, "ragtime"}},
      {"for an old saloon", "saloon piano", {kAny, {84, 400}, {3, 7}, kAll, kAll, "ragtime"}},
      {"for the beach",
       "beach music",
       {kMajor, {60, 140}, {2, 7}, {2, 6}, kAll, "reggae|bossa nova|house"}},
      {"for a summer day",
       "summer music",
       {kMajor,
        {84, 160},
        {3, 7},
        {3, 7},
        kAll,
        "pop ballad|reggae|bossa nova|house|folk|funk|country"}},
      {"for a campfire",
       "campfire music",
       {kMajor, {60, 140}, {2, 6}, {0, 5}, kAll, "folk|country"}},
      {"for a barn dance",
       "barn dance music",
       {kMajor, {108, 400}, {4, 7}, {3, 7}, kAll, "folk|country"}},
      {"for a parade", "parade music", {kMajor, {92, 140}, {4, 7}, {4, 7}, kAll, "march"}},
      {"for children",
       "children's music",
       {kMajor,
        {96, 176},
        {2, 5},
        {2, 5},
        {3, 7},
        "folk|ragtime|chiptune"}},
      {"for a commercial",
       "advertising music",
       {kMajor, {92, 150}, {3, 7}, {3, 6}, kAll, "pop ballad|folk|funk|synth pop|house|disco"}},
      {"for a vlog",
       "vlog music",
       {kMajor, {84, 140}, {3, 6}, {2, 6}, kAll, "pop ballad|folk|funk|lo-fi|house|synth pop"}},
      {"for background listening", "background music", {kAny, {60, 124}, {0, 5}, {0, 4}}},
      {"to unwind", "music to unwind", {kAny, {0, 96}, {0, 4}, {0, 3}}},
  };
  return words;
}

int dynamics_level(const Score& score) {
  double sum = 0;
  double count = 0;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      sum += note.velocity;
      count += 1;
    }
  }
  if (count == 0) return 4;
  // ppp 22 ... mf 79 ... fff 121: a step of marking is about 14 MIDI units.
  const double level = (sum / count - 22.0) / 14.2;
  return std::clamp(static_cast<int>(std::lround(level)), 0, kLevelCount - 1);
}

Traits traits_of(const Score& score) {
  Traits traits;
  traits.genre = score.plan.genre;
  traits.bpm = score.plan.bpm;
  traits.minor = score.plan.key.is_minor();
  traits.pitched = std::any_of(score.parts.begin(), score.parts.end(), [](const Part& part) {
    return part.program != kDrumKit && !part.notes.empty();
  });
  traits.density = density_level(score);
  traits.dynamics = dynamics_level(score);
  traits.brightness = brightness_level(score);
  return traits;
}

namespace {

bool listed(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const size_t bar = names.find('|');
    if (names.substr(0, bar) == name) return true;
    if (bar == std::string_view::npos) break;
    names.remove_prefix(bar + 1);
  }
  return false;
}

}  // namespace

bool holds(const Condition& condition, const Traits& traits) {
  if (condition.tonality != Tonality::kAny) {
    if (!traits.pitched) return false;
    if (traits.minor != (condition.tonality == Tonality::kMinor)) return false;
  }
  const Span& brightness = condition.brightness;
  if (!traits.pitched && (brightness.low > 0 || brightness.high < kLevelCount - 1)) return false;
  if (traits.pitched && !brightness.contains(traits.brightness)) return false;
  if (!condition.bpm.contains(traits.bpm) || !condition.density.contains(traits.density) ||
      !condition.dynamics.contains(traits.dynamics)) {
    return false;
  }
  const std::string_view genre = genre_names()[static_cast<size_t>(traits.genre)];
  if (!condition.genres.empty() && !listed(condition.genres, genre)) return false;
  return !listed(condition.not_genres, genre);
}

}  // namespace continuo
