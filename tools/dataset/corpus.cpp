#include "corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "arrange/caption.h"
#include "base/error.h"
#include "base/rng.h"
#include "corpus_index.h"
#include "corpus_score.h"
#include "corpus_tempo.h"
#include "corpus_words.h"
#include "progress.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/key_guess.h"
#include "score/midi_file.h"

namespace continuo {

namespace {

bool is_pitched(const Score& score) {
  return std::any_of(score.parts.begin(), score.parts.end(),
                     [](const Part& part) { return part.program != kDrumKit; });
}

// Semitones -5..+6 that all parts can play, the original first, then in a random order.
std::vector<int> playable_moves(const Score& score, Rng& rng) {
  std::vector<int> moves = {0};
  if (!is_pitched(score)) return moves;
  for (int move = -5; move <= 6; ++move) {
    if (move != 0 && fits_when_moved(score, move)) moves.push_back(move);
  }
  for (size_t i = moves.size(); i > 2; --i) {
    std::swap(moves[i - 1], moves[static_cast<size_t>(rng.range(1, static_cast<int>(i) - 1))]);
  }
  return moves;
}

class CorpusRun {
 public:
  CorpusRun(const CorpusOptions& options, DatasetWriter& writer, CorpusSummary& summary)
      : options_(options), writer_(writer), summary_(summary) {}

  // Throws Error where the file is broken.
  void add_file(const CorpusEntry& entry, Rng rng) {
    Score score = read_midi(options_.corpus / entry.path);
    if (!make_regular(score))
      fail(ErrorKind::kInput, "corpus", "expected at least 16 notes in known metres.");
    if (!has_real_tempo(entry)) assign_tempo(score, rng);
    // The hymns' loudness is their converter's.
    if (is_flat(score) || entry.source == "openhymnal") shape_dynamics(score, rng);
    const KeyGuess home = guess_key(pitch_class_weights(score, 0, score.end()));
    int number = 0;
    for (Score& excerpt : excerpts(score, rng)) {
      const KeyGuess here = guess_key(pitch_class_weights(excerpt, 0, excerpt.end()), &home.key);
      excerpt.plan.key = here.key;
      describe(excerpt);
      excerpt.plan.genre = genre_of_entry(entry, excerpt);
      add_versions(entry, excerpt, here.margin > 0.05, number++, rng);
    }
    if (number == 0) fail(ErrorKind::kInput, "corpus", "no excerpt has enough notes.");
  }

 private:
  void add_versions(const CorpusEntry& entry, const Score& excerpt, bool key_is_clear, int number,
                    Rng& rng) {
    const std::vector<int> moves = playable_moves(excerpt, rng);
    for (int version = 0; version < options_.versions; ++version) {
      if (is_pitched(excerpt) && version >= static_cast<int>(moves.size())) break;
      const int move = moves[static_cast<size_t>(version) % moves.size()];
      const double tempo = version == 0 ? 1.0 : rng.uniform(0.92, 1.08);
      const double shift = version == 0 ? 0.0 : rng.normal(0, 4);
      Score reading = varied(excerpt, move, tempo, shift, rng);
      describe(reading);
      reading = as_stored(reading);
      DatasetPiece piece;
      piece.id = fmt::format("{}-{}-v{}", entry.id, number, version);
      piece.source = entry.source;
      piece.genre = std::string(genre_names()[static_cast<size_t>(reading.plan.genre)]);
      piece.work = work_of(entry);
      piece.captions =
          captions(reading, hints_of_entry(entry, reading, key_is_clear), options_.captions, rng);
      piece.frames = encode(reading);
      writer_.add(piece);
    }
    ++summary_.excerpts_by_source[entry.source];
  }

  const CorpusOptions& options_;
  DatasetWriter& writer_;
  CorpusSummary& summary_;
};

}  // namespace

CorpusSummary write_corpus(const CorpusOptions& options, const std::atomic<bool>& stop,
                           bool progress) {
  const std::vector<CorpusEntry> entries =
      select_entries(read_corpus_index(options.corpus), options.polish_pieces);
  DatasetWriter writer(options.out);
  CorpusSummary summary;
  CorpusRun run(options, writer, summary);
  Progress line(static_cast<int64_t>(entries.size()), progress);
  const Rng root(options.seed);
  for (size_t i = 0; i < entries.size() && !stop; ++i) {
    if (i % static_cast<size_t>(options.only_every) != 0) continue;
    ++summary.files;
    try {
      run.add_file(entries[i], root.fork(i));
    } catch (const Error& error) {
      ++summary.skipped;
      fmt::print(stderr, "{}{}: {}\n", progress ? "\n" : "", entries[i].path, error.what());
    }
    line.show(static_cast<int64_t>(i) + 1);
  }
  line.end();
  writer.finish();
  return summary;
}

}  // namespace continuo
