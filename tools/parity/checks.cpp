#include "checks.h"

#include "base/error.h"

namespace continuo::parity {

namespace {

struct Part {
  const char* name;
  const char* reference;
  void (*check)(Engine&, Report&);
};

template <const char* const& kName>
void take(Engine& engine, Report& report) {
  check_take(engine, kName, report);
}

constexpr const char* kWords = "words";
constexpr const char* kPlain = "plain";
constexpr const char* kBegun = "begun";
constexpr const char* kTune = "tune";
constexpr const char* kWindow = "window";

// Those that load other forms of the model come last.
constexpr Part kParts[] = {
    {"text", "text", check_text},         {"steps", "steps", check_steps},
    {kWords, kWords, take<kWords>},       {kPlain, kPlain, take<kPlain>},
    {kBegun, kBegun, take<kBegun>},       {kTune, kTune, take<kTune>},
    {kWindow, kWindow, take<kWindow>},    {"codec", "codec", check_codec},
    {"composer", kWords, check_composer}, {"formats", "steps", tell_formats},
};

}  // namespace

std::vector<std::string> parts_at(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const Part& part : kParts) {
    if (Reference::exists(folder, part.reference)) names.emplace_back(part.name);
  }
  return names;
}

void check(const std::string& part, Engine& engine, Report& report) {
  for (const Part& known : kParts) {
    if (part == known.name) return known.check(engine, report);
  }
  fail(ErrorKind::kUsage, "parity", "{}: there is no such part.", part);
}

}  // namespace continuo::parity
