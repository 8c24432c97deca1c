// Times EnCodec: decoding at once and as a stream, and encoding, in milliseconds a second of sound. The sound is
// verified before it is timed.
//
// encodec_bench FOLDER [threads]: a checkpoint of train/parity/make_encodec_fixtures.py --full FOLDER, which prints
// PyTorch's times.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/error.h"
#include "base/stopwatch.h"
#include "checkpoint/safetensors.h"
#include "models/encodec/encodec.h"

namespace continuo::encodec {
namespace {

double error_of(std::span<const float> found, std::span<const float> golden) {
  double worst = found.size() == golden.size() ? 0 : INFINITY, largest = 1e-30;
  for (size_t i = 0; i < std::min(found.size(), golden.size()); ++i) {
    worst = std::max(worst, std::abs(double{found[i]} - golden[i]));
    largest = std::max(largest, std::abs(double{golden[i]}));
  }
  return worst / largest;
}

void bench(const std::string& folder, const Formats& formats, ThreadPool& pool) {
  const Encodec model = Encodec::load(folder, {.formats = formats, .pool = pool});
  const Safetensors golden = Safetensors::open(folder + "/golden.safetensors");
  const auto read = golden.integers("codes");
  const std::vector<int32_t> codes(read.begin(), read.end());
  const int64_t K = model.config().num_quantizers();
  const auto rate = static_cast<size_t>(model.config().frame_rate() * K);  // codes a second
  const double seconds = static_cast<double>(codes.size()) / static_cast<double>(rate);

  const Coded all{K, {{codes, 1}}};
  const Coded second{K, {{{codes.begin(), codes.begin() + static_cast<int64_t>(rate)}, 1}}};
  const auto sound = model.decode(all);
  fmt::print("convolutions {}, LSTM {}: off by {:.1e} of the loudest sample\n",
             name_of(formats.convolutions), name_of(formats.lstm),
             error_of(sound, golden.find("sound").values()));
  const Readings one = time_rounds(9, [&](int) { model.decode(second); });
  const Readings many = time_rounds(7, [&](int) { model.decode(all); });
  fmt::print(
      "  decode {:.0f} s at once: {:.1f} ms/s (median {:.1f}); 1 s at once: {:.1f} ms ({:.1f})\n",
      seconds, many.least() / seconds, many.median() / seconds, one.least(), one.median());
  for (const int64_t frames : {1, 4, 10, 25}) {
    DecodeState state = model.start(K, frames);
    const auto step = static_cast<size_t>(frames * K);
    const Readings stream = time_rounds(5, [&](int) {
      for (size_t at = 0; at < codes.size(); at += step) {
        const size_t n = std::min(step, codes.size() - at);
        model.decode(state, std::span(codes).subspan(at, n), {.last = at + n == codes.size()});
      }
    });
    fmt::print("  stream of {} frames a call: {:.1f} ms/s (median {:.1f}), {:.1f} MB\n", frames,
               stream.least() / seconds, stream.median() / seconds,
               static_cast<double>(state.bytes()) / 1e6);
  }
  const std::span<const float> clip =
      std::span(sound).first(static_cast<size_t>(model.config().sampling_rate));
  const Readings encode = time_rounds(5, [&](int) { model.encode(clip, K); });
  fmt::print("  encode 1 s: {:.1f} ms (median {:.1f})\n", encode.least(), encode.median());
}

}  // namespace
}  // namespace continuo::encodec

int main(int count, char** arguments) {
  using namespace continuo;
  if (count < 2) {
    fmt::print(stderr, "encodec_bench FOLDER [threads]\n");
    return 2;
  }
  try {
    ThreadPool pool(count > 2 ? std::atoi(arguments[2]) : ThreadPool::default_threads());
    fmt::print("{} threads\n", pool.size());
    for (const encodec::Formats& formats :
         {encodec::Formats{DType::kF32, DType::kF32}, encodec::Formats{DType::kBf16, DType::kBf16},
          encodec::Formats{DType::kBf16, DType::kQ8_0}})
      encodec::bench(arguments[1], formats, pool);
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
