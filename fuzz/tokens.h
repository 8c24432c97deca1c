// What holds of every tokeniser that was taken for one.
#pragma once

#include <vector>

#include "oracle.h"
#include "text/token_model.h"

namespace continuo::fuzz {

inline void read_texts(const TokenModel& model) {
  expect(model.vocabulary() > 0, "a vocabulary");
  const auto known = [&](int32_t id) { return id >= 0 && id < model.vocabulary(); };
  expect(known(model.end_id()), "an end");
  for (const std::string_view text :
       {"", "a", "slow ragtime piano, 120 bpm", "  two   spaces ", "<pad></s> <extra_id_0>",
        "\xEF\xAC\x81 \xC3\xA9 e\xCC\x81 \xE2\x96\x81 \xF0\x9F\x8E\xB9",
        "\xFF\xC3 not text \x80"}) {
    accepted([&] {
      const std::vector<int32_t> ids = model.encode(text);
      for (const int32_t id : ids) expect(known(id), "ids of the vocabulary");
      (void)model.decode(ids);
    });
  }
}

}  // namespace continuo::fuzz
