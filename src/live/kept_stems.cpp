#include "live/kept_stems.h"

namespace continuo {

PlayStem stems_of_kept(const KeptTake& take, const std::shared_ptr<SoundfontStore>& store) {
  return [&take, store](size_t part, const StemPiece& piece) {
    play_kept(take, store, take.score.parts.at(part).program, piece);
  };
}

}  // namespace continuo
