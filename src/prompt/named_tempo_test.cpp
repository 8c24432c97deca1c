#include "prompt/named.h"

#include <gtest/gtest.h>

namespace continuo {
namespace {

struct Tempo {
  const char* prompt;
  int low;
  int high;  // the same where it is a number; both 0 where none is named
};

TEST(ReadNamed, Tempo) {
  for (const Tempo& example :
       std::initializer_list<Tempo>{{"132 bpm", 132, 132},
                                    {"ragtime at 168bpm", 168, 168},
                                    {"tempo 96", 96, 96},
                                    {"Tempo: 84, calm", 84, 84},
                                    {"at 120", 120, 120},
                                    {"techno at 140 with acid bass", 140, 140},
                                    {"♩=90", 90, 90},
                                    {"waltz, ♩ = 90", 90, 90},
                                    {"quarter note = 66", 66, 66},
                                    {"dotted quarter = 60", 90, 90},
                                    {"half note = 60", 120, 120},
                                    {"120 BPM", 120, 120},
                                    {"BPM: 120", 120, 120},
                                    {"bpm 174", 174, 174},
                                    {"90 beats per minute", 90, 90},
                                    {"ninety beats per minute", 90, 90},
                                    {"one hundred and twenty bpm", 120, 120},
                                    {"92.5 bpm", 93, 93},
                                    {"about 100 bpm", 100, 100},
                                    {"tempo of around 110", 110, 110},
                                    {"around 90-100 bpm", 90, 100},
                                    {"90 – 100 bpm", 90, 100},
                                    {"between 90 and 100 bpm", 90, 100},
                                    {"from 100 to 120 bpm", 100, 120},
                                    {"over 140 bpm", 140, 300},
                                    {"at least 150 bpm", 150, 300},
                                    {"under 80 bpm", 30, 80},
                                    {"more than 160 bpm", 160, 300},
                                    {"90 Schläge pro Minute", 90, 90},
                                    {"musique à 120 bpm", 120, 120},
                                    {"à 120 bpm", 120, 120},
                                    {"в темпе 90", 90, 90},
                                    {"темп 100", 100, 100},
                                    {"a 95 pulsaciones por minuto", 95, 95},
                                    {"120拍每分钟 bpm 120", 120, 120},
                                    {"slow", 30, 82},
                                    {"a slow, very slow lullaby", 30, 59},
                                    {"fast jig", 122, 300},
                                    {"mid-tempo rock", 84, 115},
                                    {"largo for strings", 30, 60},
                                    {"prestissimo", 180, 300},
                                    {"andante, 3/4", 72, 104},
                                    {"langsam und traurig", 30, 82},
                                    {"musique lente", 30, 82},
                                    {"canción rápida", 122, 300},
                                    {"медленная музыка", 30, 82},
                                    {"慢的钢琴曲", 30, 82},
                                    {"15 bpm", 0, 0},
                                    {"5000 bpm", 0, 0},
                                    {"not too fast", 30, 108},
                                    {"not too slow, not too fast", 82, 108},
                                    {"110 bmp", 110, 110},
                                    {"first slow, then fast", 0, 0},
                                    {"slow attack pads", 0, 0},
                                    {"with fast arpeggios", 0, 0},
                                    {"fast food restaurant music", 0, 0},
                                    {"at 2:30 the drums enter", 0, 0},
                                    {"at 44 kHz", 0, 0},
                                    {"at 100% volume", 0, 0},
                                    {"tempo 60 to 80", 60, 80},
                                    {"tempo: 60-80", 60, 80},
                                    {"in the 90s", 0, 0},
                                    {"look at 7 cats", 0, 0},
                                    {"upbeat reggae", 0, 0},
                                    {"120", 120, 120},
                                    {"funk, 112, E", 112, 112},
                                    {"dark trap beat, 140, 808 and bells", 140, 140},
                                    {"slow, 82", 82, 82},
                                    {"neurofunk F minor 176", 176, 176},
                                    {"90ish bpm", 90, 90},
                                    {"每分钟128拍", 128, 128},
                                    {"Opus 27, no. 96", 0, 0},
                                    {"acid, 303, 808", 0, 0},
                                    {"90 guests, 1985, (120)", 0, 0},
                                    {"no faster than 120 bpm", 30, 120},
                                    {"not over 120 bpm", 30, 120},
                                    {"no more than 100 bpm", 30, 100},
                                    {"no slower than 90 bpm", 90, 300},
                                    {"not a slow song", 82, 300},
                                    {"nothing too fast", 30, 108},
                                    {"it isn't fast", 30, 108},
                                    {"why not slow", 30, 82},
                                    {"vocals: no; slow", 30, 82},
                                    {"a hundred and twenty bpm", 120, 120},
                                    {"one hundred bpm", 100, 100},
                                    {"forty-five bpm", 45, 45},
                                    {"128.00 bpm", 128, 128},
                                    {"nicht zu schnell", 30, 108},
                                    {"pas trop vite", 30, 108},
                                    {"non troppo veloce", 30, 108},
                                    {"samba não muito rápido", 30, 108},
                                    {"не слишком быстро", 30, 108},
                                    {"不太快", 30, 108},
                                    {"TECHNO, 128 BPM!!!", 128, 128},
                                    {"１２０ＢＰＭ", 120, 120},
                                    {"at 100%", 0, 0},
                                    {"2 guitars", 0, 0},
                                    {"5/4", 0, 0},
                                    {"1:30", 0, 0},
                                    {"three minutes", 0, 0},
                                    {"16 bars", 0, 0},
                                    {"1985", 0, 0}}) {
    const Named named = read_named(example.prompt);
    if (example.low == 0) {
      EXPECT_FALSE(named.bpm || named.bpm_band) << example.prompt;
    } else if (example.low == example.high) {
      EXPECT_EQ(named.bpm, example.low) << example.prompt;
    } else {
      ASSERT_TRUE(named.bpm_band) << example.prompt;
      EXPECT_EQ(named.bpm_band->low, example.low) << example.prompt;
      EXPECT_EQ(named.bpm_band->high, example.high) << example.prompt;
    }
  }
}

}  // namespace
}  // namespace continuo
