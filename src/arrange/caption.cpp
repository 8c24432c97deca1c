#include "arrange/caption.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "arrange/caption_facts.h"
#include "arrange/caption_phrases.h"

namespace continuo {

namespace {

using Words = std::vector<std::string>;

struct FieldWeight {
  CaptionField field;
  double weight;
};

std::string joined_plain(const Words& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

template <typename T>
void shuffle(std::vector<T>& items, Rng& rng) {
  for (size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[static_cast<size_t>(rng.range(0, static_cast<int>(i) - 1))]);
  }
}

bool has(const std::vector<CaptionField>& fields, CaptionField field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// How many things the caption says: most people say little.
int draw_field_count(Rng& rng) {
  static const std::array<double, 10> kShares = {0.07, 0.17, 0.22, 0.20, 0.13,
                                                 0.09, 0.05, 0.03, 0.02, 0.02};
  return 1 + static_cast<int>(rng.weighted(kShares));
}

std::vector<CaptionField> draw_fields(const CaptionFacts& facts, int count, Rng& rng) {
  using enum CaptionField;
  const bool common_metre = !facts.metre || *facts.metre == Metre{4, 4};
  std::vector<FieldWeight> open = {
      {kStyle, facts.styles.empty() ? 0 : 2.6},
      {kInstruments, facts.programs.empty() ? 0 : 1.3},
      {kMood, facts.moods.empty() && facts.title_moods.empty() ? 0 : 1.3},
      {kTempoWord, facts.tempo_words.empty() ? 0 : 0.9},
      {kTempoNumber, facts.bpm ? 0.75 : 0},
      {kMetre, !facts.metre   ? 0
               : common_metre ? 0.16
                              : 0.9},
      {kKey, facts.key ? 1.0 : 0},
      {kDrums, facts.programs.empty() ? 0
               : facts.drums          ? 0.25
                                      : 0.35},
      {kDensity, facts.density_words.empty() ? 0 : 0.25},
      {kBrightness, facts.brightness_words.empty() ? 0 : 0.15},
      {kDynamics, facts.dynamics_words.empty() ? 0 : 0.2},
      {kUse, facts.uses.empty() && facts.title_uses.empty() ? 0 : 0.3},
      {kForm, facts.form.empty() ? 0 : 0.35},
      {kLength, 0.1},
      {kComposer, facts.composer.empty() ? 0 : 0.25},
  };
  std::vector<CaptionField> fields;
  while (static_cast<int>(fields.size()) < count) {
    std::vector<double> weights;
    double total = 0;
    for (const FieldWeight& field : open) {
      weights.push_back(field.weight);
      total += field.weight;
    }
    if (total <= 0) break;
    FieldWeight& drawn = open[rng.weighted(weights)];
    fields.push_back(drawn.field);
    drawn.weight = 0;
    // One of a pair says enough: the instruments already tell about drums.
    if (drawn.field == kInstruments || drawn.field == kDrums) {
      for (FieldWeight& other : open) {
        if (other.field == kDrums || other.field == kInstruments) other.weight *= 0.3;
      }
    }
  }
  return fields;
}

// A noun with what may stand before it.
struct Head {
  std::string noun;   // "techno track", "ragtime", "piano piece"
  bool mass = false;  // "some techno"
  std::string style;  // as a tag, "techno"
};

Head style_head(const GenreWord& word, bool voices, Rng& rng) {
  static const Words kNouns = {"track", "piece", "song",  "music",       "tune",
                               "track", "piece", "music", "instrumental"};
  const std::string text(word.text);
  if (word.kind == WordKind::kCount) return {text, false, text};
  if (word.kind == WordKind::kMass && rng.chance(0.55)) return {text, true, text};
  // "ambient music" and "8-bit beats" already carry their noun.
  for (const char* noun : {"music", "beats", "breaks"}) {
    if (text.ends_with(noun)) return {text, true, text};
  }
  std::string noun = rng.pick(kNouns);
  if (voices && noun == "instrumental") noun = "song";
  return {text + " " + noun, noun == "music", text};
}

Head plain_head(bool voices, Rng& rng) {
  static const Words kNouns = {"piece", "music",       "song",  "track",
                               "tune",  "melody line", "music", "something"};
  std::string noun = rng.pick(kNouns);
  if (noun == "melody line") noun = voices ? "song" : "instrumental";
  if (noun == "something") noun = "piece of music";
  return {noun, noun == "music", ""};
}

// A caption in the making: its head and the statements around it.
struct Draft {
  Head head;
  bool style = false;
  std::vector<Phrase> phrases;
};

Draft draw_draft(const CaptionFacts& facts, Rng& rng) {
  Draft draft;
  const std::vector<CaptionField> fields = draw_fields(facts, draw_field_count(rng), rng);
  draft.style = has(fields, CaptionField::kStyle);
  const bool voices = std::any_of(facts.programs.begin(), facts.programs.end(),
                                  [](int program) { return program >= 52 && program <= 54; });
  draft.head =
      draft.style ? style_head(rng.pick(facts.styles), voices, rng) : plain_head(voices, rng);
  for (const CaptionField field : fields) {
    for (Phrase& phrase : phrases(field, facts, rng)) draft.phrases.push_back(std::move(phrase));
  }
  return draft;
}

// Adjectives, noun, and what follows. Statements that fit neither place become `left`.
std::string noun_phrase(const Draft& draft, bool article, std::vector<Phrase>& left,
                        size_t most_adjectives, size_t most_tails, Rng& rng) {
  Words adjectives;
  Words tails;
  std::string ending;  // form goes last, after a comma
  std::string solo;
  std::vector<Phrase> open = draft.phrases;
  shuffle(open, rng);
  for (Phrase& phrase : open) {
    const bool has_room = tails.size() + (ending.empty() ? 0 : 1) < most_tails;
    if (phrase.field == CaptionField::kInstruments && !phrase.adjective.empty() && solo.empty()) {
      solo = phrase.adjective;
    } else if (!phrase.adjective.empty() && adjectives.size() < most_adjectives &&
               (phrase.tail.empty() || rng.chance(0.8))) {
      adjectives.push_back(phrase.adjective);
    } else if (phrase.field == CaptionField::kForm && ending.empty() && has_room) {
      ending = phrase.tail;
    } else if (!phrase.tail.empty() && has_room) {
      tails.push_back(phrase.tail);
    } else {
      left.push_back(phrase);
    }
  }
  std::string noun = draft.head.noun;
  bool mass = draft.head.mass;
  if (!solo.empty()) {
    if (!draft.style && rng.chance(0.35)) {
      noun = solo;  // "sad slow piano"
      mass = true;
    } else if (draft.style && draft.head.mass && !draft.head.noun.ends_with("music") &&
               rng.chance(0.5)) {
      noun += " " + solo;  // "ragtime piano"
    } else {
      noun = solo + " " + noun;
    }
  }
  const bool commas = adjectives.size() > 1 && rng.chance(0.6);
  std::string text = joined_plain(adjectives, commas                                      ? ", "
                                              : adjectives.size() == 2 && rng.chance(0.5) ? " and "
                                                                                          : " ");
  if (!text.empty()) text += ' ';
  text += noun;
  if (article) {
    text = mass ? (rng.chance(0.5) ? "some " + text : text) : with_article(text);
  }
  const std::string between = rng.chance(0.15) ? ", " : " ";
  for (const std::string& tail : tails) text += between + tail;
  if (!ending.empty()) text += (rng.chance(0.7) ? ", " : " ") + ending;
  return text;
}

std::string tag_list(const Draft& draft, Rng& rng) {
  Words tags;
  if (draft.style) tags.push_back(draft.head.style);
  for (const Phrase& phrase : draft.phrases) tags.push_back(phrase.tag);
  shuffle(tags, rng);
  if (draft.style && rng.chance(0.5)) {
    std::stable_partition(tags.begin(), tags.end(),
                          [&](const std::string& tag) { return tag == draft.head.style; });
  }
  static constexpr std::array<std::string_view, 8> kSeparators = {", ", ", ",  ", ", ", ",
                                                                  " ",  " / ", "; ", " - "};
  std::string_view separator = kSeparators[static_cast<size_t>(rng.range(0, 7))];
  if (separator == " " && tags.size() > 4) separator = ", ";
  return joined_plain(tags, separator);
}

std::string as_sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

std::string command(const std::string& phrase, Rng& rng) {
  static const Words kOpenings = {"make me",
                                  "make",
                                  "I want",
                                  "I need",
                                  "compose",
                                  "write",
                                  "play",
                                  "play me",
                                  "please create",
                                  "create",
                                  "generate",
                                  "give me",
                                  "let's hear",
                                  "I'd like",
                                  "I'd like to hear",
                                  "I would like",
                                  "looking for",
                                  "need",
                                  "please play",
                                  "please make",
                                  "produce",
                                  "I am looking for",
                                  "write me",
                                  "start",
                                  "how about",
                                  "let me hear",
                                  "improvise",
                                  "we need"};
  static const Words kQuestions = {"can you play",    "can you make",  "could you make me",
                                   "could you write", "can I have",    "can you compose",
                                   "could I hear",    "would you play"};
  const bool question = rng.chance(0.15);
  std::string text = rng.pick(question ? kQuestions : kOpenings) + " " + phrase;
  if (rng.chance(0.06)) text += " please";
  if (question && rng.chance(0.8)) text += "?";
  return text;
}

std::string sentences(const Draft& draft, Rng& rng) {
  std::vector<Phrase> left;
  const auto most_tails = static_cast<size_t>(rng.range(0, 2));
  std::string text = noun_phrase(draft, true, left, 4, most_tails, rng);
  if (rng.chance(0.35)) text = command(text, rng);
  text = text.ends_with("?") ? as_sentence(text.substr(0, text.size() - 1)) : as_sentence(text);
  size_t told = 0;
  for (const Phrase& phrase : left) {
    if (phrase.sentence.empty() || told == 5) continue;
    text += " " + as_sentence(phrase.sentence);
    ++told;
  }
  return text;
}

std::string bare_phrase(const Draft& draft, bool article, Rng& rng) {
  std::vector<Phrase> left;
  // Some put all into one phrase; some begin with little and add the rest behind commas.
  const bool add_later = rng.chance(0.3);
  const auto most_adjectives = static_cast<size_t>(add_later ? rng.range(1, 2) : 4);
  const auto most_tails = static_cast<size_t>(add_later ? rng.range(0, 1) : 4);
  std::string text = noun_phrase(draft, article, left, most_adjectives, most_tails, rng);
  for (const Phrase& phrase : left) text += ", " + phrase.tag;
  return text;
}

std::string with_case(std::string text, Rng& rng) {
  const double draw = rng.uniform();
  if (draw < 0.25) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  } else if (draw < 0.45) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  } else if (draw < 0.465) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (draw < 0.25 && rng.chance(0.3) && !text.ends_with("?") && !text.ends_with(".")) text += ".";
  if (draw > 0.97 && !text.ends_with("?") && !text.ends_with(".")) text += "!";
  return text;
}

std::string caption(const CaptionFacts& facts, Rng& rng) {
  const Draft draft = draw_draft(facts, rng);
  const size_t said = draft.phrases.size() + (draft.style ? 1 : 0);
  if (said == 0) return plain_head(true, rng).noun;
  const double layout = rng.uniform();
  if (said == 1 && layout < 0.6) return with_case(tag_list(draft, rng), rng);
  if (said >= 4 && layout < 0.25 + 0.05 * static_cast<double>(said)) return sentences(draft, rng);
  const double rest = rng.uniform();
  if (rest < 0.3 && said >= 2) return with_case(tag_list(draft, rng), rng);
  if (rest < 0.7) return with_case(bare_phrase(draft, rng.chance(0.4), rng), rng);
  return with_case(command(bare_phrase(draft, rng.chance(0.9), rng), rng), rng);
}

}  // namespace

std::vector<std::string> captions(const Score& score, int count, Rng& rng) {
  return captions(score, CaptionHints{}, count, rng);
}

std::vector<std::string> captions(const Score& score, const CaptionHints& hints, int count,
                                  Rng& rng) {
  const CaptionFacts facts = caption_facts(score, hints);
  std::vector<std::string> result;
  for (int i = 0; i < count; ++i) {
    Rng own = rng.fork(static_cast<uint64_t>(i));
    result.push_back(caption(facts, own));
  }
  rng.next();
  return result;
}

}  // namespace continuo
