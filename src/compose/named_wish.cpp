#include "compose/named_wish.h"

#include "compose/frame_grammar.h"

namespace continuo {

Wish with_named(Wish wish) {
  wish.named = read_named(wish.prompt);
  const Named& named = wish.named;
  PartialPlan& given = wish.given;
  // Of several the model chooses, if it has learnt any of them.
  const bool one = named.genres.size() == 1;
  if (!given.genre && !named.genres.empty() && (one || named.genres.front() >= kLearntGenres))
    given.genre = named.genres.front();
  if (!given.bpm) given.bpm = named.bpm;
  if (!given.metre && named.metres.size() == 1) given.metre = named.metres.front();
  if (!given.key) given.key = named.key();
  if (!wish.bars && !wish.seconds && !given.sections) {
    wish.bars = named.bars;
    wish.seconds = named.seconds;
  }
  return wish;
}

}  // namespace continuo
