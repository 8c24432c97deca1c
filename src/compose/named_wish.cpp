#include "compose/named_wish.h"

#include <algorithm>

#include "score/instrument.h"

namespace continuo {

namespace {

// A chair that is taken as often as this is the genre's own.
constexpr double kNeverMisses = 0.8;

bool is_named(const Named& named, const std::vector<int>& programs) {
  return std::any_of(named.parts.begin(), named.parts.end(), [&](const NamedPart& part) {
    return std::any_of(part.programs.begin(), part.programs.end(), [&](int program) {
      return std::find(programs.begin(), programs.end(), program) != programs.end();
    });
  });
}

void add_player(Named& named, std::vector<int> programs, Role role) {
  std::erase_if(programs, [&](int program) {
    return std::binary_search(named.unwanted.begin(), named.unwanted.end(), program);
  });
  if (programs.empty() || is_named(named, programs)) return;
  named.parts.push_back({std::move(programs), role, {}});
}

// Of several genres that are named, those that know a metre that is.
void keep_metre(Named& named) {
  const auto knows = [&](int code) {
    const std::vector<MetreChoice>& metres = genre_of(code).metres;
    return std::any_of(metres.begin(), metres.end(), [&](const MetreChoice& choice) {
      return std::find(named.metres.begin(), named.metres.end(), choice.metre) !=
             named.metres.end();
    });
  };
  if (!named.metres.empty() && std::any_of(named.genres.begin(), named.genres.end(), knows))
    std::erase_if(named.genres, [&](int code) { return !knows(code); });
}

}  // namespace

void bound_by_genre(Named& named, const Genre& genre) {
  if (!named.bpm) {
    const Span usual{genre.slowest, genre.fastest};
    const Span wanted = named.bpm_band.value_or(usual);
    const Span both{std::max(usual.low, wanted.low), std::min(usual.high, wanted.high)};
    named.bpm_band = both.low <= both.high ? both : wanted;
  }
  if (named.metres.empty()) {
    for (const MetreChoice& choice : genre.metres) named.metres.push_back(choice.metre);
  }
  if (named.modes.empty()) {
    for (int mode = 0; mode < kModeCount; ++mode) {
      if (genre.modes[static_cast<size_t>(mode)] > 0)
        named.modes.push_back(static_cast<Mode>(mode));
    }
  }
  if (named.only) return;
  for (const Chair& chair : genre.chairs) {
    if (chair.chance >= kNeverMisses) add_player(named, chair.programs, chair.role);
  }
  if (genre.drums_chance >= kNeverMisses) add_player(named, {kDrumKit}, Role::kDrums);
}

Wish with_named(Wish wish) {
  wish.named = read_named(wish.prompt);
  keep_metre(wish.named);
  const Named named = wish.named;
  PartialPlan& given = wish.given;
  const std::vector<int> genres = given.genre ? std::vector{*given.genre} : named.genres;
  if (genres.size() == 1 && genres.front() > 0)
    bound_by_genre(wish.named, genre_of(genres.front()));
  if (!wish.bars && !wish.seconds && !given.sections) {
    wish.bars = named.bars;
    wish.seconds = named.seconds;
  }
  return wish;
}

}  // namespace continuo
