#include "serve/gemini_song_form.h"

#include <algorithm>
#include <cmath>

#include "prompt/named_length.h"
#include "score/instrument.h"
#include "score/words.h"
#include "serve/gemini_section_words.h"
#include "serve/gemini_song_marks.h"

namespace continuo::gemini {

namespace {

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
  size_t at = text.find('(');
  while (at != std::string_view::npos && words.size() < kMostDirections_bytes) {
    const size_t close = text.find(')', at);
    if (close == std::string_view::npos) break;
    if (!words.empty()) words += ", ";
    words += text.substr(at + 1, close - at - 1);
    at = text.find('(', close);
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
