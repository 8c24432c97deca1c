// The routes of /api that tell what there is, and choose of it.
#include "score/instrument.h"
#include "serve/api.h"
#include "serve/api_answers.h"

namespace continuo {

const std::vector<std::string_view>& prompt_suggestions() {
  static const std::vector<std::string_view> kPrompts{
      "warm lo-fi hip hop with a dusty electric piano",
      "upbeat ragtime piano in 7/4",
      "slow, sad cello and harp in D minor",
      "deep house, patient and round, 122 bpm",
      "bossa nova trio on a quiet evening",
      "epic orchestral trailer with french horns and timpani",
      "dreamy synth pop from 1985",
      "walking bass, brushes and a muted trumpet",
      "bright Irish jig with fiddle and tin whistle",
      "minimal techno in a cold basement",
      "baroque harpsichord and strings, restless",
      "a music box waltz in the snow",
      "funk with slap bass and clavinet, tight",
      "ambient pads that hardly move",
      "drum and bass at 174, liquid and airy",
      "gospel organ and choir, rising",
      "chiptune boss fight",
      "reggae in the afternoon heat",
      "tango with bandoneon and violin",
      "country road song with acoustic guitar and harmonica",
      "trap with dark bells, 70 bpm",
      "big band swing, full of brass",
      "string quartet in F# minor, thoughtful",
      "samba parade with lots of percussion",
      "blues shuffle in E, slow and heavy",
      "trance sunrise with a wide arpeggio",
      "solo felt piano, close and quiet",
      "metal riffs in 7/8",
      "salsa with piano montuno and horns",
      "church bells and low strings at dusk",
      "disco with octave bass and strings",
      "a march for a very small army",
      "sitar and tabla over a drone",
      "romantic piano nocturne in Eb major",
      "ska with offbeat guitar and trombone",
      "vibraphone and double bass, late at night",
      "heroic film theme, full orchestra, 96 bpm",
      "folk ballad for guitar and flute",
      "marimba patterns in 5/4, hypnotic",
      "synthwave drive along the coast"};
  return kPrompts;
}

Response Api::models() const {
  Json models = Json::array();
  for (const ModelInfo& model : parts_.models()) {
    models.push_back(Json{{"name", model.name}, {"kind", model.kind}, {"inUse", model.in_use}});
  }
  return json_answer(200, {{"models", std::move(models)}});
}

Response Api::instruments() const {
  Json instruments = Json::array();
  for (int program = 0; program < kProgramCount; ++program) {
    const Instrument& one = instrument(program);
    instruments.push_back(Json{{"program", program},
                               {"name", one.name},
                               {"family", one.family},
                               {"lowest", one.lowest},
                               {"highest", one.highest}});
  }
  return json_answer(200, {{"instruments", std::move(instruments)}});
}

Response Api::suggestions() const {
  return json_answer(200, {{"suggestions", prompt_suggestions()}});
}

Response Api::devices() {
  return json_answer(200, {{"devices", devices_json(parts_.devices.outputs())},
                           {"current", in_use_json(parts_.devices.in_use())}});
}

Response Api::use_device(const Request& request) {
  const Json json = parse_json(request.body, "device");
  std::optional<std::string> name;
  if (!json.is_null()) {
    const JsonFields fields(json, "device", "", {"name"});
    if (!fields.at("name").is_null()) name = fields.text("name");
  }
  parts_.devices.use(name);
  parts_.hub.changed();
  return json_answer(200, in_use_json(parts_.devices.in_use()));
}

Response Api::midi() { return json_answer(200, midi_json(parts_.devices.midi())); }

Response Api::use_midi(const Request& request) {
  const Json json = parse_json(request.body, "midi");
  parts_.devices.use_midi(midi_from_json(json, parts_.devices.midi()));
  return midi();
}

}  // namespace continuo
