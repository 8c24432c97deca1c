#include "measure/report.h"

#include <fmt/format.h>

#include <array>

#include <nlohmann/json.hpp>

namespace continuo {

namespace {

using Json = nlohmann::ordered_json;

std::string percent(double share) { return fmt::format("{:.1f}", 100 * share); }

std::string percent(Interval interval) {
  return fmt::format("{:.1f} to {:.1f}", 100 * interval.low, 100 * interval.high);
}

std::string signed_percent(double share) { return fmt::format("{:+.1f}", 100 * share); }

std::string number(double value) { return fmt::format("{:.3g}", value); }

std::string number(Interval interval) {
  return fmt::format("{:.3g} to {:.3g}", interval.low, interval.high);
}

Json pair(Interval interval) { return Json::array({interval.low, interval.high}); }

// "en 199: ..." is a row of the questions that most languages ask.
constexpr std::array kLanguageQuestions{
    Question::kTempoNamed,  Question::kTempoImplied, Question::kMetreNamed, Question::kKeyPlanned,
    Question::kInstruments, Question::kDrums,        Question::kGenre,      Question::kEnergy};

std::string language_cell(const LanguageResult& language, Question question) {
  for (const LanguageResult::Row& row : language.rows) {
    if (row.question == question) return fmt::format("{} ({})", percent(row.value), row.prompts);
  }
  return "-";
}

std::string f1_line(const InstrumentF1& parts) {
  return fmt::format("precision {}, recall {}, F1 {} ({}); shuffled F1 {} ({})",
                     percent(parts.precision), percent(parts.recall), percent(parts.f1),
                     percent(parts.interval), percent(parts.shuffled),
                     percent(parts.shuffled_interval));
}

std::string key_relations_line(const AdherenceReport& report) {
  std::string line;
  for (size_t i = 0; i < report.key_relations.size(); ++i) {
    if (i > 0) line += ", ";
    line += fmt::format("{} {}", key_relation_name(static_cast<KeyRelation>(i)),
                        report.key_relations[i]);
  }
  return line;
}

std::string language_table(const AdherenceReport& report) {
  if (report.languages.size() < 2) return "";
  std::string head = "| % (prompts that ask) |";
  std::string rule = "| --- |";
  for (const Question question : kLanguageQuestions) {
    head += fmt::format(" {} |", question_text(question).label);
    rule += " --- |";
  }
  std::string table = "### By language\n\n" + head + "\n" + rule + "\n";
  for (const LanguageResult& language : report.languages) {
    table += fmt::format("| {} ({}) |", language.language, language.prompts);
    for (const Question question : kLanguageQuestions)
      table += fmt::format(" {} |", language_cell(language, question));
    table += "\n";
  }
  return table + "\n";
}

// The wording that is the same for every measurement: how each figure comes about.
constexpr std::string_view kMethod = R"(## How it is measured

The prompts are `assets/prompts/adherence.json`: written by hand, in the words that people type, and never seen in
training. Each carries what it asks for. A piece is made for every prompt and seed, and each wish is judged on the notes:

- **tempo named, written**: the median tempo of the bars lies within 3 % of the named one. **heard**: a detector that
  sees onset times and nothing else finds it; **any level** forgives double, half, triple, third, 3/2 and 2/3.
- **tempo implied**: the median tempo lies in the band that the words stand for; the bands are in the prompts' file.
- **metre named, written**: most of the piece has that time signature. **heard**: a detector that sees the accents of the
  eighths, but no bar lines, finds a bar of that length and pulse; **half or double bar** forgives 2/4 for 4/4 and alike.
- **key named, heard**: a detector that sees the notes alone finds its tonic and its major or minor-third family (dorian
  and phrygian count as minor, mixolydian and lydian as major, a blues has both; nothing else is forgiven). **planned**: the plan says so.
- **instruments named**: an instrument plays where it has at least 4 notes. A wish for "guitar" is met by every guitar.
  **F1** joins the share of the named instruments that play (recall, over all prompts that name some) and the share of the
  players that were named (precision, over complete line-ups, since only there is a further player wrong).
- **complete line-up**: over prompts such as "solo", "duo", "just" or a full list of players.
- **genre: planned**: the plan's genre is one that is wished for: a family ("jazz") is met by each of its kinds, a kind ("bebop")
  by itself alone. **recognised**: a classifier that sees notes but neither instruments, tempo nor plan takes the piece for one of
  the wished genre's family; it has learnt from pieces of the rule-based band, so it says whether the notes are of the band's
  notion of the family, and no more of the kind. How well it does at its best: *Genres by ear*.
- **sparse or busy**: fewer, or at least, 5 notes a quarter. **calm or energetic**: fewer, or at least, 10 notes a second.
- **length**: the named number of bars exactly, the named seconds within 15 %.

*Shuffled* is the same wishes judged on music that was made for other prompts (permutations without fixed points): what
music of the same kind reaches when the words are not read. *Lift* is the difference. Intervals are 95 %: Wilson's over
prompts for yes-or-no questions (several seeds of a prompt are averaged first), bootstrap over prompts for means and lifts.
A piece that could not be made counts as failing all its wishes.
)";

}  // namespace

std::string adherence_table(const AdherenceReport& report) {
  std::string text =
      fmt::format("{:<42}{:>7}  {:<15}{:>9}  {:<15}{:>7}  {:<15}{:>4}\n", "% of prompts", "value",
                  "95 %", "shuffled", "95 %", "lift", "95 %", "n");
  for (const QuestionResult& row : report.questions) {
    text +=
        fmt::format("{:<42}{:>7}  {:<15}{:>9}  {:<15}{:>7}  {:<15}{:>4}\n",
                    question_text(row.question).label, percent(row.value), percent(row.interval),
                    percent(row.shuffled), percent(row.shuffled_interval), signed_percent(row.lift),
                    percent(row.lift_interval), row.prompts);
  }
  if (report.instruments)
    text += fmt::format("\ninstruments named: {}\n", f1_line(*report.instruments));
  text += "\nby language, % (prompts):\n";
  for (const LanguageResult& language : report.languages) {
    text += fmt::format("  {} {:>3}:", language.language, language.prompts);
    for (const LanguageResult::Row& row : language.rows) {
      text += fmt::format(" {} {} ({})", question_text(row.question).id, percent(row.value),
                          row.prompts);
    }
    text += "\n";
  }
  text += fmt::format("\n{:<50}{:>9}  {}\n", "of the pieces", "mean", "95 %");
  for (const VarietyResult& row : report.variety) {
    text += fmt::format("{:<50}{:>9}  {}\n", row.label, number(row.value), number(row.interval));
  }
  text += fmt::format("{:<50}{:>9}\n", "foreign parts in a complete line-up",
                      number(report.mean_foreign_parts));
  text += fmt::format("\nkeys heard, against named: {}\n", key_relations_line(report));
  text += fmt::format("{} prompts, {} seeds each, {} pieces failed\n", report.prompts, report.seeds,
                      report.failures.size());
  for (const PieceFailure& failure : report.failures) {
    text += fmt::format("  failed: {}, seed {}: {}\n", failure.prompt_id, failure.seed,
                        failure.message);
  }
  return text;
}

std::string adherence_json(const AdherenceReport& report) {
  Json root;
  root["prompts"] = report.prompts;
  root["seeds"] = report.seeds;
  root["questions"] = Json::object();
  for (const QuestionResult& row : report.questions) {
    root["questions"][std::string(question_text(row.question).id)] = {
        {"value", row.value},       {"interval", pair(row.interval)},
        {"shuffled", row.shuffled}, {"shuffled_interval", pair(row.shuffled_interval)},
        {"lift", row.lift},         {"lift_interval", pair(row.lift_interval)},
        {"prompts", row.prompts}};
  }
  if (report.instruments) {
    const InstrumentF1& parts = *report.instruments;
    root["instrument_f1"] = {{"precision", parts.precision},
                             {"recall", parts.recall},
                             {"f1", parts.f1},
                             {"interval", pair(parts.interval)},
                             {"shuffled", parts.shuffled},
                             {"shuffled_interval", pair(parts.shuffled_interval)}};
  }
  root["languages"] = Json::object();
  for (const LanguageResult& language : report.languages) {
    Json rows = Json::object();
    for (const LanguageResult::Row& row : language.rows) {
      rows[std::string(question_text(row.question).id)] = {{"value", row.value},
                                                           {"prompts", row.prompts}};
    }
    root["languages"][language.language] = {{"prompts", language.prompts}, {"questions", rows}};
  }
  root["pieces_are"] = Json::object();
  for (const VarietyResult& row : report.variety) {
    root["pieces_are"][std::string(row.id)] = {{"value", row.value},
                                               {"interval", pair(row.interval)}};
  }
  root["mean_foreign_parts"] = report.mean_foreign_parts;
  root["key_relations"] = Json::object();
  for (size_t i = 0; i < report.key_relations.size(); ++i) {
    root["key_relations"][std::string(key_relation_name(static_cast<KeyRelation>(i)))] =
        report.key_relations[i];
  }
  root["failures"] = Json::array();
  for (const PieceFailure& failure : report.failures) {
    root["failures"].push_back(
        {{"prompt", failure.prompt_id}, {"seed", failure.seed}, {"message", failure.message}});
  }
  root["pieces"] = Json::array();
  for (const PieceRecord& piece : report.pieces) {
    Json answers = Json::object();
    for (size_t q = 0; q < piece.answers.size(); ++q) {
      if (!piece.answers[q]) continue;
      answers[std::string(question_text(static_cast<Question>(q)).id)] = *piece.answers[q];
    }
    root["pieces"].push_back(
        {{"prompt", piece.prompt_id}, {"seed", piece.seed}, {"answers", answers}});
  }
  return root.dump(2) + "\n";
}

std::string evaluation_page(const AdherenceReport& report, std::string_view subject) {
  std::string page = "# Evaluation\n\n";
  page +=
      fmt::format("Measured: {}. {} prompts, {} seeds each", subject, report.prompts, report.seeds);
  page += report.failures.empty() ? ".\n\n"
                                  : fmt::format("; {} pieces failed.\n\n", report.failures.size());
  page += "## Does the music do what the words ask?\n\n";
  page += "| % of prompts | value | 95 % | shuffled | 95 % | lift | 95 % | prompts |\n";
  page += "| --- | ---: | --- | ---: | --- | ---: | --- | ---: |\n";
  for (const QuestionResult& row : report.questions) {
    page +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n",
                    question_text(row.question).label, percent(row.value), percent(row.interval),
                    percent(row.shuffled), percent(row.shuffled_interval), signed_percent(row.lift),
                    percent(row.lift_interval), row.prompts);
  }
  if (report.instruments)
    page += fmt::format("\nInstruments named: {}.\n", f1_line(*report.instruments));
  page +=
      fmt::format("\nKeys heard against keys named, in pieces: {}. ", key_relations_line(report));
  page += fmt::format("Foreign parts in a complete line-up: {} on average.\n\n",
                      number(report.mean_foreign_parts));
  page += language_table(report);
  page += "## What the pieces are like\n\n| figure | mean | 95 % |\n| --- | ---: | --- |\n";
  for (const VarietyResult& row : report.variety) {
    page += fmt::format("| {} | {} | {} |\n", row.label, number(row.value), number(row.interval));
  }
  page += fmt::format("\n{}", kMethod);
  return page;
}

}  // namespace continuo
