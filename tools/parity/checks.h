// What is compared: one function a kind of reference.
#pragma once

#include <string>
#include <vector>

#include "engine.h"
#include "report.h"

namespace continuo::parity {

// Every named intermediate of the text encoder ("text").
void check_text(Engine& engine, Report& report);
// Every named intermediate of the decoder, its steps read at once and one by one ("steps").
void check_steps(Engine& engine, Report& report);
// Codes that are picked greedily, and their sound: "words", "plain", "begun", "tune", "window".
void check_take(Engine& engine, const std::string& part, Report& report);
// A sound's codes, and their sound ("codec").
void check_codec(Engine& engine, Report& report);
// Words to 48 kHz stereo, as AudioComposer does it, beside the sound of "words".
void check_composer(Engine& engine, Report& report);
// What other formats of the weights make of the logits of "steps": told, not judged.
void tell_formats(Engine& engine, Report& report);

// In the order in which they run. Those of other models' kinds, and those for which there is no
// reference, are left out.
std::vector<std::string> parts_at(const std::filesystem::path& folder);
void check(const std::string& part, Engine& engine, Report& report);

}  // namespace continuo::parity
