// The header of a safetensors file: two bytes say how much data follows, the rest is its JSON, and
// the length before it always fits.
#include "checkpoint/safetensors_header.h"

#include <cstring>

#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const size_t data_bytes = data[0] | static_cast<size_t>(data[1]) << 8;
  const size_t header_bytes = size - 2;
  std::vector<uint8_t> file(8 + header_bytes + data_bytes);
  for (size_t i = 0; i < 8; ++i) file[i] = static_cast<uint8_t>(uint64_t{header_bytes} >> (8 * i));
  if (header_bytes > 0) std::memcpy(file.data() + 8, data + 2, header_bytes);
  accepted([&] {
    uint64_t bytes = 0;
    for (const StoredTensor& tensor : parse_safetensors(file, "model.safetensors")) {
      uint64_t elements = 1;
      for (const int64_t dimension : tensor.shape) elements *= static_cast<uint64_t>(dimension);
      expect(tensor.begin >= 8 + header_bytes && tensor.end <= file.size(), "offsets in the data");
      expect(elements * bytes_of(tensor.type) == tensor.end - tensor.begin, "the shape's bytes");
      bytes += tensor.end - tensor.begin;
    }
    expect(bytes == data_bytes, "all data belong to a tensor");
  });
  return 0;
}
