#include "serve/gemini_song_form.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "arrange/words.h"
#include "prompt/named_length.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo::gemini {

namespace {

constexpr size_t kMostSections = 64;
constexpr size_t kMostDirections_bytes = 400;

struct KindWord {
  std::string_view word;
  SectionKind kind;
};
// Longer names before those that they contain.
constexpr std::array<KindWord, 33> kKindWords = {{{"pre chorus", SectionKind::kPreChorus},
                                                  {"prechorus", SectionKind::kPreChorus},
                                                  {"post chorus", SectionKind::kChorus},
                                                  {"guitar solo", SectionKind::kSolo},
                                                  {"instrumental", SectionKind::kInterlude},
                                                  {"introduction", SectionKind::kIntro},
                                                  {"interlude", SectionKind::kInterlude},
                                                  {"variation", SectionKind::kVariation},
                                                  {"breakdown", SectionKind::kBreak},
                                                  {"fade out", SectionKind::kOutro},
                                                  {"build up", SectionKind::kBuild},
                                                  {"building", SectionKind::kBuild},
                                                  {"buildup", SectionKind::kBuild},
                                                  {"crescendo", SectionKind::kBuild},
                                                  {"refrain", SectionKind::kChorus},
                                                  {"opening", SectionKind::kIntro},
                                                  {"climax", SectionKind::kChorus},
                                                  {"chorus", SectionKind::kChorus},
                                                  {"bridge", SectionKind::kBridge},
                                                  {"ending", SectionKind::kOutro},
                                                  {"finale", SectionKind::kOutro},
                                                  {"verse", SectionKind::kVerse},
                                                  {"intro", SectionKind::kIntro},
                                                  {"outro", SectionKind::kOutro},
                                                  {"theme", SectionKind::kTheme},
                                                  {"break", SectionKind::kBreak},
                                                  {"build", SectionKind::kBuild},
                                                  {"hook", SectionKind::kChorus},
                                                  {"solo", SectionKind::kSolo},
                                                  {"drop", SectionKind::kDrop},
                                                  {"coda", SectionKind::kOutro},
                                                  {"main", SectionKind::kTheme},
                                                  {"end", SectionKind::kOutro}}};

// By SectionKind: levels where the words say nothing, and usual bars.
struct KindHabits {
  int intensity, dynamics, bars;
};
constexpr std::array<KindHabits, kSectionKindCount> kHabits = {{{2, 3, 4},
                                                                {4, 4, 8},
                                                                {5, 4, 4},
                                                                {6, 6, 8},
                                                                {4, 4, 8},
                                                                {2, 3, 4},
                                                                {5, 5, 8},
                                                                {2, 3, 4},
                                                                {4, 4, 8},
                                                                {5, 5, 8},
                                                                {5, 5, 4},
                                                                {7, 7, 8},
                                                                {3, 3, 4}}};

const KindHabits& habits(SectionKind kind) { return kHabits[static_cast<size_t>(kind)]; }

struct CourseWord {
  std::string_view text;
  int level;
};
// What words of a course mean for how much is going on; moods and loudness come from arrange/words.
constexpr std::array<CourseWord, 45> kCourseWords = {{{"a cappella", 1},
                                                      {"alone", 1},
                                                      {"ambient", 2},
                                                      {"big", 6},
                                                      {"building", 5},
                                                      {"builds", 5},
                                                      {"calm", 2},
                                                      {"climax", 7},
                                                      {"climactic", 7},
                                                      {"crescendo", 6},
                                                      {"crashing", 7},
                                                      {"drums enter", 5},
                                                      {"dying away", 1},
                                                      {"empty", 0},
                                                      {"enters", 4},
                                                      {"everything", 7},
                                                      {"explodes", 7},
                                                      {"explosion", 7},
                                                      {"explosive", 7},
                                                      {"faded", 1},
                                                      {"fade out", 1},
                                                      {"fades", 1},
                                                      {"fading", 1},
                                                      {"full band", 6},
                                                      {"full orchestra", 7},
                                                      {"gentle", 2},
                                                      {"huge", 7},
                                                      {"intimate", 1},
                                                      {"joins", 4},
                                                      {"layered", 5},
                                                      {"massive", 7},
                                                      {"only", 2},
                                                      {"peak", 7},
                                                      {"quieter", 2},
                                                      {"rising", 5},
                                                      {"silence", 0},
                                                      {"slow", 2},
                                                      {"soaring", 6},
                                                      {"stripped", 1},
                                                      {"stripped back", 1},
                                                      {"subtle", 2},
                                                      {"sweeping", 6},
                                                      {"swells", 5},
                                                      {"tension", 5},
                                                      {"thin", 1}}};

bool holds_words(const std::string& plain, std::string_view words) {
  const std::string wanted = " " + plain_words(words) + " ";
  return (" " + plain + " ").find(wanted) != std::string::npos;
}

std::optional<SectionKind> kind_named(const std::string& plain) {
  for (const KindWord& each : kKindWords) {
    if (holds_words(plain, each.word)) return each.kind;
    // "Verse1", "Choruses"
    if (plain.starts_with(each.word) && each.word.size() > 3) return each.kind;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text, std::string_view what = " \t\r\n") {
  const size_t begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

// Reads "1:05", "0:05.5" or "12.5" off the front; nothing where there is no time.
std::optional<double> take_time(std::string_view& text) {
  const auto number = [&](double& value) {
    const size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    if (digits == 0 || digits > 8) return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc() || end != text.data() + digits) return false;
    text.remove_prefix(digits);
    return true;
  };
  double first = 0;
  if (!number(first)) return std::nullopt;
  for (int colons = 0; colons < 2 && text.starts_with(':'); ++colons) {
    std::string_view rest = text;
    text.remove_prefix(1);
    double next = 0;
    if (text.size() < 2 || !number(next) || next >= 60) {
      text = rest;
      return colons == 0 ? std::nullopt : std::optional(first);
    }
    first = 60 * first + next;
  }
  if (text.starts_with('s')) text.remove_prefix(1);
  return first;
}

struct Stamp {
  double begin = 0;
  std::optional<double> end;
};

// What stands between the brackets: "0:00 - 0:10", "0:00–0:10", "0:10 to 0:20", "1:05".
std::optional<Stamp> stamp_of(std::string_view text) {
  text = trimmed(text);
  const bool clock = text.find(':') != std::string_view::npos;
  const std::optional<double> begin = take_time(text);
  if (!begin) return std::nullopt;
  text = trimmed(text);
  if (text.empty()) return clock ? std::optional(Stamp{*begin, {}}) : std::nullopt;
  bool dash = false;
  for (const std::string_view mark : {"-", "\xe2\x80\x93", "\xe2\x80\x94", "to", "~"}) {
    if (!dash && text.starts_with(mark)) {
      text = trimmed(text.substr(mark.size()));
      dash = true;
    }
  }
  if (!dash) return std::nullopt;
  if (text.empty() || text == "end") return Stamp{*begin, {}};
  const std::optional<double> end = take_time(text);
  if (!end || !trimmed(text).empty() || *end <= *begin) return std::nullopt;
  return Stamp{*begin, end};
}

// A bracket of the prompt: what it is, where it stands.
struct Mark {
  size_t begin = 0, end = 0;  // of the bracket, bytes
  std::optional<Stamp> stamp;
  std::string tag;  // where it is none
};

constexpr size_t kLongestMark_bytes = 200;

std::vector<Mark> marks_of(std::string_view prompt) {
  std::vector<Mark> marks;
  size_t at = 0;
  while (marks.size() < kMostSections) {
    at = prompt.find_first_of("[(", at);
    if (at == std::string_view::npos) break;
    const bool square = prompt[at] == '[';
    const size_t close = prompt.find(square ? ']' : ')', at);
    if (close == std::string_view::npos) {
      ++at;
      continue;
    }
    const std::string_view inside = prompt.substr(at + 1, close - at - 1);
    if (inside.size() > kLongestMark_bytes) {
      ++at;
      continue;
    }
    Mark mark{at, close + 1, stamp_of(inside), std::string(trimmed(inside))};
    const bool tag = square && kind_named(plain_words(mark.tag)).has_value();
    if (mark.stamp || tag) {
      marks.push_back(std::move(mark));
      at = close + 1;
    } else {
      ++at;
    }
  }
  return marks;
}

// "Intro: a lone piano" after a stamp, "Verse 1: soft" or "Verse 1 - soft" in a tag.
void split_name(std::string_view text, AskedSection& section) {
  text = trimmed(text, " \t\r\n:-");
  const size_t end = std::min(text.find_first_of(":\n"), text.find(" - "));
  const std::string_view head = text.substr(0, end);
  const std::optional<SectionKind> kind = kind_named(plain_words(head));
  if (end != std::string_view::npos && head.size() <= 40) {
    section.name = trimmed(head);
    section.words = trimmed(text.substr(end), " \t\r\n:-");
  } else if (kind && head.size() <= 20) {
    section.name = head;
  } else {
    section.words = text;
  }
  if (kind) section.kind = *kind;
}

// Of the text under a tag, what is in brackets is a direction; the rest is to be sung.
std::string bracketed(std::string_view text) {
  std::string words;
  for (size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const size_t close = text.find(')', at);
    if (close == std::string_view::npos) break;
    if (!words.empty()) words += ", ";
    words += text.substr(at + 1, close - at - 1);
  }
  return words;
}

// Where words that are to be sung begin: after "lyrics:". The size of the text where there are none.
size_t lyrics_in(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return std::min(lower.find("lyrics:"), text.size());
}

// A stamped section without a name is what its place makes it.
SectionKind kind_by_place(size_t index, size_t count) {
  if (index == 0 && count > 1) return SectionKind::kIntro;
  if (index + 1 == count && count > 2) return SectionKind::kOutro;
  return index % 2 == 1 ? SectionKind::kVerse : SectionKind::kChorus;
}

void add_words(std::string& words, std::string_view more) {
  more = trimmed(more, " \t\r\n,");
  if (more.empty()) return;
  if (!words.empty()) words += words.ends_with('.') ? " " : ", ";
  words += more;
}

// The instruments that directions of one section name. Their other words are that section's alone:
// a soft bridge makes no soft song.
std::string instruments_in(std::string_view directions) {
  std::vector<std::string> words;
  std::string plain = plain_words(directions);
  for (size_t at = 0; at < plain.size();) {
    const size_t end = std::min(plain.find(' ', at), plain.size());
    words.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  std::string found;
  for (size_t at = 0; at < words.size();) {
    size_t taken = 0;
    for (size_t count = std::min<size_t>(3, words.size() - at); count > 0 && taken == 0; --count) {
      std::string phrase = words[at];
      for (size_t i = 1; i < count; ++i) phrase += " " + words[at + i];
      if (programs_named(phrase).empty()) continue;
      add_words(found, phrase);
      taken = count;
    }
    at += std::max<size_t>(taken, 1);
  }
  return found;
}

// The times that stamps leave open: an end is the next begin.
void close_gaps(std::vector<AskedSection>& sections) {
  for (size_t i = 0; i + 1 < sections.size(); ++i) {
    if (sections[i].begin_s && sections[i + 1].begin_s) sections[i].end_s = sections[i + 1].begin_s;
  }
}

}  // namespace

Levels levels_of(SectionKind kind, std::string_view words) {
  const std::string plain = plain_words(words.substr(0, kMostDirections_bytes));
  double intensity = 0, dynamics = 0, intense = 0, dynamic = 0;
  const auto intensity_is = [&](double level) { intensity += level, ++intense; };
  const auto dynamics_is = [&](double level) { dynamics += level, ++dynamic; };
  for (const CourseWord& each : kCourseWords) {
    if (!holds_words(plain, each.text)) continue;
    intensity_is(each.level);
    dynamics_is(each.level);
  }
  for (const LevelWord& each : density_words()) {
    if (holds_words(plain, each.text)) intensity_is(0.5 * (each.level.low + each.level.high));
  }
  for (const LevelWord& each : dynamics_words()) {
    if (!holds_words(plain, each.text)) continue;
    dynamics_is(0.5 * (each.level.low + each.level.high));
    intensity_is(0.5 * (each.level.low + each.level.high));
  }
  for (const MoodWord& each : mood_words()) {
    if (!holds_words(plain, each.text) || each.arousal == 0) continue;
    intensity_is(3.5 + 1.5 * each.arousal);
    dynamics_is(3.5 + 1.3 * each.arousal);
  }
  const auto level = [](double sum, double count, int otherwise) {
    if (count == 0) return otherwise;
    return std::clamp(static_cast<int>(std::lround(sum / count)), 0, kLevelCount - 1);
  };
  return {level(intensity, intense, habits(kind).intensity),
          level(dynamics, dynamic, habits(kind).dynamics)};
}

SongForm read_song_form(std::string_view prompt) {
  SongForm form;
  const std::vector<Mark> marks = marks_of(prompt);
  const bool stamped =
      std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return mark.stamp; });
  const std::string_view head =
      prompt.substr(0, marks.empty() ? prompt.size() : marks.front().begin);
  const size_t lyrics = lyrics_in(head);
  form.has_lyrics = lyrics < head.size();
  add_words(form.words, head.substr(0, lyrics));
  for (size_t i = 0; i < marks.size(); ++i) {
    const Mark& mark = marks[i];
    const size_t next = i + 1 < marks.size() ? marks[i + 1].begin : prompt.size();
    const std::string_view after = prompt.substr(mark.end, next - mark.end);
    if (!mark.stamp && stamped) {  // "[0:00-0:10] [Intro] ..." names the section before
      if (!form.sections.empty() && form.sections.back().name.empty()) {
        AskedSection& section = form.sections.back();
        split_name(mark.tag, section);
        if (section.name.empty()) section.name = mark.tag;
        add_words(section.words, after);
      }
      continue;
    }
    AskedSection section;
    section.kind = kind_by_place(i, marks.size());
    if (mark.stamp) {
      section.begin_s = mark.stamp->begin;
      section.end_s = mark.stamp->end;
      split_name(after, section);
    } else {
      split_name(mark.tag, section);
      if (section.name.empty()) std::swap(section.name, section.words);
      // On the tag's own line are directions, beneath it is what is sung.
      const size_t line = std::min(after.find('\n'), after.size());
      add_words(section.words, trimmed(after.substr(0, line), " \t\r:-"));
      add_words(section.words, bracketed(after.substr(line)));
      form.has_lyrics |= !trimmed(after.substr(line)).empty();
    }
    if (section.words.size() > kMostDirections_bytes) {
      size_t cut = kMostDirections_bytes;
      while (cut > 0 && (static_cast<unsigned char>(section.words[cut]) & 0xC0) == 0x80) --cut;
      section.words.resize(cut);
    }
    form.sections.push_back(std::move(section));
  }
  std::stable_sort(form.sections.begin(), form.sections.end(),
                   [](const AskedSection& a, const AskedSection& b) {
                     return a.begin_s.value_or(0) < b.begin_s.value_or(0);
                   });
  close_gaps(form.sections);
  const bool speaks_for_itself = !form.words.empty();
  for (const AskedSection& section : form.sections) {
    add_words(form.words, speaks_for_itself ? instruments_in(section.words) : section.words);
  }
  for (AskedSection& section : form.sections) {
    const Levels levels = levels_of(section.kind, section.name + " " + section.words);
    section.intensity = levels.intensity;
    section.dynamics = levels.dynamics;
  }
  if (stamped && form.sections.back().end_s) {
    form.seconds = form.sections.back().end_s;
  } else {
    form.seconds = named_length(head.substr(0, lyrics)).seconds;
  }
  return form;
}

std::vector<Section> sections_in_bars(const std::vector<AskedSection>& asked, double seconds,
                                      double bar_s) {
  const int bars =
      static_cast<int>(std::clamp(std::floor(seconds / bar_s + 1e-6), 1.0, 1.0 * kMaxPlanBars));
  // Ends of sections as shares of the whole.
  std::vector<double> ends;
  const bool stamped = !asked.empty() && asked.front().begin_s.has_value();
  double sum = 0;
  for (const AskedSection& section : asked) {
    sum += habits(section.kind).bars;
    ends.push_back(stamped ? section.end_s.value_or(seconds) / bar_s : sum);
  }
  if (!stamped) {
    for (double& end : ends) end *= bars / sum;
  }
  std::vector<Section> sections;
  int begun = 0;
  for (size_t i = 0; i < asked.size() && begun < bars; ++i) {
    const bool last = i + 1 == asked.size();
    int end = last ? bars : static_cast<int>(std::lround(std::min(ends[i], 1.0 * bars)));
    end = std::clamp(end, begun + 1, bars);
    // Sections longer than a plan can say go in pieces.
    while (begun < end) {
      const int piece = std::min(end - begun, kMaxSectionBars);
      sections.push_back({asked[i].kind, piece, asked[i].intensity, asked[i].dynamics});
      begun += piece;
    }
  }
  if (!sections.empty() && begun < bars)
    sections.back().bars = std::min(sections.back().bars + bars - begun, kMaxSectionBars);
  return sections;
}

}  // namespace continuo::gemini
