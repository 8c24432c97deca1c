#include "serve/zip_stream.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <new>

#include "base/error.h"

namespace continuo {

namespace {

struct WriterDeleter {
  void operator()(archive* writer) const { archive_write_free(writer); }
};
struct EntryDeleter {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

}  // namespace

struct ZipStream::State {
  Sink sink;
  bool refused = false;
  std::unique_ptr<archive, WriterDeleter> writer;

  // The library's form of a sink.
  static la_ssize_t put(archive* writer, void* context, const void* bytes, size_t count) {
    auto& state = *static_cast<State*>(context);
    if (!state.refused && state.sink({static_cast<const char*>(bytes), count}))
      return static_cast<la_ssize_t>(count);
    state.refused = true;
    archive_set_error(writer, EPIPE, "nobody reads");
    return -1;
  }
};

ZipStream::ZipStream(Sink sink) : state_(std::make_unique<State>()) {
  state_->sink = std::move(sink);
  state_->writer.reset(archive_write_new());
  archive* writer = state_->writer.get();
  if (writer == nullptr) throw std::bad_alloc();
  check(archive_write_set_format_zip(writer));
  // Sound shrinks by a tenth and rests by all; more effort gains hardly more.
  check(archive_write_set_options(writer, "zip:compression=deflate,zip:compression-level=1"));
  check(archive_write_set_bytes_per_block(writer, 65536));
  check(archive_write_set_bytes_in_last_block(writer, 1));
  check(archive_write_open(writer, state_.get(), nullptr, &State::put, nullptr));
}

ZipStream::~ZipStream() {
  // A writer that is freed unfinished would write its end.
  state_->refused = true;
}

void ZipStream::check(long result) {
  if (result >= ARCHIVE_OK) return;
  if (state_->refused) fail(ErrorKind::kCancelled, "zip", "the reader has gone.");
  const char* reason = archive_error_string(state_->writer.get());
  fail(ErrorKind::kInternal, "zip", "{}.", reason == nullptr ? "failed" : reason);
}

void ZipStream::begin_file(const std::string& name, uint64_t bytes) {
  const std::unique_ptr<archive_entry, EntryDeleter> entry(archive_entry_new());
  if (!entry) throw std::bad_alloc();
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes));
  check(archive_write_header(state_->writer.get(), entry.get()));
}

void ZipStream::write(std::span<const uint8_t> bytes) {
  const la_ssize_t put = archive_write_data(state_->writer.get(), bytes.data(), bytes.size());
  check(put);
  if (static_cast<size_t>(put) != bytes.size())
    fail(ErrorKind::kInternal, "zip", "expected to write {} bytes, wrote {}.", bytes.size(), put);
}

void ZipStream::finish() { check(archive_write_close(state_->writer.get())); }

}  // namespace continuo
