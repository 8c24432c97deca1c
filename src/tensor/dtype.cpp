#include "tensor/dtype.h"

#include "base/error.h"

namespace continuo {

std::string_view name_of(DType type) {
  switch (type) {
    case DType::kF32:
      return "f32";
    case DType::kBf16:
      return "bf16";
    case DType::kQ8_0:
      return "q8_0";
    case DType::kQ4_0:
      return "q4_0";
  }
  return "unknown";
}

size_t bytes_of(DType type, int64_t count) {
  switch (type) {
    case DType::kF32:
      return static_cast<size_t>(count) * 4;
    case DType::kBf16:
      return static_cast<size_t>(count) * 2;
    case DType::kQ8_0:
    case DType::kQ4_0:
      if (count % kBlockValues != 0) {
        fail(ErrorKind::kInput, "tensor", "{}: expected a multiple of 32 values, found {}.",
             name_of(type), count);
      }
      return static_cast<size_t>(count / kBlockValues *
                                 (type == DType::kQ8_0 ? kQ8BlockBytes : kQ4BlockBytes));
  }
  fail(ErrorKind::kInternal, "tensor", "unknown number format {}.", static_cast<int>(type));
}

}  // namespace continuo
