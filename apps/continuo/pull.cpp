// continuo pull: a model comes from the Hugging Face hub into the cache that all its tools share.

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "checkpoint/hub_download.h"
#include "command.h"
#include "hub_environment.h"

namespace continuo {

namespace {

using Clock = std::chrono::steady_clock;

struct PullOptions {
  std::string model;
  bool yes = false;
};

std::string progress_text(const PullProgress& progress, double seconds) {
  const std::string amount = fmt::format("{}  {} of {}", progress.file, bytes_text(progress.done),
                                         bytes_text(progress.total));
  if (progress.doing == PullProgress::Doing::kWaiting)
    return amount + "  waiting for another program that downloads it";
  if (progress.doing == PullProgress::Doing::kChecking) return amount + "  checking";
  if (progress.received == 0) return amount + "  waiting for the hub";
  const double rate = static_cast<double>(progress.received) / seconds;
  const double left = static_cast<double>(progress.total - progress.done) / rate;
  return fmt::format("{}  {}/s  {} left (Ctrl-C keeps what is there)", amount,
                     bytes_text(static_cast<uint64_t>(rate)), duration_text(left));
}

void describe(const HubListing& listing, const HubCache& cache, uint64_t to_come) {
  const uint64_t here = listing.bytes() - to_come;
  fmt::print("{}\n", listing.id.text());
  fmt::print("  licence  {} ({})\n",
             listing.licence.empty() ? "not named in its card" : listing.licence, listing.page);
  fmt::print("  files    {} of {}{}\n", listing.files.size(), bytes_text(listing.bytes()),
             here == 0 ? "" : fmt::format(", {} of it here already", bytes_text(here)));
  fmt::print("  into     {}\n", cache.model(listing.id).string());
  std::fflush(stdout);
}

std::filesystem::path download(const HubSettings& settings, const HubCache& cache,
                               const HubListing& listing) {
  const std::atomic<bool>& interrupted = watch_interrupts();
  const auto started = Clock::now();
  ProgressLine line;
  PullProgress last;
  PullHooks hooks;
  hooks.free_bytes = free_bytes_of;
  hooks.go_on = [&](const PullProgress& progress) {
    last = progress;
    line.show(
        progress_text(progress, std::chrono::duration<double>(Clock::now() - started).count()));
    return !interrupted;
  };
  try {
    return pull(settings, cache, listing, hooks);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kCancelled) throw;
    line.clear();
    fail(ErrorKind::kCancelled, "pull",
         "{}: stopped after {} of {}. What is there stays; the same command goes on from there.",
         listing.id.text(), bytes_text(last.done), bytes_text(listing.bytes()));
  }
}

int pull_model(const PullOptions& options) {
  const HubId id = parse_hub_id(options.model);
  HubSettings settings = hub_of_environment();
  if (settings.cache.empty()) {
    fail(ErrorKind::kMissing, "pull",
         "expected a place for models, found none. Set HF_HOME or HF_HUB_CACHE to a folder.");
  }
  const HubCache cache(settings.cache);
  if (settings.offline) {
    if (!cache.commit(id)) {
      fail(ErrorKind::kMissing, "pull",
           "{}: not on this machine, and HF_HUB_OFFLINE forbids to get it. Unset that.", id.text());
    }
    fmt::print("{}: {} (HF_HUB_OFFLINE is set, so the hub was not asked)\n", id.text(),
               cache.find(id).string());
    return 0;
  }
  settings.token = token_of_environment();

  HubHttp http(settings, [] { return true; });
  const HubListing listing = look_up(http, settings, id);
  const uint64_t to_come = bytes_to_come(cache, listing);
  describe(listing, cache, to_come);
  // What lies here already, or was begun, has been agreed to.
  const bool first = !std::filesystem::exists(cache.model(id));
  if (first && !confirmed(fmt::format("Download {} under this licence?", bytes_text(to_come)),
                          options.yes)) {
    fmt::print("nothing was downloaded\n");
    return 1;
  }
  const auto started = Clock::now();
  const std::filesystem::path folder = download(settings, cache, listing);
  const double spent = std::chrono::duration<double>(Clock::now() - started).count();
  if (to_come == 0) {
    fmt::print("{}: already here, {}\n", id.text(), folder.string());
  } else {
    fmt::print("{}: {} in {}, {}\n", id.text(), bytes_text(to_come), duration_text(spent),
               folder.string());
  }
  return 0;
}

}  // namespace

void add_pull(CLI::App& program, Run& run) {
  auto options = std::make_shared<PullOptions>();
  CLI::App* command = program.add_subcommand("pull", "Get a model from the Hugging Face hub");
  command->add_option("model", options->model, "ORG/NAME or ORG/NAME@REVISION")->required();
  command->add_flag("--yes,-y", options->yes, "Agree to the licence that is shown");
  command->footer(
      "Only config, tokeniser and safetensors files are downloaded, into the cache that all tools "
      "of the hub share.\nHF_HOME and HF_HUB_CACHE say where it is, HF_TOKEN who you are, "
      "HF_ENDPOINT where the hub is, HF_HUB_OFFLINE that it is not to be asked.");
  command->callback([options, &run] { run = [options] { return pull_model(*options); }; });
}

}  // namespace continuo
