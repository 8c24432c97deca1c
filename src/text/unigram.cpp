#include "text/unigram.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "text/utf8.h"

namespace continuo {

namespace {

// How much worse an unknown character is than the worst piece.
constexpr double kUnknownPenalty = 10;

struct Step {
  int32_t id = 0;
  double score = 0;
  size_t begin = std::numeric_limits<size_t>::max();

  bool is_open() const { return begin == std::numeric_limits<size_t>::max(); }
  void offer(int32_t new_id, double new_score, size_t new_begin) {
    if (!is_open() && !(new_score > score)) return;
    *this = {new_id, new_score, new_begin};
  }
};

}  // namespace

Unigram::Unigram(std::vector<Piece> pieces, int32_t unknown, bool byte_fallback)
    : pieces_(std::move(pieces)), unknown_(unknown), byte_fallback_(byte_fallback) {
  double worst = std::numeric_limits<double>::infinity();
  for (const Piece& piece : pieces_) worst = std::min(worst, piece.score);
  unknown_score_ = worst - kUnknownPenalty;
  for (int32_t id = 0; id < size(); ++id) {
    if (!text(id).empty()) sorted_.push_back(id);
  }
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [&](int32_t a, int32_t b) { return text(a) < text(b); });
  // Of equal texts the last.
  const auto first_kept = std::unique(sorted_.rbegin(), sorted_.rend(),
                                      [&](int32_t a, int32_t b) { return text(a) == text(b); });
  sorted_.erase(sorted_.begin(), first_kept.base());
}

int32_t Unigram::find(std::string_view piece) const {
  const auto found =
      std::lower_bound(sorted_.begin(), sorted_.end(), piece,
                       [&](int32_t id, std::string_view value) { return text(id) < value; });
  return found != sorted_.end() && text(*found) == piece ? *found : -1;
}

void Unigram::append(std::string_view piece, std::vector<int32_t>& ids) const {
  const int32_t id = find(piece);
  if (id >= 0 || !byte_fallback_) {
    ids.push_back(id >= 0 ? id : unknown_);
    return;
  }
  std::vector<int32_t> bytes;
  for (const char c : piece) {
    const int32_t byte = find(fmt::format("<0x{:02X}>", static_cast<uint8_t>(c)));
    if (byte >= 0) bytes.push_back(byte);
  }
  if (bytes.size() != piece.size()) bytes = {unknown_};
  ids.insert(ids.end(), bytes.begin(), bytes.end());
}

void Unigram::encode(std::string_view sentence, std::vector<int32_t>& ids) const {
  std::vector<Step> best(sentence.size() + 1);  // the way to each byte
  for (size_t at = 0; at < sentence.size();) {
    const double score = best[at].score;
    const size_t char_bytes = first_char(sentence.substr(at)).bytes;
    bool whole_char = false;
    // The pieces that begin here: those that agree with the text so far are a range, which each
    // byte narrows.
    auto low = sorted_.begin();
    auto high = sorted_.end();
    for (size_t length = 1; at + length <= sentence.size(); ++length) {
      const auto byte = static_cast<uint8_t>(sentence[at + length - 1]);
      const auto byte_of = [&](int32_t id) {
        return text(id).size() < length ? -1 : static_cast<uint8_t>(text(id)[length - 1]);
      };
      low = std::partition_point(low, high, [&](int32_t id) { return byte_of(id) < byte; });
      high = std::partition_point(low, high, [&](int32_t id) { return byte_of(id) <= byte; });
      if (low == high) break;
      if (text(*low).size() != length) continue;
      best[at + length].offer(*low, pieces_[static_cast<size_t>(*low)].score + score, at);
      whole_char |= length == char_bytes;
    }
    if (!whole_char) best[at + char_bytes].offer(unknown_, unknown_score_ + score, at);
    at += char_bytes;
  }

  // Back from the end; unknown characters in a row are one piece.
  std::vector<std::string_view> found;
  for (size_t end = sentence.size(); end > 0;) {
    size_t begin = best[end].begin;
    if (best[end].id == unknown_) {
      while (begin > 0 && best[begin].id == unknown_) begin = best[begin].begin;
    }
    found.push_back(sentence.substr(begin, end - begin));
    end = begin;
  }
  for (auto piece = found.rbegin(); piece != found.rend(); ++piece) append(*piece, ids);
}

}  // namespace continuo
