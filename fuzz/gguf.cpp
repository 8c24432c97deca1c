// A whole GGUF file, from its bytes to its metadata and tensors.
#include "checkpoint/gguf.h"

#include "memory_file.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

void expect_inside(const GgufHeader& header, std::span<const uint8_t> file) {
  uint64_t before = 0;
  for (const GgufTensor& tensor : header.tensors) {
    expect(before <= tensor.begin && tensor.begin <= tensor.end && tensor.end <= file.size(),
           "tensors one after the other in the file");
    uint64_t elements = 1;
    for (const int64_t dimension : tensor.shape) elements *= static_cast<uint64_t>(dimension);
    expect(tensor.end - tensor.begin == bytes_of(tensor.type, elements), "the shape's bytes");
    before = tensor.end;
  }
  for (const auto& [key, value] : header.metadata) {
    const uint8_t* begin = value.bytes.data();
    expect(value.bytes.empty() ||
               (begin >= file.data() && begin + value.bytes.size() <= file.data() + file.size()),
           "metadata in the file");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  GgufHeader header;
  const bool taken = accepted([&] { header = parse_gguf({data, size}, "model.gguf"); });
  if (taken) expect_inside(header, {data, size});
  const MemoryFile file(data, size);
  accepted([&] {
    const Gguf source = Gguf::open(file.path());
    expect(taken, "a file is read as its bytes are");
    int64_t elements = 0;
    for (const std::string& name : source.names()) {
      accepted([&] {
        const Tensor tensor = source.find(name);
        elements += tensor.shape().elements();
        if (tensor.shape().elements() > 0) (void)tensor.to_f32();
      });
    }
    expect(elements == source.elements(), "the sum of the elements");
    for (const auto& entry : header.metadata) {
      const std::string_view key = entry.first;
      accepted([&] { (void)source.text(key); });
      accepted([&] { (void)source.bytes(key); });
      accepted([&] { (void)source.natural(key); });
      accepted([&] { (void)source.texts(key); });
    }
    (void)source.block_format();
  });
  return 0;
}
