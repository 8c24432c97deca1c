#include "compose/named_wish.h"

namespace continuo {

Wish with_named(Wish wish) {
  wish.named = read_named(wish.prompt);
  if (!wish.bars && !wish.seconds && !wish.given.sections) {
    wish.bars = wish.named.bars;
    wish.seconds = wish.named.seconds;
  }
  return wish;
}

}  // namespace continuo
