// What the next code of an event frame may be: the composer's only rules, kept apart from the
// model.
//
// Masks hold what cannot be: a position that goes back, a pitch outside the instrument, a part that
// the plan lacks, a plan field twice. A single allowed code is a decision already made: a bar
// line's fields, what the user gave, fields that a control frame leaves unused. Everything else is
// the model's choice. Layout of frames: score/frames.h.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compose/player_demands.h"
#include "compose/wish.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/plan.h"

namespace continuo {

using Allowed = std::bitset<kFrameVocabulary>;

class FrameGrammar {
 public:
  virtual ~FrameGrammar() = default;

  // The codes that a field of frames[index] may take, never none. The frame's earlier fields and
  // all frames before it are filled.
  virtual Allowed allowed(std::span<const Frame> frames, size_t index, int field) const = 0;

  // Moves likelihood between the codes of a part that mean the same here, before they are masked.
  virtual void fold(std::span<float> /*logits*/) const {}

  // Told each frame's part as soon as it is decided, in order.
  virtual void begin_frame(uint16_t part) = 0;
  // The last frame, a note or a chord, is taken back.
  virtual void drop_frame() {}

  // The part that ends the sequence and is not one of its frames.
  virtual uint16_t terminal() const = 0;
};

// The head of a piece, read from the words: its frames are the plan. Fields that the user gave come
// first, as in training; the rest follow in canonical order, within the bounds of what the words
// name. Ends at the first bar line.
class HeadGrammar final : public FrameGrammar {
 public:
  explicit HeadGrammar(const Wish& wish);

  Allowed allowed(std::span<const Frame> frames, size_t index, int field) const override;
  void begin_frame(uint16_t) override {}
  uint16_t terminal() const override { return kBar; }

 private:
  struct Given {
    Frame frame;
    std::bitset<kFrameFields> open;  // fields that stay the model's choice
  };
  Allowed next_part(std::span<const Frame> frames, size_t index) const;
  Allowed within_named(uint16_t part, int field) const;
  Programs of_genre(std::span<const Frame> frames) const;
  int bars_left(std::span<const Frame> frames, size_t index) const;

  Named named_;
  PlayerDemands players_;
  std::vector<Given> given_;
  std::bitset<kControlEnd> given_controls_;
  std::optional<int> bars_;
  std::optional<double> seconds_;
};

// The body of a piece under its plan: bar lines, chords and notes. Ends with kEnd after the plan's
// last bar.
class BodyGrammar final : public FrameGrammar {
 public:
  explicit BodyGrammar(const Plan& plan);

  Allowed allowed(std::span<const Frame> frames, size_t index, int field) const override;
  // A change of tempo, metre or key says that the bar is over; the plan keeps them, so what was
  // likely of such a change is likely of the bar line.
  void fold(std::span<float> logits) const override;
  void begin_frame(uint16_t part) override;
  void drop_frame() override;
  uint16_t terminal() const override { return kEnd; }

  int bars_begun() const { return bars_begun_; }
  // The bar that a frame lies in, 0-based.
  int bar_of(size_t index) const { return bar_of_[index]; }

 private:
  Allowed next_part(std::span<const Frame> frames, size_t index) const;
  Allowed next_position(std::span<const Frame> frames, size_t index) const;

  Plan plan_;
  std::vector<Frame> bar_frames_;                  // what each bar line says
  std::vector<std::bitset<kProgramCount>> rests_;  // who rests in each bar
  int bars_begun_ = 0;
  int frames_in_bar_ = 0;
  std::vector<int> bar_of_;
};

}  // namespace continuo
