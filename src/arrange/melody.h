// Melodies: themes of motifs in question and answer, realised over the chords.
#pragma once

#include <string_view>
#include <vector>

#include "arrange/form.h"
#include "arrange/genre.h"
#include "arrange/motif.h"
#include "arrange/players.h"
#include "score/score.h"

namespace continuo {

// What a material sings: a few motifs, the order of their return, and the curve of its phrases.
struct Theme {
  std::vector<Motif> motifs;  // a b c and a's variants
  std::string_view order;     // letters of the bars before a phrase's cadence
  std::string_view answer;    // the same for the answering phrase
  Motif open;                 // cadences of question and answer
  Motif closed;
  std::vector<int> curve;  // scale steps above the register's centre, by bar of a pair of phrases
  bool pickup = false;
};

// A place where the outer voices are heard together.
struct OuterVoices {
  int top = -1;   // MIDI note, -1 before the first
  int bass = -1;  // pitch class
  // Both voices move, and stay a fifth or octaves apart.
  bool parallel_to(int top_now, int bass_now) const;
};

struct MelodyRequest {
  SectionSpan section;
  Register range;
  int lift = 0;         // semitones above the register's centre
  bool thin = false;    // leave out what is light
  double ornament = 0;  // chance that a long note is divided
  double chromatic = 0;
  Gamut gamut = Gamut::kWhole;
  Grace grace = Grace::kNone;
  double graces = 0;    // chance of a small note before one that has room
  bool strict = false;  // no parallel fifths or octaves with the chords' bass on strong places
  OuterVoices before;   // at the last bar line before the section, where strict
};

Theme draw_theme(const Grid& grid, const MotifStyle& style, Rng& rng);

// The theme over a section of the score, as single notes with phrase dynamics.
std::vector<Note> sing(const Score& score, const Theme& theme, const MelodyRequest& request,
                       const Grid& grid, Rng& rng);

// A second voice that answers in the first one's rests and moves while it holds.
std::vector<Note> answer_melody(const Score& score, const SectionSpan& section,
                                const std::vector<Note>& lead, const Register& range,
                                const Grid& grid, Rng& rng);

// The lead doubled in thirds or sixths below, on chord tones where it stands still.
std::vector<Note> harmonise(const Score& score, const std::vector<Note>& lead,
                            const Register& range, int distance);

}  // namespace continuo
