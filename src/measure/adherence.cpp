#include "measure/adherence.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>

#include "base/error.h"
#include "measure/parallel.h"
#include "measure/piece_figures.h"

namespace continuo {

namespace {

struct Piece {
  std::optional<Hearing> hearing;  // nothing where generation failed
  PieceFigures figures{};
  std::string failure;
};

double mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

class Measurement {
 public:
  Measurement(const std::vector<AdherencePrompt>& prompts, const AdherenceOptions& options)
      : prompts_(prompts), options_(options) {
    if (options.seeds < 1 || options.shuffles < 1) {
      fail(ErrorKind::kInput, "adherence",
           "seeds and shuffles: expected at least 1, found {} and {}.", options.seeds,
           options.shuffles);
    }
    for (int s = 0; s < options.shuffles; ++s) {
      shuffles_.push_back(
          derangement(prompts.size(), options.shuffle_seed + static_cast<uint64_t>(s)));
    }
    report_.prompts = prompts.size();
    report_.seeds = options.seeds;
  }

  AdherenceReport run(std::span<const Generate> generators) {
    make_pieces(generators);
    for (int q = 0; q < kQuestionCount; ++q) add_question(static_cast<Question>(q));
    add_languages();
    add_instruments();
    add_variety();
    add_foreign_parts();
    add_key_relations();
    add_records();
    return std::move(report_);
  }

 private:
  const Piece& piece(size_t prompt, int seed) const {
    return pieces_[prompt * static_cast<size_t>(options_.seeds) + static_cast<size_t>(seed)];
  }

  Answers answers(size_t wishing, size_t playing, int seed) const {
    const Wishes& wishes = prompts_[wishing].wishes;
    const Piece& music = piece(playing, seed);
    Answers answers = music.hearing ? judge(wishes, *music.hearing) : failed(wishes);
    if (!options_.recognise) {
      answers[static_cast<size_t>(Question::kGenreHeard)].reset();
      answers[static_cast<size_t>(Question::kGenreHeardInFull)].reset();
    }
    return answers;
  }

  Piece made(const Generate& generate, std::string_view prompt, uint64_t seed) const {
    try {
      const Score score = generate(prompt, seed);
      Hearing hearing = hear(score);
      if (options_.recognise) {
        const Recognised recognised = options_.recognise(score);
        hearing.recognised = recognised.by_notes;
        hearing.recognised_in_full = recognised.in_full;
      }
      return {std::move(hearing), figures_of(score), ""};
    } catch (const Error& error) {
      return {std::nullopt, {}, error.what()};
    }
  }

  void make_pieces(std::span<const Generate> generators) {
    const auto seeds = static_cast<size_t>(options_.seeds);
    pieces_.resize(prompts_.size() * seeds);
    run_tasks(
        pieces_.size(), generators.size(),
        [&](size_t worker, size_t task) {
          pieces_[task] = made(generators[worker], prompts_[task / seeds].text,
                               options_.first_seed + task % seeds);
        },
        [&](size_t done) {
          if (options_.progress) options_.progress(done, pieces_.size());
        });
    for (size_t task = 0; task < pieces_.size(); ++task) {
      if (pieces_[task].hearing) continue;
      report_.failures.push_back(
          {prompts_[task / seeds].id, options_.first_seed + task % seeds, pieces_[task].failure});
    }
  }

  // The mean over seeds of one prompt's wishes on the music of another; nothing where they do not
  // ask.
  std::optional<double> answer(Question question, size_t wishing, size_t playing) const {
    double sum = 0;
    for (int s = 0; s < options_.seeds; ++s) {
      const auto value = answers(wishing, playing, s)[static_cast<size_t>(question)];
      if (!value) return std::nullopt;
      sum += *value;
    }
    return sum / options_.seeds;
  }

  Interval interval(const std::vector<double>& values, bool proportion) const {
    if (!proportion) return bootstrap(values);
    return wilson_interval(std::accumulate(values.begin(), values.end(), 0.0),
                           static_cast<double>(values.size()));
  }

  Interval bootstrap(const std::vector<double>& values) const {
    return bootstrap_mean_interval(values, options_.bootstrap_draws, options_.shuffle_seed);
  }

  void add_question(Question question) {
    std::vector<double> own;
    std::vector<double> shuffled;
    std::vector<double> lift;
    for (size_t p = 0; p < prompts_.size(); ++p) {
      const std::optional<double> value = answer(question, p, p);
      if (!value) continue;
      double other = 0;
      for (const auto& shuffle : shuffles_) other += answer(question, p, shuffle[p]).value_or(0);
      other /= options_.shuffles;
      own.push_back(*value);
      shuffled.push_back(other);
      lift.push_back(*value - other);
    }
    if (own.empty()) return;
    const bool proportion = question_text(question).proportion;
    report_.questions.push_back({question, own.size(), mean(own), interval(own, proportion),
                                 mean(shuffled), interval(shuffled, proportion), mean(lift),
                                 bootstrap(lift)});
  }

  void add_languages() {
    std::map<std::string, std::vector<size_t>> prompts_by_language;
    for (size_t p = 0; p < prompts_.size(); ++p)
      prompts_by_language[prompts_[p].language].push_back(p);
    for (const auto& [language, members] : prompts_by_language) {
      LanguageResult result{language, members.size(), {}};
      for (const QuestionResult& asked : report_.questions) {
        std::vector<double> values;
        for (const size_t p : members) {
          if (const auto value = answer(asked.question, p, p)) values.push_back(*value);
        }
        if (!values.empty()) result.rows.push_back({asked.question, values.size(), mean(values)});
      }
      report_.languages.push_back(std::move(result));
    }
    std::stable_partition(report_.languages.begin(), report_.languages.end(),
                          [](const LanguageResult& r) { return r.language == "en"; });
  }

  // What one prompt adds to precision and recall, on its own music or on another's.
  struct Parts {
    std::optional<double> precision;  // of complete line-ups
    double recall = 0;
  };

  static double f1_of(std::span<const size_t> drawn, const std::vector<Parts>& parts) {
    double precision = 0;
    double recall = 0;
    size_t complete = 0;
    for (const size_t i : drawn) {
      recall += parts[i].recall;
      if (!parts[i].precision) continue;
      precision += *parts[i].precision;
      ++complete;
    }
    if (complete == 0 || precision <= 0 || recall <= 0) return 0;
    precision /= static_cast<double>(complete);
    recall /= static_cast<double>(drawn.size());
    return 2 * precision * recall / (precision + recall);
  }

  void add_instruments() {
    std::vector<Parts> own;
    std::vector<Parts> shuffled;
    std::vector<double> precisions;
    std::vector<double> recalls;
    for (size_t p = 0; p < prompts_.size(); ++p) {
      const auto recall = answer(Question::kInstruments, p, p);
      if (!recall) continue;
      own.push_back({answer(Question::kPrecision, p, p), *recall});
      recalls.push_back(*recall);
      if (own.back().precision) precisions.push_back(*own.back().precision);
      Parts other;
      for (const auto& shuffle : shuffles_) {
        other.recall += answer(Question::kInstruments, p, shuffle[p]).value_or(0);
        if (const auto value = answer(Question::kPrecision, p, shuffle[p]))
          other.precision = other.precision.value_or(0) + *value / options_.shuffles;
      }
      other.recall /= options_.shuffles;
      shuffled.push_back(other);
    }
    if (precisions.empty()) return;
    std::vector<size_t> all(own.size());
    std::iota(all.begin(), all.end(), size_t{0});
    const auto interval = [&](const std::vector<Parts>& parts) {
      return bootstrap_interval(parts.size(), options_.bootstrap_draws, options_.shuffle_seed,
                                [&](std::span<const size_t> drawn) { return f1_of(drawn, parts); });
    };
    report_.instruments = InstrumentF1{mean(precisions), mean(recalls),        f1_of(all, own),
                                       interval(own),    f1_of(all, shuffled), interval(shuffled)};
  }

  void add_variety() {
    for (size_t v = 0; v < kPieceFigureCount; ++v) {
      std::vector<double> by_prompt;
      for (size_t p = 0; p < prompts_.size(); ++p) {
        std::vector<double> values;
        for (int s = 0; s < options_.seeds; ++s) {
          if (piece(p, s).hearing) values.push_back(piece(p, s).figures[v]);
        }
        if (!values.empty()) by_prompt.push_back(mean(values));
      }
      report_.variety.push_back(
          {piece_figures()[v].id, piece_figures()[v].label, mean(by_prompt), bootstrap(by_prompt)});
    }
  }

  void add_foreign_parts() {
    std::vector<double> foreign;
    for (size_t p = 0; p < prompts_.size(); ++p) {
      if (!prompts_[p].wishes.only) continue;
      for (int s = 0; s < options_.seeds; ++s) {
        if (piece(p, s).hearing)
          foreign.push_back(foreign_parts(prompts_[p].wishes, *piece(p, s).hearing));
      }
    }
    report_.mean_foreign_parts = mean(foreign);
  }

  void add_key_relations() {
    report_.key_relations.assign(static_cast<size_t>(KeyRelation::kOther) + 1, 0);
    for (size_t p = 0; p < prompts_.size(); ++p) {
      if (!prompts_[p].wishes.key) continue;
      for (int s = 0; s < options_.seeds; ++s) {
        const Piece& music = piece(p, s);
        if (!music.hearing || !music.hearing->key.heard) continue;
        const KeyRelation relation = key_relation(*prompts_[p].wishes.key, music.hearing->key.key);
        ++report_.key_relations[static_cast<size_t>(relation)];
      }
    }
  }

  void add_records() {
    for (size_t p = 0; p < prompts_.size(); ++p) {
      for (int s = 0; s < options_.seeds; ++s) {
        report_.pieces.push_back(
            {prompts_[p].id, options_.first_seed + static_cast<uint64_t>(s), answers(p, p, s)});
      }
    }
  }

  const std::vector<AdherencePrompt>& prompts_;
  const AdherenceOptions& options_;
  std::vector<std::vector<size_t>> shuffles_;
  std::vector<Piece> pieces_;  // by prompt, then seed
  AdherenceReport report_;
};

}  // namespace

AdherenceReport measure_adherence(const std::vector<AdherencePrompt>& prompts,
                                  std::span<const Generate> generators,
                                  const AdherenceOptions& options) {
  if (generators.empty())
    fail(ErrorKind::kInput, "adherence", "generators: expected at least one, found none.");
  return Measurement(prompts, options).run(generators);
}

AdherenceReport measure_adherence(const std::vector<AdherencePrompt>& prompts,
                                  const Generate& generate, const AdherenceOptions& options) {
  return measure_adherence(prompts, std::span(&generate, 1), options);
}

}  // namespace continuo
