#include "arrange/caption_facts.h"

#include <algorithm>
#include <cmath>

#include "score/instrument.h"

namespace continuo {

namespace {

std::vector<Section> sections_of(const Score& score) {
  std::vector<Section> sections;
  for (const Bar& bar : score.bars) {
    if (bar.bar_in_section == 0 || sections.empty()) {
      sections.push_back({bar.section, 0, bar.intensity, bar.dynamics});
    }
    sections.back().bars += 1;
  }
  return sections;
}

bool has_kind(const std::vector<Section>& sections, SectionKind kind) {
  return std::any_of(sections.begin(), sections.end(),
                     [kind](const Section& section) { return section.kind == kind; });
}

// Kinds that a listener would ask for by name.
void add_kinds(const std::vector<Section>& sections, std::vector<FormFact>& form) {
  const bool chorus = has_kind(sections, SectionKind::kChorus);
  const bool verse = has_kind(sections, SectionKind::kVerse);
  if (chorus && verse) {
    form.push_back({"alternates between verse and chorus", "with verses and choruses"});
    form.push_back({"follows a verse-chorus form", "in verse-chorus form"});
  }
  int strongest = 0;
  for (const Section& section : sections) strongest = std::max(strongest, section.intensity);
  for (const Section& section : sections) {
    if (section.kind == SectionKind::kChorus && section.intensity >= 5 &&
        section.intensity == strongest) {
      form.push_back({"has a big chorus", "with a big chorus"});
      form.push_back({"builds to a strong chorus", "with a powerful chorus"});
      break;
    }
  }
  if (has_kind(sections, SectionKind::kSolo)) {
    form.push_back({"has a solo section", "with a solo section"});
    form.push_back({"makes room for a solo", "with room for a solo"});
  }
  if (has_kind(sections, SectionKind::kBridge)) form.push_back({"has a bridge", "with a bridge"});
  if (sections.size() > 1 && sections.front().kind == SectionKind::kIntro) {
    form.push_back({"begins with an intro", "with an intro"});
  }
  if (sections.size() > 1 && sections.back().kind == SectionKind::kOutro) {
    form.push_back({"closes with an outro", "with an outro"});
  }
  if (has_kind(sections, SectionKind::kDrop)) {
    form.push_back({"has a drop", "with a drop"});
    if (has_kind(sections, SectionKind::kBuild)) {
      form.push_back({"builds up to a drop", "with a build-up and a drop"});
    }
  }
  for (size_t i = 1; i + 1 < sections.size(); ++i) {
    if (sections[i].kind == SectionKind::kBreak) {
      form.push_back({"breaks down in the middle", "with a breakdown in the middle"});
      form.push_back({"has a breakdown", "with a breakdown"});
      break;
    }
  }
  const auto variations =
      std::count_if(sections.begin(), sections.end(),
                    [](const Section& section) { return section.kind == SectionKind::kVariation; });
  if (variations >= 2 && has_kind(sections, SectionKind::kTheme)) {
    form.push_back({"is a theme with variations", "as a theme and variations"});
  }
}

void add_course(const std::vector<Section>& sections, std::vector<FormFact>& form) {
  if (sections.size() < 2) return;
  const Section& first = sections.front();
  const Section& last = sections.back();
  int loudest = 0;
  int strongest = 0;
  size_t peak = 0;
  int weakest = kLevelCount;
  int softest = kLevelCount;
  for (size_t i = 0; i < sections.size(); ++i) {
    loudest = std::max(loudest, sections[i].dynamics);
    weakest = std::min(weakest, sections[i].intensity);
    softest = std::min(softest, sections[i].dynamics);
    if (sections[i].intensity > strongest) {
      strongest = sections[i].intensity;
      peak = i;
    }
  }
  const bool late_peak = peak * 2 >= sections.size();
  if (first.dynamics <= 2 && loudest >= first.dynamics + 2) {
    form.push_back({"starts quietly and builds up", "starting quietly and building up"});
    form.push_back({"begins softly and grows louder", "with a soft beginning that grows louder"});
    form.push_back({"goes from quiet to loud", "going from quiet to loud"});
    form.push_back({"starts soft and gets louder", "quiet at first and then louder"});
  }
  if (late_peak && strongest >= first.intensity + 2) {
    form.push_back({"builds up over time", "that builds up over time"});
    form.push_back({"starts small and builds", "starting small and building"});
    form.push_back({"grows more intense", "growing in intensity"});
    form.push_back({"starts sparse and adds more and more", "with a slow build-up"});
    if (last.intensity == strongest) {
      form.push_back({"builds to a big finish", "with a big finish"});
      form.push_back({"builds to a climax at the end", "with a climax at the end"});
    } else {
      form.push_back({"builds to a climax", "with a climax"});
    }
  }
  if (last.dynamics <= 2 && loudest >= last.dynamics + 2) {
    form.push_back({"ends softly", "with a soft ending"});
    form.push_back({"becomes quiet at the end", "with a quiet ending"});
    form.push_back({"calms down at the end", "calming down at the end"});
  }
  if (first.dynamics >= 5) {
    form.push_back({"starts loud", "with a loud start"});
    form.push_back({"opens powerfully", "with a powerful opening"});
  }
  if (weakest == strongest && loudest == softest) {
    form.push_back({"stays the same throughout", "with a constant level throughout"});
    form.push_back({"keeps a steady intensity", "with steady intensity"});
  }
}

void add_changes(const Score& score, const CaptionHints& hints, std::vector<FormFact>& form) {
  bool key_changes = false;
  bool metre_changes = false;
  for (const Bar& bar : score.bars) {
    key_changes = key_changes || bar.key != score.bars.front().key;
    metre_changes = metre_changes || bar.metre != score.bars.front().metre;
  }
  if (key_changes && hints.key) {
    form.push_back({"changes key", "with a key change"});
    form.push_back({"modulates to another key", "with a modulation"});
  }
  if (metre_changes && hints.metre) {
    form.push_back({"changes metre", "with changing metres"});
    form.push_back({"changes time signature", "with time signature changes"});
  }
}

// Sounding programs by the share of time that they play, melody first.
std::vector<int> by_prominence(const Score& score) {
  std::vector<std::pair<double, int>> shares;
  for (const Part& part : score.parts) {
    if (part.notes.empty()) continue;
    double sounding = 0;
    for (const Note& note : part.notes) sounding += std::min(note.duration, 96);
    double weight = 1;
    if (part.role == Role::kLead) weight = 3;
    if (part.role == Role::kPad) weight = 0.4;
    if (part.program == kDrumKit) weight = 0.2;
    shares.emplace_back(-sounding * weight, part.program);
  }
  std::sort(shares.begin(), shares.end());
  std::vector<int> programs;
  for (const auto& share : shares) programs.push_back(share.second);
  return programs;
}

template <typename Word, typename Reading>
std::vector<std::string> true_words(const std::vector<Word>& words, Span Word::*range,
                                    Reading value) {
  std::vector<std::string> result;
  for (const Word& word : words) {
    if ((word.*range).contains(value)) result.emplace_back(word.text);
  }
  return result;
}

// Names of styles may speak of instruments ("piano piece", "slap funk"): then these must sound.
bool names_what_sounds(std::string_view style, const std::vector<int>& programs) {
  struct Claim {
    std::string_view word;
    Span programs;
  };
  static const std::vector<Claim> claims = {{"piano", {0, 5}},
                                            {"guitar", {24, 31}},
                                            {"slap", {36, 37}},
                                            {"brass band", {56, 61}},
                                            {"marching band", {56, 61}},
                                            {"synth", {38, 103}},
                                            {"choir", {52, 54}},
                                            {"string quartet", {40, 42}},
                                            {"orchestra", {40, 73}},
                                            {"symphon", {40, 73}},
                                            {"808", {38, 39}},
                                            {"beat", {kDrumKit, kDrumKit}},
                                            {"drum", {kDrumKit, kDrumKit}},
                                            {"four-on-the-floor", {kDrumKit, kDrumKit}},
                                            {"vocal", {52, 54}},
                                            {"rock band", {26, 30}},
                                            {"organ", {16, 20}},
                                            {"harpsichord", {6, 6}},
                                            {"accordion", {21, 23}},
                                            {"brass", {56, 61}},
                                            {"banjo", {105, 105}},
                                            {"fiddle", {40, 110}},
                                            {"violin", {40, 40}},
                                            {"cello", {42, 42}},
                                            {"sitar", {104, 104}},
                                            {"tabla", {kDrumKit, kDrumKit}},
                                            {"koto", {107, 107}},
                                            {"kalimba", {108, 108}},
                                            {"shakuhachi", {77, 77}},
                                            {"cowbell", {kDrumKit, kDrumKit}},
                                            {"percussion", {kDrumKit, kDrumKit}},
                                            {"conga", {kDrumKit, kDrumKit}},
                                            {"bongo", {kDrumKit, kDrumKit}}};
  // Names that count their players.
  static const std::vector<std::pair<std::string_view, size_t>> counts = {
      {"duo", 2}, {"duet", 2}, {"trio", 3}, {"quartet", 4}, {"quintet", 5}};
  for (const auto& [word, size] : counts) {
    if (style.find(word) != std::string_view::npos && programs.size() != size) return false;
  }
  // Genres that are called so with drums or without.
  for (const std::string_view name : {"drum and bass", "drum & bass", "drum n bass", "drum'n'bass",
                                      "afrobeat", "afro-beat", "organic"}) {
    if (style.find(name) != std::string_view::npos) return true;
  }
  return std::all_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return style.find(claim.word) == std::string_view::npos ||
           std::any_of(programs.begin(), programs.end(),
                       [&](int program) { return claim.programs.contains(program); });
  });
}

// The tempo of most of the piece, where no bar strays more than four per cent from it.
std::optional<int> steady_bpm(const Score& score) {
  for (const Bar& bar : score.bars) {
    if (std::abs(bar.bpm - score.plan.bpm) * 25 > score.plan.bpm) return std::nullopt;
  }
  return score.plan.bpm;
}

int mean_bpm(const Score& score) {
  const double seconds = score.seconds_at(score.end());
  if (seconds <= 0) return score.plan.bpm;
  return static_cast<int>(std::lround(score.end() * 60.0 / kTicksPerQuarter / seconds));
}

}  // namespace

CaptionFacts caption_facts(const Score& score, const CaptionHints& hints) {
  CaptionFacts facts;
  facts.traits = traits_of(score);
  facts.bpm = steady_bpm(score);
  if (!facts.bpm) facts.traits.bpm = mean_bpm(score);
  facts.composer = hints.composer;
  facts.bars = static_cast<int>(score.bars.size());
  facts.seconds = score.seconds_at(score.end());
  facts.programs = by_prominence(score);
  facts.drums = std::count(facts.programs.begin(), facts.programs.end(), kDrumKit) > 0;
  for (const Part& part : score.parts) {
    if (hints.roles && part.role == Role::kLead && part.program != kDrumKit &&
        !part.notes.empty()) {
      facts.leads.push_back(part.program);
    }
  }

  const Traits& traits = facts.traits;
  facts.styles = hints.styles;
  if (hints.genre) {
    for (const GenreWord& word : genre_words(genre_names()[static_cast<size_t>(traits.genre)])) {
      if (!holds(word.when, traits) || !names_what_sounds(word.text, facts.programs)) continue;
      if (word.text == "drums only" && facts.programs.size() > 1) continue;
      facts.styles.push_back(word);
    }
  }
  for (const MoodWord& mood : mood_words()) {
    const Span all;
    const bool needs_tempo = mood.when.bpm.low != all.low || mood.when.bpm.high != all.high;
    if (needs_tempo && !hints.tempo) continue;
    // Drums alone are wild or relaxed, but neither romantic nor sentimental.
    const bool of_rhythm = mood.arousal >= 1 || mood.text == "laid-back" ||
                           mood.text == "relaxed" || mood.text == "chill";
    if (!traits.pitched && !of_rhythm) continue;
    if (holds(mood.when, traits)) facts.moods.push_back(&mood);
  }
  facts.title_moods = hints.moods;
  for (const UseWord& use : use_words()) {
    if (hints.tempo && traits.pitched && holds(use.when, traits) &&
        names_what_sounds(use.tag, facts.programs)) {
      facts.uses.push_back(use);
    }
  }
  facts.title_uses = hints.uses;
  if (hints.tempo) {
    facts.tempo_words = true_words(tempo_words(), &TempoWord::bpm, traits.bpm);
  } else {
    facts.bpm.reset();
  }
  facts.tempo_words.insert(facts.tempo_words.end(), hints.tempo_words.begin(),
                           hints.tempo_words.end());
  facts.density_words = true_words(density_words(), &LevelWord::level, traits.density);
  facts.dynamics_words = true_words(dynamics_words(), &LevelWord::level, traits.dynamics);
  if (traits.pitched) {
    facts.brightness_words = true_words(brightness_words(), &LevelWord::level, traits.brightness);
    if (hints.key) facts.key = score.plan.key;
  }
  const bool one_metre = std::all_of(score.bars.begin(), score.bars.end(),
                                     [&](const Bar& bar) { return bar.metre == score.plan.metre; });
  if (hints.metre && one_metre) facts.metre = score.plan.metre;

  if (hints.form) {
    const std::vector<Section> sections = sections_of(score);
    add_kinds(sections, facts.form);
    add_course(sections, facts.form);
  }
  add_changes(score, hints, facts.form);
  return facts;
}

}  // namespace continuo
