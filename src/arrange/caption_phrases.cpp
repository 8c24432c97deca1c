#include "arrange/caption_phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace continuo {

namespace {

using Words = std::vector<std::string>;

std::string pick(Rng& rng, const Words& words) { return rng.pick(words); }

Phrase level_phrase(CaptionField field, const std::string& word, const char* noun) {
  // "few notes" and the like follow a noun; plain adjectives stand before it.
  const bool follows = word.find("notes") != std::string::npos;
  if (follows) return {field, word, "", "with " + word, "It has " + word};
  return {field, word, word, "",
          fmt::format("The {} {} {}", noun, noun[0] == 'd' ? "are" : "is", word)};
}

std::vector<Phrase> level_phrases(CaptionField field, const Words& words, const Words& nouns,
                                  Rng& rng) {
  if (words.empty()) return {};
  return {level_phrase(field, rng.pick(words), rng.pick(nouns).c_str())};
}

std::vector<Phrase> mood_phrases(const CaptionFacts& facts, Rng& rng) {
  const CaptionField field = CaptionField::kMood;
  std::vector<Phrase> result;
  auto add = [&](const std::string& word) {
    const Words sentences = {"The mood is " + word, "It feels " + word, "It should sound " + word,
                             "The feeling is " + word, "It has " + with_article(word) + " mood"};
    result.push_back(
        {field, rng.chance(0.06) ? word + " mood" : word, word, "", pick(rng, sentences)});
  };
  if (!facts.title_moods.empty() && (facts.moods.empty() || rng.chance(0.6))) {
    add(rng.pick(facts.title_moods));
    return result;
  }
  if (facts.moods.empty()) return result;
  const MoodWord& first = *rng.pick(facts.moods);
  add(std::string(first.text));
  std::vector<const MoodWord*> kin;
  for (const MoodWord* mood : facts.moods) {
    if (mood != &first && std::abs(mood->valence - first.valence) <= 1 &&
        std::abs(mood->arousal - first.arousal) <= 1 &&
        mood->text.substr(0, 4) != first.text.substr(0, 4)) {
      kin.push_back(mood);
    }
  }
  if (!kin.empty() && rng.chance(0.35)) add(std::string(rng.pick(kin)->text));
  return result;
}

std::vector<Phrase> tempo_word_phrases(const CaptionFacts& facts, Rng& rng) {
  if (facts.tempo_words.empty()) return {};
  const CaptionField field = CaptionField::kTempoWord;
  const std::string word = rng.pick(facts.tempo_words);
  if (word == "walking pace")
    return {{field, word, "", "at walking pace", "It goes at walking pace"}};
  const bool one_word = word.find(' ') == std::string::npos;
  if (word.ends_with("paced") || (one_word && word.find("tempo") != std::string::npos)) {
    return {{field, word, word, "", "It is " + word}};
  }
  if (word.find("tempo") != std::string::npos) {
    return {{field, word, "", "at " + with_article(word), "It has " + with_article(word)}};
  }
  const Words sentences = {"The tempo is " + word, "It is " + word,
                           "It goes at " + with_article(word) + " tempo", "The pace is " + word};
  return {{field, rng.chance(0.12) ? word + " tempo" : word, word,
           rng.chance(0.2) ? "at " + with_article(word) + " tempo" : "", pick(rng, sentences)}};
}

std::vector<Phrase> tempo_number_phrases(const CaptionFacts& facts, Rng& rng) {
  if (!facts.bpm) return {};
  const int bpm = *facts.bpm;
  const Words tags = {fmt::format("{} bpm", bpm),     fmt::format("{}bpm", bpm),
                      fmt::format("{} BPM", bpm),     fmt::format("{} bpm", bpm),
                      fmt::format("{}BPM", bpm),      fmt::format("{} beats per minute", bpm),
                      fmt::format("tempo {}", bpm),   fmt::format("tempo: {}", bpm),
                      fmt::format("tempo = {}", bpm), fmt::format("bpm {}", bpm),
                      fmt::format("bpm: {}", bpm),    fmt::format("♩={}", bpm),
                      fmt::format("♩ = {}", bpm),     fmt::format("tempo {} bpm", bpm)};
  const Words tails = {fmt::format("at {} bpm", bpm),
                       fmt::format("at {}bpm", bpm),
                       fmt::format("at {} BPM", bpm),
                       fmt::format("{} bpm", bpm),
                       fmt::format("at {} beats per minute", bpm),
                       fmt::format("with a tempo of {}", bpm),
                       fmt::format("at a tempo of {} bpm", bpm),
                       fmt::format("with tempo {}", bpm),
                       fmt::format("at around {} bpm", bpm),
                       fmt::format("at {}", bpm),
                       fmt::format("({} bpm)", bpm)};
  const Words sentences = {
      fmt::format("The tempo is {} bpm", bpm), fmt::format("The tempo is {}", bpm),
      fmt::format("It runs at {} bpm", bpm),   fmt::format("It should be {} bpm", bpm),
      fmt::format("Tempo: {} bpm", bpm),       fmt::format("It plays at {} beats per minute", bpm),
      fmt::format("Set the tempo to {}", bpm)};
  return {
      {CaptionField::kTempoNumber, pick(rng, tags), "", pick(rng, tails), pick(rng, sentences)}};
}

std::vector<Phrase> metre_phrases(const CaptionFacts& facts, Rng& rng) {
  if (!facts.metre) return {};
  const CaptionField field = CaptionField::kMetre;
  const Metre metre = *facts.metre;
  const std::string name = fmt::format("{}/{}", metre.beats, metre.unit);
  static const std::array<const char*, 14> kNumbers = {
      "zero",  "one",   "two",  "three", "four",   "five",   "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve", "thirteen"};
  if (rng.chance(0.3)) {
    Words words;  // each reads after "in"
    if (metre == Metre{3, 4})
      words = {"waltz time",   "three",       "three-four time",
               "triple metre", "triple time", "triple meter"};
    if (metre == Metre{4, 4}) words = {"four-four", "common time", "four-four time", "four"};
    if (metre == Metre{2, 4}) words = {"two", "two-four time", "duple metre"};
    if (metre == Metre{6, 8}) words = {"six-eight time", "six-eight", "compound time"};
    if (metre == Metre{12, 8}) words = {"twelve-eight time", "compound time", "twelve-eight"};
    if (metre == Metre{9, 8}) words = {"nine-eight", "compound time"};
    const bool odd = metre.beats == 5 || metre.beats == 7 || metre.beats == 11 || metre.beats == 13;
    if (odd) {
      const std::string number = kNumbers[static_cast<size_t>(metre.beats)];
      words = {number,
               "an odd metre",
               "odd time",
               "an odd time signature",
               "an odd meter",
               number + " time",
               number + (metre.unit == 4 ? "-four" : "-eight")};
    }
    if (!words.empty()) {
      const std::string word = pick(rng, words);
      const bool number_alone =
          word.find(' ') == std::string::npos && word.find('-') == std::string::npos;
      const std::string bare = word.rfind("an ", 0) == 0 ? word.substr(3) : word;
      return {{field, number_alone ? "in " + word : bare, "", "in " + word, "It is in " + word}};
    }
  }
  const Words tags = {name,
                      "in " + name,
                      name + " time",
                      name + " metre",
                      name + " meter",
                      "time signature " + name,
                      "metre " + name,
                      "time signature: " + name};
  const Words tails = {"in " + name, "in " + name, "in " + name + " time", "in " + name,
                       "with a " + name + " beat"};
  const Words sentences = {
      "It is in " + name,         "The metre is " + name,    "The time signature is " + name,
      "It is written in " + name, "Time signature: " + name, "Use " + name + " time"};
  std::string tail = pick(rng, tails);
  if (metre.beats == 8 || metre.beats == 11) tail = "in " + name;  // "a 11/8" would read badly
  const bool before = rng.chance(0.15);
  return {{field, pick(rng, tags), before ? name : "", before ? "" : tail, pick(rng, sentences)}};
}

// "F# minor", "F sharp minor", "F♯ minor", "F#m"; of a major key sometimes the tonic alone.
std::string key_name(const Key& key, Rng& rng) {
  const std::string name = key.name();
  const bool altered = name[1] == 'b' || name[1] == '#';
  const size_t length = altered ? 2 : 1;
  std::string tonic = name.substr(0, length);
  std::string mode = name.substr(length);
  if (key.mode == Mode::kMinor && rng.chance(0.12)) return tonic + "m";
  if (key.mode == Mode::kMajor && rng.chance(0.15)) mode = "";
  if (altered && rng.chance(0.3)) {
    const bool flat = tonic[1] == 'b';
    const Words flats = {"-flat", " flat", " flat", "♭"};
    const Words sharps = {"-sharp", " sharp", " sharp", "♯"};
    tonic = tonic.substr(0, 1) + pick(rng, flat ? flats : sharps);
  }
  return tonic + mode;
}

std::vector<Phrase> key_phrases(const CaptionFacts& facts, Rng& rng) {
  if (!facts.key) return {};
  const CaptionField field = CaptionField::kKey;
  const Key key = *facts.key;
  const bool plain = key.mode == Mode::kMajor || key.mode == Mode::kMinor;
  if (rng.chance(0.3)) {
    const std::string mode(mode_name(key.mode));
    if (!plain) {
      return {{field, rng.chance(0.5) ? mode : mode + " mode", mode, "in " + mode + " mode",
               fmt::format("It is in {} mode", mode)}};
    }
    const Words tags = {mode + " key", mode, mode + " key", "in " + mode, mode + " scale"};
    return {{field, pick(rng, tags), rng.chance(0.3) ? mode + "-key" : "", "in a " + mode + " key",
             fmt::format("It is in a {} key", mode)}};
  }
  const std::string name = key_name(key, rng);
  Words tags = {name, name, "in " + name, "key of " + name, "key: " + name, "key " + name};
  if (name.size() < 3) tags.erase(tags.begin(), tags.begin() + 2);  // "F" alone says nothing
  const Words tails = {"in " + name, "in " + name, "in " + name, "in the key of " + name};
  const Words sentences = {"It is in " + name, "The key is " + name, "Key: " + name,
                           "Write it in " + name};
  return {{field, pick(rng, tags), "", pick(rng, tails), pick(rng, sentences)}};
}

std::vector<Phrase> use_phrases(const CaptionFacts& facts, Rng& rng) {
  const CaptionField field = CaptionField::kUse;
  if (!facts.title_uses.empty() && (facts.uses.empty() || rng.chance(0.7))) {
    const std::string use = rng.pick(facts.title_uses);
    return {{field, use, "", use, "It is music " + use}};
  }
  if (facts.uses.empty()) return {};
  const UseWord& use = rng.pick(facts.uses);
  const std::string phrase(use.phrase);
  const Words openings = {"Good ", "Perfect ", "Ideal ", "Something "};
  return {{field, rng.chance(0.7) ? std::string(use.tag) : phrase, "", phrase,
           pick(rng, openings) + phrase}};
}

std::vector<Phrase> form_phrases(const CaptionFacts& facts, Rng& rng) {
  if (facts.form.empty()) return {};
  const FormFact& fact = rng.pick(facts.form);
  const Words subjects = {"It ", "It ", "The piece ", "The music "};
  return {{CaptionField::kForm, fact.verb, "", fact.tail, pick(rng, subjects) + fact.verb}};
}

std::vector<Phrase> length_phrases(const CaptionFacts& facts, Rng& rng) {
  const CaptionField field = CaptionField::kLength;
  const double seconds = facts.seconds;
  if (rng.chance(0.25) && (seconds < 20 || seconds > 100)) {
    const std::string word = seconds < 20 ? "short" : "long";
    return {{field, word, word, "", fmt::format("It is {}", word)}};
  }
  if (rng.chance(0.35) && seconds >= 10 && seconds < 600) {
    const int rounded = static_cast<int>(std::lround(seconds / 5)) * 5;
    std::string span = fmt::format("{} seconds", rounded);
    if (rounded >= 90) {
      const int minutes = static_cast<int>(std::lround(seconds / 60));
      if (std::abs(minutes * 60 - seconds) > 12) return {};
      span = fmt::format("{} minutes", minutes);
    } else if (rounded == 60) {
      span = "a minute";
    }
    return {{field, "about " + span, "", fmt::format("of about {}", span),
             fmt::format("It lasts about {}", span)}};
  }
  const Words tags = {fmt::format("{} bars", facts.bars), fmt::format("{} bars long", facts.bars),
                      fmt::format("{} measures", facts.bars)};
  return {{field, pick(rng, tags), "", fmt::format("of {} bars", facts.bars),
           fmt::format("It is {} bars long", facts.bars)}};
}

std::vector<Phrase> composer_phrases(const CaptionFacts& facts, Rng& rng) {
  if (facts.composer.empty()) return {};
  const std::string& name = facts.composer;
  const Words tags = {name, name + " style", "like " + name, "in the style of " + name};
  const Words tails = {"in the style of " + name, "like " + name, "by " + name,
                       "as " + name + " would write it"};
  return {{CaptionField::kComposer, pick(rng, tags), "", pick(rng, tails),
           "It should sound like " + name}};
}

}  // namespace

std::vector<Phrase> phrases(CaptionField field, const CaptionFacts& facts, Rng& rng) {
  switch (field) {
    case CaptionField::kStyle:
      return {};
    case CaptionField::kMood:
      return mood_phrases(facts, rng);
    case CaptionField::kTempoWord:
      return tempo_word_phrases(facts, rng);
    case CaptionField::kTempoNumber:
      return tempo_number_phrases(facts, rng);
    case CaptionField::kMetre:
      return metre_phrases(facts, rng);
    case CaptionField::kKey:
      return key_phrases(facts, rng);
    case CaptionField::kInstruments:
      return instrument_phrases(facts, rng);
    case CaptionField::kDrums:
      return drum_phrases(facts, rng);
    case CaptionField::kDensity:
      return level_phrases(field, facts.density_words, {"texture", "arrangement"}, rng);
    case CaptionField::kBrightness:
      return level_phrases(field, facts.brightness_words, {"sound", "register"}, rng);
    case CaptionField::kDynamics:
      return level_phrases(field, facts.dynamics_words, {"dynamics", "playing"}, rng);
    case CaptionField::kUse:
      return use_phrases(facts, rng);
    case CaptionField::kForm:
      return form_phrases(facts, rng);
    case CaptionField::kLength:
      return length_phrases(facts, rng);
    case CaptionField::kComposer:
      return composer_phrases(facts, rng);
  }
  return {};
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? std::string(last) : ", ";
    text += words[i];
  }
  return text;
}

std::string with_article(const std::string& words) {
  const char first = words.empty() ? 'x' : words.front();
  bool vowel = std::string_view("aeiouAEIO8").find(first) != std::string_view::npos;
  for (const char* spoken : {"uk ", "UK", "unison", "euro", "euph", "one", "use", "Uni"}) {
    if (words.rfind(spoken, 0) == 0) vowel = false;
  }
  for (const char* spoken : {"11", "18", "FM", "R&B", "RnB", "NES", "rnb", "mp3"}) {
    if (words.rfind(spoken, 0) == 0) vowel = true;
  }
  return (vowel ? "an " : "a ") + words;
}

}  // namespace continuo
