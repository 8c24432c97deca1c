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

std::optional<DType> dtype_of(std::string_view name) {
  for (const DType type : {DType::kF32, DType::kBf16, DType::kQ8_0, DType::kQ4_0}) {
    if (name == name_of(type)) return type;
  }
  return std::nullopt;
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
