// musicgen_parity: a MusicGen checkpoint in f32 beside what Hugging Face's transformers computes
// with it.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/error.h"
#include "checks.h"

namespace {

constexpr const char* kUsage =
    "usage: musicgen_parity FOLDER [PART ...] [--threads 2]\n"
    "FOLDER holds a checkpoint and, in FOLDER/parity, the references that "
    "train/parity/full_size.py\n"
    "made of it. Without parts all are compared for which there is a reference: text steps words "
    "plain\n"
    "begun tune window codec composer formats. Fails where a number in f32 is further than 1e-4 "
    "off,\n"
    "as a share of the largest of its name, or where a code differs.\n";

}  // namespace

int main(int count, char** words) {
  using namespace continuo;
  std::vector<std::string> arguments(words + 1, words + count);
  int threads = 2;
  for (size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] != "--threads") continue;
    threads = std::atoi(arguments[i + 1].c_str());
    arguments.erase(arguments.begin() + static_cast<ptrdiff_t>(i),
                    arguments.begin() + static_cast<ptrdiff_t>(i) + 2);
    break;
  }
  if (arguments.empty() || arguments[0].starts_with("-") || threads < 1) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  try {
    parity::Engine engine(arguments[0], threads);
    std::vector<std::string> parts(arguments.begin() + 1, arguments.end());
    if (parts.empty()) parts = parity::parts_at(engine.folder());
    if (parts.empty())
      fail(ErrorKind::kMissing, "parity", "{}: there are no references.", arguments[0]);
    parity::Report report;
    for (const std::string& part : parts) parity::check(part, engine, report);
    fmt::print("{}\n", report.passed() ? "all within bounds" : "OUT OF BOUNDS");
    return report.passed() ? 0 : 1;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return error.kind() == ErrorKind::kUsage ? 2 : 1;
  }
}
