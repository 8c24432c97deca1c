// What a caption says about the instruments: one alone, all of them, some, the melody's, and the drums.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "arrange/caption_phrases.h"
#include "score/instrument.h"

namespace continuo {

namespace {

using Words = std::vector<std::string>;

std::string pick(Rng& rng, const Words& words) { return rng.pick(words); }

bool takes_article(const std::string& word) {
  if (word.back() == 's' && word != "bass" && !word.ends_with(" bass")) return false;
  return word.find("brass") == std::string::npos && word.find("percussion") == std::string::npos &&
         word.find("pizzicato") == std::string::npos && word != "honky-tonk" &&
         word != "horn section";
}

// A name for each program, no name twice.
Words instrument_names(const std::vector<int>& programs, Rng& rng) {
  Words names;
  for (const int program : programs) {
    const auto& words = instrument_words(program);
    std::string name(words[rng.chance(0.45) ? 0
                                            : static_cast<size_t>(rng.range(
                                                  0, static_cast<int>(words.size()) - 1))]);
    if (rng.chance(0.12)) {
      std::vector<std::string_view> classes;
      for (const InstrumentClass& family : instrument_classes()) {
        for (const Span& span : family.programs) {
          if (span.contains(program)) classes.push_back(family.text);
        }
      }
      if (!classes.empty()) name = std::string(rng.pick(classes));
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::vector<Phrase> solo_phrases(const CaptionFacts& facts, Rng& rng) {
  const CaptionField field = CaptionField::kInstruments;
  if (facts.programs.front() == kDrumKit) {
    const Words tags = {"drums only", "only drums", "just drums",   "solo drums",
                        "drum solo",  "drums",      "drum kit only"};
    const Words tails = {"on drums only", "with only drums", "for drums alone",
                         "with nothing but drums", "with drums"};
    return {{field, pick(rng, tags), "", pick(rng, tails), "Only the drums play"}};
  }
  const std::string name = instrument_names(facts.programs, rng).front();
  const Words tags = {"solo " + name,          name + " solo",  name,
                      "just " + name,          "only " + name,  "solo " + name,
                      "unaccompanied " + name, name + " alone", name + " only"};
  const Words tails = {"for solo " + name, "for " + name,       "on " + name,
                       "for solo " + name, "with just " + name, "for " + name + " alone",
                       "played on " + name};
  const Words sentences = {
      fmt::format("It is played on {} alone", name), fmt::format("Solo {}", name),
      fmt::format("The only instrument is {}", name), fmt::format("Only {} is heard", name)};
  std::string before = rng.chance(0.3) ? (rng.chance(0.6) ? "solo " + name : name) : "";
  if (before.rfind("solo solo", 0) == 0) before.erase(0, 5);
  Phrase phrase{field, pick(rng, tags), before, pick(rng, tails), pick(rng, sentences)};
  for (std::string* text : {&phrase.tag, &phrase.tail, &phrase.sentence}) {
    const size_t twice = text->find("solo solo");
    if (twice != std::string::npos) text->erase(twice, 5);
  }
  return {phrase};
}

}  // namespace

std::vector<Phrase> instrument_phrases(const CaptionFacts& facts, Rng& rng) {
  if (facts.programs.empty()) return {};
  if (facts.programs.size() == 1) return solo_phrases(facts, rng);
  const CaptionField field = CaptionField::kInstruments;

  if (!facts.leads.empty() && rng.chance(0.15)) {
    const std::string name = instrument_names({rng.pick(facts.leads)}, rng).front();
    const Words tags = {name + " melody", "lead " + name, name + " lead", "melody on " + name};
    std::string tag = pick(rng, tags);
    if (name.find("lead") != std::string::npos) tag = name;
    const bool article = takes_article(name);
    return {
        {field, tag, "",
         rng.chance(0.5) ? "with " + with_article(name) + " melody" : "with the melody on " + name,
         article ? fmt::format("The {} plays the melody", name)
                 : fmt::format("The melody is on {}", name)}};
  }

  std::vector<int> chosen = facts.programs;
  const int count = static_cast<int>(chosen.size());
  bool all = count <= 6 && rng.chance(0.45);
  if (!all) {
    const int wanted = std::min(count, rng.range(1, rng.chance(0.3) ? 5 : 3));
    // The prominent ones are named more often, but a caption may name any.
    while (static_cast<int>(chosen.size()) > wanted) {
      const double at = std::sqrt(rng.uniform());
      chosen.erase(chosen.begin() + static_cast<long>(at * static_cast<double>(chosen.size())));
    }
    all = wanted == count;
  }
  if (rng.chance(0.3)) {
    for (size_t i = chosen.size(); i > 1; --i) {
      std::swap(chosen[i - 1], chosen[static_cast<size_t>(rng.range(0, static_cast<int>(i) - 1))]);
    }
  }
  Words names = instrument_names(chosen, rng);
  all = all && names.size() == facts.programs.size();
  static const std::array<const char*, 7> kGroups = {"",        "",        "duo",   "trio",
                                                     "quartet", "quintet", "sextet"};
  const std::string group = all && count <= 6 ? kGroups[static_cast<size_t>(count)] : "";

  const Words plain_ends = {" and ", " and ", " and ", " & ", " + "};
  const std::string last = pick(rng, plain_ends);
  const std::string list = joined(names, last);
  Words articled = names;
  for (std::string& name : articled) {
    if (takes_article(name)) name = with_article(name);
  }
  const std::string article_list = joined(articled, " and ");

  Phrase phrase{field, "", "", "", ""};
  const Words tag_lists = {joined(names, ", "), list, "with " + list, joined(names, ", ")};
  phrase.tag = !group.empty() && rng.chance(0.3) ? list + " " + group : pick(rng, tag_lists);
  Words tails = {"with " + list,      "with " + list,         "with " + list,
                 "featuring " + list, "with " + article_list, "featuring " + article_list};
  if (all) {
    tails.insert(tails.end(), {"for " + list, "played by " + article_list, "for " + list});
    if (!group.empty()) tails.push_back(fmt::format("for {} of {}", with_article(group), list));
  }
  phrase.tail = pick(rng, tails);
  Words sentences = {"It features " + list, "It has " + article_list, "I want to hear " + list,
                     "Use " + list};
  if (all) {
    sentences.push_back("The instruments are " + list);
    sentences.push_back("Instruments: " + list);
  }
  phrase.sentence = pick(rng, sentences);
  return {phrase};
}

std::vector<Phrase> drum_phrases(const CaptionFacts& facts, Rng& rng) {
  if (facts.programs.size() == 1 && facts.drums) return {};
  const CaptionField field = CaptionField::kDrums;
  if (facts.drums) {
    const Words tags = {"with drums", "drums", "drum kit"};
    const Words tails = {"with drums", "with a drum kit", "with drums"};
    return {{field, pick(rng, tags), "", pick(rng, tails), "There are drums"}};
  }
  const Words tags = {"no drums", "without drums", "drumless", "no percussion"};
  const Words tails = {"without drums", "with no drums"};
  const Words sentences = {"No drums", "There are no drums", "Leave out the drums"};
  std::string tag = pick(rng, tags);
  if (tag == "no percussion") {
    for (const int program : facts.programs) {
      if (program == 47 || (program >= 112 && program <= 118)) tag = "no drums";
    }
  }
  return {{field, tag, "", pick(rng, tails), pick(rng, sentences)}};
}

}  // namespace continuo
