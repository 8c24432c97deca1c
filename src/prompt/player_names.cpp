#include "prompt/player_names.h"

#include <algorithm>

#include "score/instrument.h"

namespace continuo {

namespace {

// Instruments that General MIDI lacks, by those nearest to them.
struct Kin {
  std::string_view words;
  std::vector<int> programs;
};

const std::vector<Kin>& kin() {
  static const std::vector<Kin> rows = {
      {"erhu|jinghu|gaohu|huqin|morin khuur|haegeum|kemenche|rebec|nyckelharpa|hardanger fiddle",
       {110, 40}},
      {"dizi|xiao|hulusi|hulusi flute|bamboo flutes", {77, 75, 73}},
      {"quena|quena flute|native american flute|wooden flute|wood flute", {75, 73, 77}},
      {"alto flute|bass flute", {73}},
      {"balalaika|domra|cavaquinho|charango|requinto "
       "guitar|requinto|saz|baglama|tambura|dutar|cuban tres|tres cubano|vihuela",
       {25, 24, 105}},
      {"slide guitar|dobro|resonator guitar|lap steel|lap steel guitar|steel string", {25, 27}},
      {"tremolo guitar|twangy guitar|rockabilly guitar|surf guitars", {27, 26}},
      {"wah guitar|wah wah guitar|wah", {28, 27}},
      {"ruan|liuqin|yueqin|biwa|oud|dombra", {106, 107, 24}},
      {"guqin|qin|zither koto", {107}},
      {"gusli|kantele|psaltery|qanun|kanun|yangqin", {15, 46}},
      {"bayan|bayan accordion|button accordion|melodeon|musette accordion", {21, 23}},
      {"suona", {111}},
      {"sheng|sho", {20}},
      {"hurdy gurdy", {109, 110}},
      {"hang drum|handpan|hand pan|tongue drum|steel tongue drum", {114, 108}},
      {"singing bowl|singing bowls|crystal bowl|crystal bowls", {92, 14}},
      {"balafon|gamelan", {12, 13}},
      {"toy piano", {8, 10}},
      {"prepared piano|felt piano|soft piano|piano keys|fortepiano|player piano", {0, 1}},
      {"mellotron", {48, 52, 73}},
      {"theremin|ondes martenot", {85, 82}},
      {"flugel horn|piccolo trumpet", {56}},
      {"trombones section|bass trombone|sackbut", {57}},
      {"basset horn", {71}},
      {"tin whistles|low whistle", {78}},
      {"fife", {72, 78}},
      {"crumhorn|chalumeau", {68, 71}},
      {"jaw harp", {22}},
      {"growl bass|growling bass|neuro bass|mid bass|rolling bass|rolling bassline|bass "
       "pluck|squelchy bass|"
       "electro bass|house bass|techno bass|synth bassline|acid bassline|acid line|sub",
       {38, 39}},
      {"bass guitars|slap bassline", {36, 33}},
      {"upright|upright basses|plucked double bass", {32, 43}},
      {"gong|tam "
       "tam|maracas|castanets|triangle|djembe|cajon|tabla|darbuka|doumbek|bodhran|timbales|guiro|"
       "claves|surdo|"
       "pandeiro|cuica|dhol|frame drum|frame drums|udu|washboard|drumline|drum line|stomps|finger "
       "snaps|drum brushes|"
       "brushed drums|brushed snare|brushes|four on the floor|four on the floor kick|kick drums|hi "
       "hats|tribal drums|"
       "war drums|hand drums|hand drum|congas|bongos|percussion section|drum break|drum "
       "breaks|breakbeats|toms|trap hats|"
       "electronic beat|electronic beats|programmed drums|drum programming|drum fills|drum "
       "groove|drum solo|dembow|"
       "steady beat|dance beat|disco beat|house beat|swing drums|marching drums|snare roll|snare "
       "rolls|drum roll",
       {kDrumKit}}};
  return rows;
}

// Who plays in a line-up, by the words for them.
struct LineUp {
  std::string_view words;
  std::string_view players;
  bool complete;
};
constexpr LineUp kLineUps[] = {
    {"orchestra|full orchestra|symphony orchestra|symphonic orchestra|large orchestra|romantic "
     "orchestra",
     "string ensemble 1|horn section|woodwind", false},
    {"chamber orchestra", "string ensemble 1|woodwind", false},
    {"string quartet|string quartets", "violin|viola|cello", true},
    {"string trio", "violin|viola|cello", true},
    {"string quintet", "violin|viola|cello|contrabass", true},
    {"string sextet|string octet", "violin|viola|cello", true},
    {"piano trio|classical piano trio", "violin|cello|piano", true},
    {"piano quartet|piano quintet", "violin|viola|cello|piano", true},
    {"jazz trio|jazz piano trio|swing trio|bebop trio|piano jazz trio",
     "piano|acoustic bass|drum kit", true},
    {"jazz guitar trio|guitar jazz trio", "jazz guitar|acoustic bass|drum kit", true},
    {"organ trio|jazz organ trio|hammond trio", "hammond organ|jazz guitar|drum kit", true},
    {"jazz quartet|bebop quartet", "sax|piano|acoustic bass|drum kit", true},
    {"jazz quintet|bebop quintet|hard bop quintet", "trumpet|sax|piano|acoustic bass|drum kit",
     true},
    {"power trio|rock trio", "overdriven guitar|electric bass|drum kit", true},
    {"wind quintet|woodwind quintet", "flute|oboe|clarinet|bassoon|french horn", true},
    {"woodwind trio|wind trio|reed trio", "oboe|clarinet|bassoon", true},
    {"woodwind quartet|wind quartet", "flute|oboe|clarinet|bassoon", true},
    {"brass quintet", "trumpet|french horn|trombone|tuba", true},
    {"brass quartet|brass trio", "trumpet|french horn|trombone", true},
    {"sax quartet|saxophone quartet", "soprano sax|alto sax|tenor sax|baritone sax", true},
    {"barbershop quartet|barbershop", "choir", true},
    {"piano four hands|piano duet|piano duo", "piano", true},
    {"bluegrass band|bluegrass ensemble", "banjo|fiddle|acoustic guitar|double bass", false},
    {"mariachi band|mariachi", "trumpet|violin|nylon guitar", false},
    {"klezmer band|klezmer ensemble", "clarinet|violin|accordion|double bass", false},
    {"marching band|drum and bugle corps", "trumpet|trombone|drum kit", false},
    {"big band|jazz orchestra|swing band", "sax|trumpet|trombone|piano|acoustic bass|drum kit",
     false},
    {"rock band|garage band|punk band|indie band|metal band",
     "electric guitar|electric bass|drum kit", false},
    {"rhythm section", "bass|drum kit", false},
    {"bass and drums|drums and bass", "bass|drum kit", false}};

// None of these is an instrument, though a name stands within.
constexpr std::string_view kNone =
    "drum n bass|drum and bass|d and b|synth pop|synthpop|minor keys|major keys|"
    "car keys|house keys|all keys|keys to|keys of|different keys|organ donor|"
    "organ donation|vital organ|car horn|fog horn|air horn|horn of plenty|bell tower|"
    "bell curve|blue bell|tape recorder|voice recorder|field recorder|cassette recorder|"
    "train whistle|whistle blower|whistling wind|bass voice|bass singer|bass drop|"
    "bass clef|bass music|bass boost|bass boosted|bass fishing|string theory|string of|"
    "strings attached|no strings attached|brass monkey|piano roll|pipe dream|side kick|"
    "kick back|kick off|kick ass|kicks in|kick in|kicks off|brush teeth|brush strokes|"
    "paint brush|paint brushes|love triangle|bermuda triangle|champagne flute|"
    "champagne flutes|sub genre|sub genres|thunder clap|cold snap|snap back|heart beat|"
    "heart beats|beat up|beat the|beat him|beat me|beat it|beat down|beats me|"
    "beats per|beats a|on the beat|off beat|off beats|back beat|beat one|first beat|"
    "beat of|per beat|beats of|upbeat|down beat|down beats|beat poetry|beat boxing|"
    "drum up|launch pad|note pad|crash pad|celeste blue|first aid kit|harp on|"
    "the voice of|in one voice|voice over|voice overs|piano and forte|jingle bells|"
    "bellows|tambourine man|little drummer boy|metal percussion|glass harp|voice|"
    "voices|vocal|vocals|singer|singers|singing|vibe|good vibes|vibe of|lead|tom|"
    "brush|snap|clap|kit|fx|nylon|reed|chiff|distortion|overdrive|legato string|"
    "chorale|virginal|kick|beat|beats|pluck|plucked|arp|steel guitar pull|"
    "western guitar town|audience|telephone";

void each_of(std::string_view list, const auto& use) {
  while (!list.empty()) {
    const size_t bar = std::min(list.find('|'), list.size());
    use(list.substr(0, bar));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
}

}  // namespace

const PlayerNames& player_names() {
  static const PlayerNames made = [] {
    PlayerNames result;
    const auto add = [&](std::string_view words, const InstrumentPhrase& meaning) {
      result.meanings.push_back(meaning);
      each_of(words, [&](std::string_view text) {
        result.phrases.add(text, static_cast<int>(result.meanings.size()) - 1);
      });
    };
    for (const Kin& row : kin()) {
      InstrumentPhrase meaning;
      meaning.players = {{row.programs, std::nullopt, {}}};
      add(row.words, meaning);
    }
    for (const LineUp& row : kLineUps) {
      InstrumentPhrase meaning;
      meaning.line_up = true;
      meaning.complete = row.complete;
      each_of(row.players, [&](std::string_view player) {
        meaning.players.push_back({programs_named(player), std::nullopt, std::string(player)});
      });
      add(row.words, meaning);
    }
    add(kNone, {});
    // What captions call an instrument and score's table does not know.
    for (int program = 0; program < kFirstSoundEffect; ++program) {
      for (const std::string_view word : instrument_words(program)) {
        if (!programs_named(word).empty()) continue;
        InstrumentPhrase meaning;
        meaning.players = {{{program}, std::nullopt, {}}};
        add(word, meaning);
      }
    }
    return result;
  }();
  return made;
}

}  // namespace continuo
