// The configurations of the published MusicGen checkpoints, for models of their size without their
// files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace continuo::musicgen {

// "musicgen-small" and its kin, mono before stereo.
std::vector<std::string> published_names();

bool is_published(std::string_view name);  // facebook/ before it or not

// The config.json of a published checkpoint: all that our readers ask for. Throws Error(kUsage) that
// lists the names for one that is not known.
std::string published_config(std::string_view name);

}  // namespace continuo::musicgen
