#include "base/error.h"

#include "base/text.h"

namespace continuo {

Error::Error(ErrorKind kind, const std::string& where, const std::string& message)
    : std::runtime_error("[" + printable(where) + "] " + printable(message, kLongestMessage_bytes)),
      kind_(kind),
      where_(printable(where)),
      message_(printable(message, kLongestMessage_bytes)) {}

}  // namespace continuo
