// Runs a fuzz target without libFuzzer: its corpus, then as many inputs made from it as are asked
// for. An input that breaks the target is kept as a file.
//
//   fuzz_TARGET [--runs N] [--seconds S] [--seed N] [--words FILE] [--save FOLDER] FILE|FOLDER...
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>

#include "base/files.h"
#include "mutator.h"
#include "oracle.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitised = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitised = true;
#else
constexpr bool kSanitised = false;
#endif
#else
constexpr bool kSanitised = false;
#endif

// So that what a sanitiser finds ends in a signal, and one allocation has a bound.
extern "C" const char* __asan_default_options();
extern "C" const char* __ubsan_default_options();
extern "C" const char* __asan_default_options() {
  return "abort_on_error=1:max_allocation_size_mb=512:detect_leaks=1";
}
extern "C" const char* __ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }

namespace continuo::fuzz {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr rlim_t kMostMemory_bytes = rlim_t{2}
                                     << 30;  // beside the sanitisers, which need terabytes
constexpr unsigned kMostSeconds = kSanitised ? 20 : 5;  // an input may take

struct Options {
  uint64_t runs = 0;
  double seconds = 0;
  uint64_t seed = 1;
  std::string words;
  std::string save = ".";
  std::vector<fs::path> inputs;
};

// What the handler of signals needs, which may not allocate.
struct InHand {
  const uint8_t* data = nullptr;
  size_t size = 0;
  char path[512] = {};  // of the crash to be, or of the file that it came from
  bool from_file = false;
  char program[512] = {};  // for the advice
} in_hand;

void say(const char* text) { (void)!::write(STDERR_FILENO, text, std::strlen(text)); }

extern "C" void keep_input(int signal) {
  const int file =
      in_hand.from_file ? -1 : ::open(in_hand.path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  for (size_t done = 0; file >= 0 && done < in_hand.size;) {
    const ssize_t put = ::write(file, in_hand.data + done, in_hand.size - done);
    if (put <= 0) break;
    done += static_cast<size_t>(put);
  }
  say(signal == SIGALRM ? "\nfuzz: too slow" : "\nfuzz: broken");
  say(in_hand.from_file ? "; again: " : "; the input is kept; again: ");
  say(in_hand.program);
  say(" ");
  say(in_hand.path);
  say("\n");
  ::_exit(1);
}

void watch_signals() {
  // A deep recursion leaves no stack to handle it on.
  static std::vector<uint8_t> stack(size_t{64} << 10);
  stack_t other{};
  other.ss_sp = stack.data();
  other.ss_size = stack.size();
  if (!kSanitised) ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = keep_input;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (const int signal : {SIGABRT, SIGALRM}) ::sigaction(signal, &action, nullptr);
  if (kSanitised) return;  // a sanitiser says more about these, and then aborts
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) ::sigaction(signal, &action, nullptr);
}

void limit_memory() {
  if (kSanitised) return;
  const rlimit limit{kMostMemory_bytes, kMostMemory_bytes};
  ::setrlimit(RLIMIT_AS, &limit);
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    if (!name.starts_with("--")) {
      options.inputs.emplace_back(name);
      continue;
    }
    const std::string value = ++i < argc ? argv[i] : "";
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    const bool is_number = !value.empty() && *end == 0 && number >= 0 && number < 1e15;
    if (name == "--words" && !value.empty()) {
      options.words = value;
    } else if (name == "--save" && !value.empty()) {
      options.save = value;
    } else if (name == "--runs" && is_number) {
      options.runs = static_cast<uint64_t>(number);
    } else if (name == "--seconds" && is_number) {
      options.seconds = number;
    } else if (name == "--seed" && is_number) {
      options.seed = static_cast<uint64_t>(number);
    } else {
      fail(ErrorKind::kUsage, "fuzz",
           "{}: expected --runs N, --seconds S, --seed N, --words FILE, --save FOLDER, or inputs.",
           name);
    }
  }
  if (options.inputs.empty())
    fail(ErrorKind::kUsage, "fuzz", "expected the files or folders of a corpus.");
  return options;
}

std::vector<fs::path> files_in(const std::vector<fs::path>& inputs) {
  std::vector<fs::path> files;
  for (const fs::path& input : inputs) {
    if (!fs::is_directory(input)) {
      files.push_back(input);
      continue;
    }
    const size_t before = files.size();
    for (const auto& entry : fs::directory_iterator(input))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin() + static_cast<ptrdiff_t>(before), files.end());
  }
  if (files.empty()) fail(ErrorKind::kMissing, "fuzz", "expected inputs, found empty folders.");
  return files;
}

void run(const Bytes& bytes) {
  in_hand.data = bytes.data();
  in_hand.size = bytes.size();
  ::alarm(kMostSeconds);
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  ::alarm(0);
}

void name_crash(const Options& options, const std::string& name) {
  const std::string path = (fs::absolute(options.save) / name).string();
  std::snprintf(in_hand.path, sizeof in_hand.path, "%s", path.c_str());
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int drive(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  const std::string program = fs::path(argv[0]).filename().string();
  std::snprintf(in_hand.program, sizeof in_hand.program, "%s", fs::absolute(argv[0]).c_str());
  std::vector<std::string> words;
  if (!options.words.empty()) words = parse_words(read_text(options.words), options.words);
  fs::create_directories(options.save);
  limit_memory();
  watch_signals();

  std::vector<Bytes> corpus;
  const std::vector<fs::path> files = files_in(options.inputs);
  for (const fs::path& file : files) {
    corpus.push_back(read_bytes(file));
    std::snprintf(in_hand.path, sizeof in_hand.path, "%s", file.c_str());
    in_hand.from_file = true;
    run(corpus.back());
  }
  in_hand.from_file = false;
  const auto started = Clock::now();
  double slowest = 0;
  uint64_t done = 0;
  Mutator mutator(corpus, words, options.seed);
  const auto wanted = [&] {
    return done < options.runs || (options.seconds > 0 && seconds_since(started) < options.seconds);
  };
  while (wanted()) {
    const Bytes bytes = mutator.next();
    name_crash(options, fmt::format("crash-{}-{}-{}", program, options.seed, done++));
    const auto begun = Clock::now();
    run(bytes);
    slowest = std::max(slowest, seconds_since(begun));
  }
  const double spent = seconds_since(started);
  fmt::print("{}: {} files, {} more inputs in {:.1f} s ({:.0f} a second), the slowest {:.1f} ms\n",
             program, files.size(), done, spent,
             done == 0 ? 0.0 : static_cast<double>(done) / spent, 1000 * slowest);
  return 0;
}

}  // namespace

}  // namespace continuo::fuzz

int main(int argc, char** argv) {
  try {
    return continuo::fuzz::drive(argc, argv);
  } catch (const continuo::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "fuzz: {}\n", error.what());
    return 2;
  }
}
