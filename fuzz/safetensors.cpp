// A whole safetensors file, from its bytes to its tensors.
#include "checkpoint/safetensors.h"

#include "memory_file.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

// The tensors lie in the file one after the other, each as long as its shape says.
void expect_tiles(const std::vector<StoredTensor>& tensors, size_t file_bytes) {
  for (size_t i = 0; i < tensors.size(); ++i) {
    const StoredTensor& tensor = tensors[i];
    expect(tensor.begin <= tensor.end && tensor.end <= file_bytes, "offsets inside the file");
    expect(i == 0 || tensors[i - 1].end == tensor.begin, "tensors one after the other");
    uint64_t elements = 1;
    for (const int64_t dimension : tensor.shape) elements *= static_cast<uint64_t>(dimension);
    expect(elements * bytes_of(tensor.type) == tensor.end - tensor.begin, "the shape's bytes");
  }
  if (!tensors.empty()) expect(tensors.back().end == file_bytes, "no bytes left over");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<StoredTensor> tensors;
  const bool taken = accepted([&] {
    tensors = parse_safetensors({data, size}, "model.safetensors");
  });
  const MemoryFile file(data, size);
  accepted([&] {
    const Safetensors source = Safetensors::open(file.path());
    expect(taken, "a file is read as its bytes are");
    expect(source.names().size() == tensors.size(), "each tensor once");
    int64_t elements = 0;
    for (const StoredTensor& stored : tensors) {
      const Shape shape{std::span<const int64_t>(stored.shape)};
      elements += shape.elements();
      accepted([&] {
        const Tensor tensor = source.find(stored.name);
        expect(tensor.shape() == shape, "the header's shape");
        if (shape.elements() > 0) (void)tensor.to_f32();
      });
      accepted([&] {
        expect(static_cast<int64_t>(source.integers(stored.name).size()) == shape.elements(),
               "the header's count");
      });
    }
    expect(source.elements() == elements, "the sum of the elements");
  });
  if (taken) expect_tiles(tensors, size);
  return 0;
}
