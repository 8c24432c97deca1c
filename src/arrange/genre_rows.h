// Shorthand for the files that write out the genres' rows; nothing else includes it.
#pragma once

#include "arrange/genre.h"

namespace continuo {

std::vector<Genre> keyboard_and_roots();
std::vector<Genre> band_genres();
std::vector<Genre> electronic_genres();
std::vector<Genre> concert_genres();

// The table while it is written: a row may start from one that stands before it.
class RowBook {
 public:
  explicit RowBook(std::vector<Genre>& rows) : rows_(rows) {}
  // A new row of the other one's family; it holds until the next is begun.
  Genre& like(std::string_view other, std::string_view name);
  // The same as the first row of a family of its own.
  Genre& family(std::string_view other, std::string_view name);

 private:
  std::vector<Genre>& rows_;
};

// Sub-styles and younger families, each file in the order in which its rows lean on each other.
void add_jazz_and_soul(RowBook& book);
void add_songs_and_guitars(RowBook& book);
void add_clubs_and_beats(RowBook& book);
void add_concert_and_screen(RowBook& book);
void add_latin_and_caribbean(RowBook& book);
void add_folk(RowBook& book);
void add_peoples(RowBook& book);

namespace rows {

void pace(Genre& genre, int slowest, int typical, int fastest);
// Who sits on the first chair of a role; a chair is added where there is none.
void seat(Genre& genre, Role role, std::vector<int> programs, double chance);
void leave(Genre& genre, Role role);

using B = BassStyle;
using C = CompStyle;
using D = DrumStyle;
using F = Form;
using H = HarmonyStyle;
using R = Role;

inline constexpr Metre k24{2, 4};
inline constexpr Metre k34{3, 4};
inline constexpr Metre k44{4, 4};
inline constexpr Metre k54{5, 4};
inline constexpr Metre k74{7, 4};
inline constexpr Metre k68{6, 8};
inline constexpr Metre k78{7, 8};
inline constexpr Metre k98{9, 8};
inline constexpr Metre k128{12, 8};

inline Feel straight(double timing, double velocity, double rubato = 0) {
  Feel feel;
  feel.timing_ticks = timing;
  feel.velocity_spread = velocity;
  feel.rubato = rubato;
  return feel;
}

inline Feel swung(double swing, double timing, bool sixteenths = false, double laid_back = 0) {
  Feel feel = straight(timing, 7);
  feel.swing = swing;
  feel.swing_sixteenths = sixteenths;
  feel.laid_back_ticks = laid_back;
  return feel;
}

}  // namespace rows
}  // namespace continuo
