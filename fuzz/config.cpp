// A checkpoint's config.json, as each family reads it.
#include "models/encodec/config.h"
#include "checkpoint/hf_config.h"
#include "models/musicgen/config.h"
#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

constexpr int64_t kMostParameters = int64_t{1} << 50;  // far from where sums of them wrap

void read_all(const HfConfig& config) {
  accepted([&] {
    const musicgen::Config read = musicgen::read_config(config);
    expect(read.parameters() > 0 && read.parameters() < kMostParameters, "a countable model");
    expect(read.decoder.head_size() * read.decoder.num_attention_heads == read.decoder.hidden_size,
           "heads of whole size");
    expect(read.follows_melody() == !read.decoder.has_cross_attention(), "one way to the words");
  });
  accepted([&] {
    const t5::Config read = t5::read_config(config);
    expect(read.parameters() > 0 && read.parameters() < kMostParameters, "a countable model");
  });
  accepted([&] {
    const encodec::Config read = encodec::read_config(config);
    expect(read.parameters() > 0 && read.parameters() < kMostParameters, "a countable model");
    expect(read.hop() > 0 && read.frame_rate() > 0, "frames");
    expect(read.codebooks_for(1e-9) == 1, "a codebook at least");
    expect(read.codebooks_for(1e9) == read.num_quantizers(), "all codebooks at most");
    expect((read.chunk_length > 0) == (read.chunk_stride > 0), "chunks that go on");
    for (const auto& layers : {read.encoder_layers(), read.decoder_layers()}) {
      for (const encodec::LayerPlan& layer : layers) {
        const auto& [inputs, outputs, kernel, stride, dilation] = layer.sizes;
        expect(inputs > 0 && outputs > 0 && kernel > 0 && stride > 0 && dilation > 0, "sizes");
      }
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    const HfConfig config = HfConfig::parse(text_of(data, size), "config.json");
    read_all(config);
    for (const char* part : {"text_encoder", "audio_encoder", "decoder"})
      accepted([&] { read_all(config.object(part)); });
  });
  return 0;
}
