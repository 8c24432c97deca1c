#include "synth/soundfont_file.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string_view>

#include "base/error.h"

namespace continuo {

namespace {

// Generators of the specification that this reader must know by name.
enum Generator {
  kInstrument = 41,
  kKeyRange = 43,
  kVelocityRange = 44,
  kSampleId = 53,
  kGeneratorCount = 59
};

constexpr uint64_t kTableLimit = 64u << 20;  // of the hydra; the largest soundfonts have 10 MB
constexpr uint16_t kVorbisFlag = 0x10;
constexpr uint16_t kRomFlag = 0x8000;

// Meaningless in a preset, where generators are added to an instrument's (section 8.5).
constexpr std::array kNotInPresets{0, 1, 2, 3, 4, 12, 45, 46, 47, 50, 54, 57, 58};

[[noreturn]] void broken(const std::filesystem::path& path, std::string_view what) {
  fail(ErrorKind::kInput, "soundfont",
       "{}: {}. Install it again, or name another .sf2 or .sf3 file.", path.string(), what);
}

uint16_t u16(std::span<const uint8_t> bytes, size_t at) {
  return static_cast<uint16_t>(bytes[at] | bytes[at + 1] << 8);
}
uint32_t u32(std::span<const uint8_t> bytes, size_t at) {
  return u16(bytes, at) | static_cast<uint32_t>(u16(bytes, at + 2)) << 16;
}
std::string name_at(std::span<const uint8_t> bytes, size_t at) {
  const char* text = reinterpret_cast<const char*>(bytes.data() + at);
  return {text, strnlen(text, 20)};
}

// One of the nine tables of the hydra: records of a fixed size, the last of which only marks the
// end.
struct Table {
  std::span<const uint8_t> bytes;
  size_t record = 1;
  size_t count() const { return bytes.size() / record; }
  std::span<const uint8_t> operator[](size_t index) const {
    return bytes.subspan(index * record, record);
  }
};

class Hydra {
 public:
  Hydra(const std::filesystem::path& path, std::span<const uint8_t> bytes) : path_(path) {
    size_t at = 0;
    while (at + 8 <= bytes.size()) {
      const std::string name(reinterpret_cast<const char*>(bytes.data() + at), 4);
      const size_t size = u32(bytes, at + 4);
      at += 8;
      if (size > bytes.size() - at) broken(path_, "a table is cut off");
      chunks_[name] = bytes.subspan(at, size);
      at += size + (size & 1);
      if (at > bytes.size()) break;
    }
  }

  Table table(const std::string& name, size_t record) const {
    const auto found = chunks_.find(name);
    if (found == chunks_.end() || found->second.size() < record ||
        found->second.size() % record != 0) {
      broken(path_, "the table '" + name + "' is missing or has a wrong size");
    }
    return {found->second, record};
  }

  // Presets ('p') or instruments ('i').
  std::vector<SoundfontLayer> layers(char kind, size_t targets) const {
    const std::string prefix(1, kind);
    const bool presets = kind == 'p';
    const Table headers = presets ? table("phdr", 38) : table("inst", 22);
    const Table bags = table(prefix + "bag", 4);
    const Table generators = table(prefix + "gen", 4);
    const Table modulators = table(prefix + "mod", 10);
    const size_t bag_field = presets ? 24 : 20;

    std::vector<SoundfontLayer> result;
    for (size_t h = 0; h + 1 < headers.count(); ++h) {
      SoundfontLayer layer;
      layer.name = name_at(headers[h], 0);
      if (presets) {
        layer.program = u16(headers[h], 20);
        layer.bank = u16(headers[h], 22);
      }
      const size_t first = u16(headers[h], bag_field);
      const size_t last = u16(headers[h + 1], bag_field);
      if (first > last || last >= bags.count())
        broken(path_, "'" + layer.name + "' points outside its tables");
      for (size_t b = first; b < last; ++b) {
        SoundfontZone zone;
        const bool whole = read_generators(generators, bags, b, presets, targets, zone);
        read_modulators(modulators, bags, b, zone);
        if (whole) {
          layer.zones.push_back(std::move(zone));
        } else if (b == first) {
          layer.common = std::move(zone);
        }
      }
      result.push_back(std::move(layer));
    }
    return result;
  }

 private:
  // False where the zone names no instrument or sample: the first such zone holds for all, others
  // for none.
  bool read_generators(const Table& table, const Table& bags, size_t bag, bool presets,
                       size_t targets, SoundfontZone& zone) const {
    const size_t first = u16(bags[bag], 0);
    const size_t last = u16(bags[bag + 1], 0);
    if (first > last || last > table.count()) broken(path_, "a zone points outside its generators");
    std::map<int, int16_t> found;
    const int terminal = presets ? kInstrument : kSampleId;
    for (size_t g = first; g < last; ++g) {
      const int id = u16(table[g], 0);
      const uint16_t amount = u16(table[g], 2);
      if (id == terminal) {
        if (amount >= targets)
          broken(path_, "a zone names a sample or an instrument that is not there");
        zone.target = amount;
        zone.generators.assign(found.begin(), found.end());
        return true;
      }
      if (id == kKeyRange) {
        zone.low_key = amount & 0xFF;
        zone.high_key = amount >> 8;
      } else if (id == kVelocityRange) {
        zone.low_velocity = amount & 0xFF;
        zone.high_velocity = amount >> 8;
      } else if (id < kGeneratorCount && id != kInstrument && id != kSampleId) {
        const bool ignored = presets && std::find(kNotInPresets.begin(), kNotInPresets.end(), id) !=
                                            kNotInPresets.end();
        if (!ignored) found[id] = static_cast<int16_t>(amount);
      }
    }
    zone.generators.assign(found.begin(), found.end());
    return false;
  }

  void read_modulators(const Table& table, const Table& bags, size_t bag,
                       SoundfontZone& zone) const {
    const size_t first = u16(bags[bag], 2);
    const size_t last = u16(bags[bag + 1], 2);
    if (first > last || last > table.count()) broken(path_, "a zone points outside its modulators");
    for (size_t m = first; m < last; ++m) {
      const auto record = table[m];
      zone.modulators.push_back({u16(record, 0), u16(record, 2),
                                 static_cast<int16_t>(u16(record, 4)), u16(record, 6),
                                 u16(record, 8)});
    }
  }

  const std::filesystem::path& path_;
  std::map<std::string, std::span<const uint8_t>> chunks_;
};

// Bytes in memory as libsndfile reads them.
struct Memory {
  std::span<const uint8_t> bytes;
  sf_count_t at = 0;
};

SF_VIRTUAL_IO memory_reader() {
  SF_VIRTUAL_IO io{};
  io.get_filelen = [](void* data) {
    return static_cast<sf_count_t>(static_cast<Memory*>(data)->bytes.size());
  };
  io.seek = [](sf_count_t offset, int whence, void* data) {
    auto& memory = *static_cast<Memory*>(data);
    const auto size = static_cast<sf_count_t>(memory.bytes.size());
    const sf_count_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : size;
    memory.at = std::clamp<sf_count_t>(base + offset, 0, size);
    return memory.at;
  };
  io.read = [](void* target, sf_count_t count, void* data) {
    auto& memory = *static_cast<Memory*>(data);
    const sf_count_t got =
        std::min(count, static_cast<sf_count_t>(memory.bytes.size()) - memory.at);
    std::memcpy(target, memory.bytes.data() + memory.at, static_cast<size_t>(got));
    memory.at += got;
    return got;
  };
  io.write = [](const void*, sf_count_t, void*) { return sf_count_t{0}; };
  io.tell = [](void* data) { return static_cast<Memory*>(data)->at; };
  return io;
}

}  // namespace

SoundfontFile::SoundfontFile(const std::filesystem::path& path)
    : path_(path), file_(path, std::ios::binary | std::ios::ate) {
  if (!file_)
    fail(ErrorKind::kMissing, "soundfont", "{}: no such file, or not readable.", path.string());
  const auto size = static_cast<uint64_t>(file_.tellg());
  const auto head = size >= 12 ? bytes_at(0, 12) : std::vector<uint8_t>(12);
  const auto is = [](std::span<const uint8_t> bytes, size_t at, const char* name) {
    return std::memcmp(bytes.data() + at, name, 4) == 0;
  };
  if (!is(head, 0, "RIFF") || !is(head, 8, "sfbk"))
    broken(path_, "expected a soundfont, found another kind of file");
  if (uint64_t{u32(head, 4)} + 8 > size) {
    broken(path_, fmt::format("expected {} bytes, found {}: it was cut off",
                              uint64_t{u32(head, 4)} + 8, size));
  }

  std::vector<uint8_t> tables;
  for (uint64_t at = 12; at + 12 <= size;) {
    const auto list = bytes_at(at, 12);
    const uint64_t length = u32(list, 4);
    if (length < 4 || length > size - at - 8) broken(path_, "a list is cut off");
    if (is(list, 0, "LIST") && is(list, 8, "pdta")) {
      if (length > kTableLimit) broken(path_, "the tables are too large");
      tables = bytes_at(at + 12, length - 4);
    } else if (is(list, 0, "LIST") && is(list, 8, "sdta") && length >= 12) {
      const auto chunk = bytes_at(at + 12, 8);
      if (is(chunk, 0, "smpl") && u32(chunk, 4) <= length - 12) {
        data_offset_ = at + 20;
        data_bytes_ = u32(chunk, 4);
      }
    }
    at += 8 + length;
    // RIFF pads odd lengths with a byte, but writers of SF3 files forget it.
    if (length % 2 == 1 && at + 4 <= size && !is(bytes_at(at, 4), 0, "LIST")) ++at;
  }
  if (data_bytes_ == 0) broken(path_, "it has no samples");

  const Hydra hydra(path_, tables);
  const Table headers = hydra.table("shdr", 46);
  for (size_t i = 0; i + 1 < headers.count(); ++i) {
    const auto record = headers[i];
    const uint16_t type = u16(record, 44);
    SoundfontSample sample;
    sample.name = name_at(record, 0);
    sample.vorbis = (type & kVorbisFlag) != 0;
    sample.start = u32(record, 20);
    sample.end = u32(record, 24);
    sample.loop_start = u32(record, 28);
    sample.loop_end = u32(record, 32);
    sample.rate_hz = u32(record, 36);
    sample.pitch = record[40] <= 127 ? record[40] : 60;
    sample.correction_cents = static_cast<int8_t>(record[41]);
    if (!sample.vorbis) {
      sample.loop_start -= std::min(sample.loop_start, sample.start);
      sample.loop_end -= std::min(sample.loop_end, sample.start);
    }
    const uint64_t unit = sample.vorbis ? 1 : 2;
    // A sample that is nowhere is an error only once a note needs it: banks often carry one or two.
    const bool nowhere = sample.start >= sample.end || sample.end * unit > data_bytes_ ||
                         (type & kRomFlag) != 0 || sample.rate_hz < 400 || sample.rate_hz > 192000;
    if (nowhere) sample.start = sample.end = 0;
    samples_.push_back(std::move(sample));
  }
  instruments_ = hydra.layers('i', samples_.size());
  presets_ = hydra.layers('p', instruments_.size());
}

std::vector<uint8_t> SoundfontFile::bytes_at(uint64_t offset, uint64_t count) {
  std::vector<uint8_t> bytes(count);
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(offset));
  file_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
  if (!file_) broken(path_, "it ends too soon");
  return bytes;
}

std::vector<int16_t> SoundfontFile::decode(const SoundfontSample& sample) {
  const auto refuse = [&] { broken(path_, "the sample '" + sample.name + "' cannot be read"); };
  if (sample.end <= sample.start) refuse();
  std::vector<int16_t> result;
  if (!sample.vorbis) {
    constexpr uint64_t kZeros = 46;  // that follow each sample: some loops reach into them
    const uint64_t end = std::min(sample.end + kZeros, data_bytes_ / 2);
    const auto bytes =
        bytes_at(data_offset_ + uint64_t{sample.start} * 2, (end - sample.start) * 2);
    result.reserve(bytes.size() / 2);
    for (size_t i = 0; i < bytes.size(); i += 2)
      result.push_back(static_cast<int16_t>(u16(bytes, i)));
    return result;
  }
  const auto bytes = bytes_at(data_offset_ + sample.start, sample.end - sample.start);
  Memory memory{bytes};
  SF_VIRTUAL_IO io = memory_reader();
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(
      sf_open_virtual(&io, SFM_READ, &info, &memory), sf_close);
  if (!file || info.channels != 1) refuse();
  std::vector<int16_t> piece(16384);
  while (true) {
    const sf_count_t got =
        sf_readf_short(file.get(), piece.data(), static_cast<sf_count_t>(piece.size()));
    if (got <= 0) break;
    result.insert(result.end(), piece.begin(), piece.begin() + got);
  }
  if (result.empty()) refuse();
  result.shrink_to_fit();  // it stays for good
  return result;
}

}  // namespace continuo
