#include "measure/music_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace continuo {

namespace {

std::string cell(const Estimate& estimate) {
  if (estimate.pieces == 0) return "-";
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", estimate.value, estimate.interval.low,
                     estimate.interval.high);
}

std::string rule(size_t columns) {
  std::string line = "| --- |";
  for (size_t i = 0; i < columns; ++i) line += " --- |";
  return line + "\n";
}

std::string figures_table(const ComparisonReport& report) {
  std::string table = "| mean (95 %) |";
  for (size_t set = 0; set < report.names.size(); ++set)
    table += fmt::format(" {}, {} pieces |", report.names[set], report.pieces[set]);
  table += "\n" + rule(report.names.size());
  for (size_t figure = 0; figure < report.figures.size(); ++figure) {
    table += fmt::format("| {} |", piece_figures()[figure].label);
    for (const Estimate& estimate : report.figures[figure])
      table += fmt::format(" {} |", cell(estimate));
    table += "\n";
  }
  return table + "\n";
}

std::string copies_table(const ComparisonReport& report) {
  std::string table =
      "| share of melody runs found in the training set | % (95 %) | pieces |\n"
      "| --- | --- | ---: |\n";
  bool any = false;
  for (size_t set = 0; set < report.names.size(); ++set) {
    if (!report.copied[set]) continue;
    any = true;
    const Estimate& copied = *report.copied[set];
    table += fmt::format("| {} | {:.2f} ({:.2f} to {:.2f}) | {} |\n", report.names[set],
                         100 * copied.value, 100 * copied.interval.low, 100 * copied.interval.high,
                         copied.pieces);
  }
  return any ? table + "\n" : "";
}

std::string distance_table(const ComparisonReport& report, const TraitDistances& genre) {
  std::string table = fmt::format("#### {}, {} held-out pieces\n\n| overlap (divergence) |",
                                  genre.genre, genre.reference_pieces);
  for (size_t set = 0; set < genre.sets.size(); ++set)
    table += fmt::format(" {} |", report.names[set + 1]);
  table += "\n" + rule(genre.sets.size());
  for (size_t trait = 0; trait < kMusicTraitCount; ++trait) {
    table += fmt::format("| {} |", music_trait_name(static_cast<MusicTrait>(trait)));
    for (const TraitDistances::Set& set : genre.sets) {
      const auto& distance = set.by_trait[trait];
      table += distance ? fmt::format(" {:.3f} ({:.3f}) |", distance->overlap, distance->divergence)
                        : " - |";
    }
    table += "\n";
  }
  table += "| **mean** (95 %) |";
  for (const TraitDistances::Set& set : genre.sets) {
    table += fmt::format(" **{:.3f}** ({:.3f} to {:.3f}); {:.3f} |", set.mean_overlap.value,
                         set.mean_overlap.interval.low, set.mean_overlap.interval.high,
                         set.mean_divergence);
  }
  return table + "\n\n";
}

std::string verdict(const ComparisonReport& report, const TraitDistances& genre) {
  if (!genre.last_less_first) return "";
  std::vector<std::string> ours;
  for (size_t set = 0; set < report.names.size(); ++set) {
    if (report.ours[set]) ours.push_back(report.names[set]);
  }
  const Estimate& difference = *genre.last_less_first;
  const bool certain = difference.interval.low > 0 || difference.interval.high < 0;
  return fmt::format(
      "{} lies nearer{}: overlap of the {} less that of the {} {:+.3f} ({:+.3f} to "
      "{:+.3f}).\n\n",
      "The " + (difference.value > 0 ? ours.back() : ours.front()), certain ? "" : ", if either",
      ours.back(), ours.front(), difference.value, difference.interval.low,
      difference.interval.high);
}

constexpr std::string_view kMethod = R"(### How it is measured

The human pieces are excerpts of 16 to 48 bars of the corpus' held-out works, as they stand. For each, our writers get its
plan (tempo, metre, key, instruments, sections; for the model also the words of its first caption) and nothing else of it, and
write the notes anew: the sets differ in the notes alone. Training pieces stand beside them as what another hand-written set
reaches. Intervals are 95 %, by bootstrap over pieces (for overlaps: 1.96 times its standard error to both sides).

- **Loudness and timing** of human pieces are those of the played ones only, which are drummers'; scores have none.
- **Stuck in a loop**: 16 bars or more, each of which equals the bar 1, 2, 3 or 4 bars before it.
- **Compression ratio**: notes as points (written onset, pitch), all parts together, drums too; points for each point that
  COSIATEC must write (Meredith 2013). That is the figure that text2midi and its followers report with the program OMNISIA (human
  MIDI files 3.43, text2midi 2.31). Ours differs in two ways: onsets are taken to the nearest sixteenth or triplet, since what a
  player's timing does is no new pattern, and it is of the first 600 points, since it grows with length.
  So the human column here is what ours should be near; 3.43 is of whole files.
- **Notes a Lempel-Ziv phrase**: the same question asked of the notes as a row of symbols.
- **Melody runs**: eight notes in a row of the melody: seven steps in semitones, seven times between onsets; transposed copies
  count as copies. Runs of fewer than four pitches and runs with a rest of more than four quarters are left out. They are looked for
  in the tunes of all parts of the training pieces: the corpus' training half, and the rule-based band's pieces where named.
- **Overlap and divergence** (Yang and Lerch 2020): the distances from a set to the held-out pieces, beside those of the held-out
  pieces among each other: the shared area of both densities (1: cannot be told apart) and Kullback and Leibler's divergence (0).
  Traits: shares of pitch classes from the tonic; of melodic steps from an octave down to one up; of times between onsets in twelve
  note values; pitched notes at once; likeness of neighbouring bars' onsets (Wu and Yang 2020); consonance of the melody with what
  sounds below it (the pitch consonance score of Yeh and others 2021: thirds, fifths, sixths, octaves 1, fourths 0, others -1);
  likeness of bars one to eight bars apart.
)";

}  // namespace

std::string music_page(const ComparisonReport& report, std::string_view subject) {
  std::string page = fmt::format("## Beside human music\n\nMeasured: {}.\n\n", subject);
  page += figures_table(report);
  page += copies_table(report);
  if (!report.distances.empty()) page += "### How near to what people wrote\n\n";
  for (const TraitDistances& genre : report.distances)
    page += distance_table(report, genre) + verdict(report, genre);
  return page + std::string(kMethod);
}

std::string music_bars(const ComparisonReport& report) {
  using Json = nlohmann::ordered_json;
  Json groups = Json::array();
  bool bounded = false;
  for (const TraitDistances& genre : report.distances) {
    Json bars = Json::array();
    double bound = 0;
    for (size_t set = 0; set < genre.sets.size(); ++set) {
      const Estimate& overlap = genre.sets[set].mean_overlap;
      if (!report.ours[set + 1]) {
        bound = overlap.value;
        bounded = true;
        continue;
      }
      bars.push_back({{"name", report.names[set + 1]},
                      {"detail", ""},
                      {"value", overlap.value},
                      {"low", overlap.interval.low},
                      {"high", overlap.interval.high},
                      {"ours", set + 1 == genre.sets.size()}});
    }
    groups.push_back({{"name", genre.genre}, {"bound", bound}, {"bars", bars}});
  }
  const Json chart = {
      {"title", "How near to what people wrote"},
      {"subtitle", "Overlap with held-out human pieces, mean over the traits, 0 to 1; 95 %"},
      {"unit", ""},
      {"bound", bounded ? "other pieces that people wrote" : ""},
      {"groups", groups}};
  return chart.dump(2) + "\n";
}

}  // namespace continuo
