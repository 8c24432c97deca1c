// One edit at work on a score: its changes one after the other, each in its bars and parts alone.
#pragma once

#include <vector>

#include "base/rng.h"
#include "compose/edit.h"
#include "compose/edit_rewrite.h"
#include "compose/edit_splice.h"

namespace continuo {

class Editor {
 public:
  Editor(const Score& score, const Edit& edit, bool loop);
  Edited run();

 private:
  Score& score() { return result_.score; }
  // The score's part of a program, made where it is missing.
  Part& part(int program);
  // Who plays in the stretch.
  std::vector<int> sounding();
  // Whom a change names, else all who play; without those that are kept. Never nobody.
  std::vector<int> affected(const Change& change);
  bool sings(int program);
  // Those of the programs that sing, or that do not.
  std::vector<int> those(const std::vector<int>& programs, bool singing);
  bool at_the_end() const;

  void apply(const Change& change);
  // Of a loop: what was written anew ends at its last bar line.
  void close_loop(const Score& before);
  // What became of each part in the bars that were there before.
  void tell(const Score& before);

  // The band writes the programs anew beside all who play.
  Rewrite request(const std::vector<int>& programs, const EditStyle& style = {});
  void put(const std::vector<Part>& parts);
  void rewrite_parts(const std::vector<int>& programs, const EditStyle& style = {});

  // editor_amount.cpp
  void more(const std::vector<int>& programs, const EditStyle& style);
  void less(const std::vector<int>& programs, double share);
  void remove(const std::vector<int>& programs);
  void louder(const std::vector<int>& programs, double factor, int step);
  void move(const std::vector<int>& programs, int semitones);
  void vary(const std::vector<int>& programs);
  void calmer(const Change& change);
  void wilder(const Change& change);
  void restyle(const Change& change);

  // editor_players.cpp
  void add(const Change& change);
  void instead(const Change& change);

  // editor_harmony.cpp
  void reharmonise(const Change& change);
  // How well what stays fits the chords: the share of its time that is on their tones.
  double fit(const std::vector<Chord>& chords, const std::vector<int>& programs);

  // editor_form.cpp
  std::vector<int> drums_of(const Change& change);
  void change_feel(const std::vector<int>& programs, bool half);
  void fill();
  void end();
  void lengthen(const Change& change);

  const Edit& edit_;
  Rng rng_;
  uint64_t seed_ = 0;  // of the change at work
  BarStretch stretch_;
  bool loop_ = false;
  bool ends_ = false;  // the last bar is an ending
  Edited result_;
};

// How often the band is asked where one answer may not do.
inline constexpr int kAttempts = 5;

bool contains(const std::vector<int>& list, int program);
// The longest notes played twice, where nothing busier can be written.
std::vector<Note> divided(std::vector<Note> notes);

}  // namespace continuo
