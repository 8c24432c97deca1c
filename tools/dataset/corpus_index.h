// The corpus' index: which files there are, what is known of each, and which works they are.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace continuo {

struct CorpusEntry {
  std::string id;
  std::string source;
  std::string path;  // below the corpus folder
  std::string source_path;
  std::string title;
  std::string composer;
  std::vector<std::string> genres;
  std::string tempo_text;
  int tempo_changes = 1;
  double bpm = 0;
  std::vector<int> programs;
};

// Reads every index_*.jsonl of a corpus folder, in the order of names and lines.
std::vector<CorpusEntry> read_corpus_index(const std::filesystem::path& folder);

// The entries that are used: all sources but the Polish set whole, of that instrumental pieces by a hash of their work,
// `polish_pieces` in all; of a Chopin piece at most two editions.
std::vector<CorpusEntry> select_entries(std::vector<CorpusEntry> entries, int polish_pieces);

// One name for all versions, editions and movements of a work: composer and catalogue number, else the plain title.
std::string work_of(const CorpusEntry& entry);
// Surname in lower-case ASCII letters: "Bach, Johann Sebastian" and "BachJS" give "bach".
std::string surname_of(std::string_view composer);
// Lower-case ASCII with letters' accents dropped and all else as single spaces.
std::string plain_text(std::string_view text);

}  // namespace continuo
