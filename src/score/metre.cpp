#include "score/metre.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "score/words.h"

namespace continuo {

std::vector<int> Metre::pulses() const {
  const int beat = 4 * kTicksPerQuarter / unit;
  if (unit <= 4) return std::vector<int>(static_cast<size_t>(beats), beat);
  if (beats % 3 == 0) return std::vector<int>(static_cast<size_t>(beats / 3), beat * 3);
  if (beats == 1) return {beat};
  std::vector<int> groups(static_cast<size_t>(beats / 2), beat * 2);
  if (beats % 2 == 1) groups.back() += beat;
  return groups;
}

std::string Metre::name() const { return std::to_string(beats) + "/" + std::to_string(unit); }

const std::vector<Metre>& metres() {
  static const std::vector<Metre> table = {
      {2, 4}, {3, 4}, {4, 4},  {5, 4},  {6, 4},  {2, 2},  {3, 8}, {5, 8}, {6, 8}, {7, 8},
      {7, 4}, {9, 8}, {12, 8}, {11, 8}, {10, 8}, {13, 8}, {3, 2}, {4, 8}, {1, 4}};
  return table;
}

int metre_code(Metre metre) {
  const auto& table = metres();
  const auto at = std::find(table.begin(), table.end(), metre);
  return at == table.end() ? -1 : static_cast<int>(at - table.begin());
}

std::optional<Metre> metre_lasting(int ticks) {
  for (int unit : {4, 8, 16, 32}) {
    const int beat = 4 * kTicksPerQuarter / unit;
    if (ticks > 0 && ticks % beat == 0) return Metre{ticks / beat, unit};
  }
  return std::nullopt;
}

Metre parse_metre(std::string_view text) {
  std::string compact;
  for (char c : text) {
    if (c != ' ' && c != '\t') compact += c;
  }
  std::vector<std::string> known;
  for (const Metre& metre : metres()) {
    if (metre.name() == compact) return metre;
    known.push_back(metre.name());
  }
  fail(ErrorKind::kInput, "metre", "\"{}\": expected one of {}.", text.substr(0, 40),
       joined_with_or(known));
}

}  // namespace continuo
