// continuo devices: where sound and MIDI can go on this machine.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "base/text.h"
#include "command.h"
#include "live/audio_device.h"
#include "live/midi_ports.h"

namespace continuo {

namespace {

// "44.1, 48, 96 kHz"; of long lists the ends.
std::string rates_text(const AudioDevice& device) {
  const auto khz = [](int rate_hz) { return fmt::format("{:g}", rate_hz / 1000.0); };
  const std::vector<int>& rates = device.rates_hz;
  if (rates.empty()) return "";
  if (rates.size() == 1) return khz(rates.front()) + " kHz";
  return fmt::format("{} to {} kHz", khz(rates.front()), khz(rates.back()));
}

std::string remarks(const AudioDevice& device, bool first_choice) {
  std::string text;
  const auto add = [&text](std::string_view remark) {
    text += (text.empty() ? "" : ", ") + std::string(remark);
  };
  if (first_choice) add("default");
  if (device.busy) add("busy");
  const bool converted =
      !device.rates_hz.empty() &&
      std::find(device.rates_hz.begin(), device.rates_hz.end(), 48000) == device.rates_hz.end();
  if (converted) add("sound is converted from 48 kHz");
  return text;
}

void print_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line = " ";
    for (size_t i = 0; i < row.size(); ++i) line += fmt::format(" {:<{}} ", row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    fmt::print("{}\n", line);
  }
}

Json as_json(const std::vector<AudioDevice>& devices, const AudioDevice& chosen,
             const MidiPorts& midi) {
  Json json{{"sound", Json::array()}, {"midiIn", Json::array()}, {"midiOut", Json::array()}};
  for (const AudioDevice& device : devices) {
    json["sound"].push_back({{"api", device.api},
                             {"name", printable(device.name)},
                             {"default", &device == &chosen},
                             {"busy", device.busy},
                             {"channels", device.channels},
                             {"ratesHz", device.rates_hz}});
  }
  for (const MidiPort& port : midi.ports)
    json[port.input ? "midiIn" : "midiOut"].push_back(
        {{"api", port.api}, {"name", printable(port.name)}});
  json["midiApis"] = midi.apis;
  return json;
}

void print_ports(const MidiPorts& midi, bool input) {
  std::vector<std::vector<std::string>> rows;
  for (const MidiPort& port : midi.ports) {
    if (port.input == input) rows.push_back({port.api, printable(port.name)});
  }
  if (rows.empty()) rows.push_back({"none"});
  fmt::print("\nMIDI {}\n", input ? "in" : "out");
  print_table(rows);
}

int list_devices(bool json) {
  const std::vector<AudioDevice> devices = list_audio_devices();
  const AudioDevice& chosen = choose_audio_device(devices, "");
  const MidiPorts midi = list_midi_ports();
  if (json) {
    fmt::print("{}\n", as_json(devices, chosen, midi).dump(2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  rows.reserve(devices.size());
  for (const AudioDevice& device : devices) {
    rows.push_back({device.api, printable(device.name),
                    device.busy ? "" : fmt::format("{} channels", device.channels),
                    rates_text(device), remarks(device, &device == &chosen)});
  }
  fmt::print("Sound out\n");
  print_table(rows);
  if (!midi.why_none.empty()) {
    fmt::print("\n{}\n", midi.why_none);
    return 0;
  }
  print_ports(midi, true);
  print_ports(midi, false);
  return 0;
}

}  // namespace

void add_devices(CLI::App& program, Run& run) {
  CLI::App* command =
      program.add_subcommand("devices", "List what plays sound and MIDI on this machine");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "As JSON");
  command->callback([json, &run] { run = [json] { return list_devices(*json); }; });
}

}  // namespace continuo
