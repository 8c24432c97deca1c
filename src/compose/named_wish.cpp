#include "compose/named_wish.h"

namespace continuo {

Wish with_named(Wish wish) {
  wish.named = read_named(wish.prompt);
  const Named& named = wish.named;
  PartialPlan& given = wish.given;
  if (!given.genre && named.genres.size() == 1) given.genre = named.genres.front();
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
