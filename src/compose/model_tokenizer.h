// The tokenizer that a checkpoint carries.
#pragma once

#include "checkpoint/checkpoint.h"
#include "text/tokenizer.h"

namespace continuo {

// Throws Error(kMissing) where there is none, Error(kInput) for one that is broken.
inline Tokenizer tokenizer_of(const Checkpoint& checkpoint) {
  const Checkpoint::TokenizerFile file = checkpoint.tokenizer();
  return Tokenizer(file.name, file.bytes, (checkpoint.path() / file.name).string());
}

}  // namespace continuo
