// The words that people use for instruments, each with the General MIDI programs that satisfy them,
// best first. Prompts are searched for these words, so words that mean other things too ("key",
// "grand", "chorus") are left out.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "score/instrument.h"
#include "score/words.h"

namespace continuo {

namespace {

struct Entry {
  std::string_view words;  // several spellings, separated by '|'
  std::vector<int> programs;
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> table = {
      // Keyboards.
      {"piano|acoustic piano|pianoforte|klavier", {0, 1, 3, 2}},
      {"grand piano|concert piano|concert grand|steinway", {0, 1}},
      {"upright piano|bright piano", {1, 0, 3}},
      {"honky tonk|honkytonk|honky tonk piano|saloon piano|tack piano|barroom piano", {3}},
      {"electric grand|cp80|cp 80", {2}},
      {"electric piano|e piano|epiano|rhodes piano|elec piano", {4, 5, 2}},
      {"rhodes|fender rhodes|suitcase piano|wurlitzer|wurly|wurli|tine piano", {4}},
      {"dx7|fm piano|dx piano|digital piano", {5}},
      {"keys|keyboard|electric keyboard|keyboard instrument", {0, 4, 5, 1, 2, 3, 6, 7, 16, 17, 18}},
      {"harpsichord|cembalo|clavecin|spinet|virginal", {6}},
      {"clavinet|clav|clavi|clavichord", {7}},
      {"organ", {16, 17, 18, 19, 20}},
      {"hammond|hammond organ|hammond b3|b3|b 3|b3 organ|tonewheel organ|jazz organ|gospel organ|"
       "electric organ",
       {16, 17, 18}},
      {"drawbar|drawbars", {16}},
      {"rock organ", {18}},
      {"church organ|pipe organ|cathedral organ", {19}},
      {"harmonium|pump organ|reed organ", {20}},
      {"accordion|accordian|squeezebox|concertina|akkordeon|musette", {21, 23}},
      {"bandoneon|bandoneón|bandonion|tango accordion", {23}},
      {"harmonica|mouth organ|blues harp|mouth harp", {22}},
      {"melodica", {22, 20}},

      // Tuned percussion.
      {"celesta|celeste", {8}},
      {"glockenspiel|glock|glocken|bell lyre", {9}},
      {"music box|musicbox|musical box", {10}},
      {"vibraphone|vibes|vibe|vibraharp", {11}},
      {"marimba", {12}},
      {"xylophone|xylo", {13}},
      {"tubular bell|chime|church bell|orchestral bell|tubular", {14}},
      {"bell", {14, 9, 112, 8, 10, 98}},
      {"sleigh bell|tinkle bell|jingle bell", {112}},
      {"dulcimer|hammered dulcimer|santoor|santur|cimbalom|zither", {15}},
      {"mallet|mallet percussion|tuned percussion|pitched percussion", {12, 11, 13, 9, 8, 14}},
      {"kalimba|mbira|thumb piano", {108}},
      {"steel drum|steel pan|steelpan|steeldrum", {114}},
      {"timpani|tympani|timpano|kettle drum|kettledrum", {47}},
      {"taiko|taiko drum", {116}},
      {"woodblock|wood block|temple block", {115}},
      {"agogo|cowbell", {113}},
      {"tom|melodic tom|tom tom", {117}},
      {"synth drum|syn drum|simmons|electronic tom", {118}},

      // Guitars and plucked strings.
      {"guitar|gtr", {25, 24, 27, 26, 28, 29, 30, 31}},
      {"acoustic guitar|unplugged guitar|fingerstyle guitar|fingerpicked guitar", {25, 24}},
      {"nylon guitar|nylon string guitar|nylon|classical guitar|spanish guitar|flamenco guitar|"
       "bossa guitar|gut string guitar",
       {24}},
      {"steel guitar|steel string guitar|folk guitar|western guitar|12 string guitar|"
       "twelve string guitar|strummed guitar|strumming guitar|pedal steel|pedal steel guitar",
       {25}},
      {"electric guitar|e guitar|elec guitar|stratocaster|strat|telecaster|les paul",
       {27, 26, 29, 30, 28}},
      {"jazz guitar|hollow body guitar|archtop|archtop guitar|mellow guitar", {26}},
      {"clean guitar|clean electric guitar|chorus guitar|funk guitar|surf guitar|jangly guitar",
       {27, 26}},
      {"muted guitar|palm muted guitar|palm mute|muted electric guitar", {28}},
      {"overdriven guitar|overdrive guitar|overdrive|crunch guitar|crunchy guitar", {29, 30}},
      {"distorted guitar|distortion guitar|distortion|heavy guitar|metal guitar|fuzz guitar|"
       "distorted electric guitar|power guitar|heavy electric guitar",
       {30, 29}},
      {"rock guitar|lead guitar|rhythm guitar", {29, 30, 27}},
      {"guitar harmonic", {31}},
      {"ukulele|uke|ukelele", {24}},
      {"mandolin|mandola|bouzouki", {25, 105}},
      {"lute|oud|theorbo|vihuela", {24}},
      {"banjo", {105}},
      {"sitar|tanpura|sarod", {104}},
      {"koto|guzheng|zheng|gayageum", {107}},
      {"shamisen|sanshin|pipa", {106}},
      {"harp|concert harp|celtic harp|orchestral harp|lyre", {46}},
      {"plucked string|plucked|pluck", {45, 46, 24, 107}},
      {"pizzicato|pizz|pizzicato string|pizz string|plucked violin", {45}},

      // Basses.
      {"bass|bassline|bass line|bass guitar", {33, 34, 32, 35, 36, 37, 38, 39}},
      {"electric bass|electric bass guitar|e bass|finger bass|fingered bass|fingerstyle bass|"
       "p bass|precision bass|jazz bass|rock bass",
       {33, 34, 35, 32}},
      {"picked bass|pick bass", {34}},
      {"fretless|fretless bass", {35}},
      {"slap bass|slapped bass|popped bass", {36, 37}},
      {"synth bass|synthesizer bass|synthesiser bass|analog bass|analogue bass|moog bass|bass "
       "synth|"
       "acid bass|303|tb303|tb 303|electronic bass|wobble bass|reese bass|reese|fm bass",
       {38, 39}},
      {"808|sub bass|subbass|808 bass|808 sub|deep bass", {39, 38}},
      {"acoustic bass|upright bass|stand up bass|standup bass|string bass|walking bass|"
       "plucked bass",
       {32, 43}},
      {"double bass|doublebass|contrabass|contra bass|bass fiddle|bass viol", {43, 32}},

      // Bowed strings.
      {"string|string section|string orchestra|string ensemble|strings section|orchestral string|"
       "violins section|string pad|bowed string",
       {48, 49, 50, 51, 44, 45, 40, 41, 42, 43}},
      {"violin|solo violin", {40, 110}},
      {"fiddle|folk violin", {110, 40}},
      {"viola", {41}},
      {"cello|violoncello|celli|cellist", {42}},
      {"string quartet|string trio|string quintet", {40, 41, 42, 48}},
      {"tremolo string|tremolo", {44}},
      {"slow string|legato string|lush string", {49, 48}},
      {"synth string|synthesizer string|synthesiser string|string machine|string synth|solina",
       {50, 51}},
      {"orchestra|full orchestra|symphony orchestra|symphonic orchestra",
       {48, 49, 40, 41, 42, 43, 44, 45, 46, 47, 55, 56, 57, 58, 60, 61, 68, 69, 70, 71, 72, 73}},
      {"orchestra hit|orchestral hit|orch hit", {55}},

      // Voices.
      {"choir|choral|chorale|voice|vocal|singer|singing|choir voice|vocals ensemble|aah|"
       "choir aah|ahh",
       {52, 53, 54, 91, 85}},
      {"ooh|oohs|humming|voice ooh", {53}},
      {"synth voice|synth choir|synth vocal|vocoder|vox", {54, 85, 91}},

      // Brass.
      {"brass|brass section|brass band|brass ensemble|horn section|big band brass",
       {61, 56, 57, 60, 58, 59, 62, 63}},
      {"trumpet|cornet|flugelhorn|bugle|tpt", {56, 59}},
      {"muted trumpet|mute trumpet|harmon mute|harmon trumpet", {59}},
      {"trombone|tbn", {57}},
      {"tuba|sousaphone|euphonium", {58}},
      {"french horn|orchestral horn|hunting horn", {60}},
      {"horn", {60, 61, 56, 57}},
      {"synth brass|synthesizer brass|synthesiser brass|brass synth|synth horn", {62, 63}},

      // Woodwinds.
      {"woodwind|winds|wind instrument|woodwind section|winds section",
       {73, 71, 68, 70, 69, 72, 74, 64, 65, 66, 67}},
      {"reed", {71, 68, 70, 69, 65, 66, 64, 67}},
      {"sax|saxophone|saxo|saxaphone", {65, 66, 64, 67}},
      {"soprano sax|soprano saxophone", {64}},
      {"alto sax|alto saxophone", {65}},
      {"tenor sax|tenor saxophone", {66}},
      {"baritone sax|baritone saxophone|bari sax|bari|bari saxophone|bass sax|bass saxophone",
       {67}},
      {"oboe", {68}},
      {"english horn|cor anglais", {69}},
      {"bassoon|fagott|contrabassoon", {70}},
      {"clarinet|clarinette|klezmer clarinet", {71}},
      {"bass clarinet", {71}},
      {"piccolo|piccolo flute", {72}},
      {"flute|transverse flute|concert flute", {73, 74, 75}},
      {"recorder|blockflute|block flute", {74}},
      {"pan flute|panflute|pan pipe|panpipe|syrinx|zampona", {75}},
      {"blown bottle|bottle blow", {76}},
      {"shakuhachi|bamboo flute|ney|bansuri", {77}},
      {"whistle|whistling|tin whistle|penny whistle|irish whistle|pennywhistle", {78}},
      {"ocarina", {79}},
      {"bagpipe|bag pipe|uilleann pipe|gaita", {109}},
      {"shanai|shehnai|zurna|duduk", {111}},

      // Synthesisers.
      {"synth|synthesizer|synthesiser|analog synth|analogue synth|modular synth|moog",
       {81, 80, 90, 89, 88, 62, 63, 50, 51, 38, 39, 82, 83, 84, 85, 86, 87, 91, 92, 93, 94, 95}},
      {"synth lead|lead synth|synthesizer lead|lead synthesizer|solo synth",
       {81, 80, 82, 83, 84, 85, 86, 87}},
      {"saw lead|sawtooth|sawtooth lead|saw wave|saw synth|supersaw|super saw|sawtooth wave|"
       "sawtooth synth",
       {81}},
      {"square lead|square wave|pulse lead|pulse wave|chip lead|chiptune lead|"
       "8 bit synth|8 bit lead|square synth|game boy|gameboy|retro synth",
       {80}},
      {"calliope|calliope lead|steam organ", {82}},
      {"chiff|chiff lead", {83}},
      {"charang|charang lead|guitar synth", {84}},
      {"voice lead|vocal lead|solo vox", {85}},
      {"fifths lead|fifth lead", {86}},
      {"bass lead|bass and lead", {87}},
      {"pad|synth pad|pad synth|atmospheric pad|ambient pad|soft pad",
       {89, 88, 90, 91, 92, 93, 94, 95}},
      {"new age pad|fantasia", {88}},
      {"warm pad|analog pad|analogue pad|warm synth pad", {89}},
      {"polysynth|poly synth|polysynth pad|synth chord|juno", {90}},
      {"choir pad|vocal pad|voice pad", {91, 52}},
      {"bowed pad|bowed glass|glass pad|glass harmonica|glass armonica", {92}},
      {"metallic pad|metal pad", {93}},
      {"halo pad", {94}},
      {"sweep pad|sweeping pad", {95}},
      {"synth arp|synth pluck|arp synth|arpeggiator|arp|synth arpeggio", {81, 80, 90}},
      {"fx|sound effect|synth effect", {96, 97, 98, 99, 100, 101, 102, 103}},

      // Drums.
      {"drum|drum kit|drumkit|drum set|drumset|kit|percussion|beat|drum beat|drum machine|drum "
       "loop|"
       "breakbeat|break beat|acoustic drum|electronic drum|acoustic drum kit|electronic drum kit|"
       "rhythm section|808 drum|808 kit|909|tr808|tr 808|tr909|tr 909|808 beat|trap drum|"
       "trap beat|rock drum|jazz drum|live drum|brush|brush drum|boom bap|hi hat|hihat|kick|"
       "kick drum|bass drum|snare|snare drum|cymbal|shaker|tambourine|conga|bongo|"
       "hand percussion|latin percussion|hand clap|clap|handclap|snap|finger snap",
       {kDrumKit}},

      // Sounds of the last bank.
      {"reverse cymbal|reversed cymbal", {119}},
      {"sea shore|ocean waves|ocean wave", {122}},
      {"birdsong|bird song|bird sounds", {123}},
      {"telephone|telephone bell", {124}},
      {"audience|applauding crowd", {126}},
      {"gun shot", {127}},
      {"fret noise|guitar noise", {120}},
  };
  return table;
}

// One form for singular and plural of each word: "french horns" and "french horn" are the same
// name.
std::string singular(std::string_view text) {
  std::string result;
  size_t at = 0;
  while (at <= text.size()) {
    size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    std::string_view word = text.substr(at, end - at);
    // "the key" and "the wind" are no instruments, but keys and winds are.
    const bool plural_only = word == "keys" || word == "winds";
    const bool adds_es = word.ends_with("sses") || word.ends_with("xes") || word.ends_with("shes");
    const bool adds_s = word.size() > 2 && word.ends_with('s') && !word.ends_with("ss");
    if (!plural_only && (adds_es || adds_s)) word.remove_suffix(adds_es ? 2 : 1);
    if (!result.empty()) result += ' ';
    result += word;
    at = end + 1;
  }
  return result;
}

struct Name {
  std::string key;        // singular(plain_words(...))
  std::string_view text;  // as the table writes it, for hints
  std::vector<int> programs;
  bool operator<(const Name& other) const { return key < other.key; }
};

std::vector<Name> sorted_names() {
  std::vector<Name> names;
  std::vector<Name> exact;
  for (int program = 0; program < kProgramCount; ++program) {
    const std::string_view name = instrument(program).name;
    exact.push_back({singular(plain_words(name)), name, {program}});
  }
  for (const Entry& entry : entries()) {
    size_t at = 0;
    while (at <= entry.words.size()) {
      const size_t end = std::min(entry.words.find('|', at), entry.words.size());
      const std::string_view spelling = entry.words.substr(at, end - at);
      names.push_back({singular(plain_words(spelling)), spelling, entry.programs});
      at = end + 1;
    }
  }
  names.insert(names.end(), exact.begin(), exact.end());
  std::stable_sort(names.begin(), names.end());
  // Spellings that fall together as singulars ("vibe", "vibes") keep their first entry.
  names.erase(std::unique(names.begin(), names.end(),
                          [](const Name& a, const Name& b) { return a.key == b.key; }),
              names.end());
  return names;
}

const std::vector<Name>& names_by_key() {
  static const std::vector<Name> names = sorted_names();
  return names;
}

}  // namespace

std::vector<int> programs_named(std::string_view words) {
  std::string plain = plain_words(words);
  for (std::string_view article : {"the ", "an ", "a ", "some "}) {
    if (plain.starts_with(article)) {
      plain.erase(0, article.size());
      break;
    }
  }
  if (plain.empty()) return {};
  const Name wanted{singular(plain), {}, {}};
  const auto& names = names_by_key();
  const auto at = std::lower_bound(names.begin(), names.end(), wanted);
  if (at == names.end() || at->key != wanted.key) return {};
  return at->programs;
}

int parse_instrument(std::string_view words) {
  const std::vector<int> programs = programs_named(words);
  if (!programs.empty()) return programs.front();
  std::vector<std::string_view> known;
  for (const Name& name : names_by_key()) known.push_back(name.text);
  const std::vector<std::string> near = near_matches(plain_words(words), known);
  fail(ErrorKind::kInput, "instrument", "\"{}\": expected the name of an instrument. {}",
       words.substr(0, 60),
       near.empty() ? "Examples: piano, violin, synth bass, drums."
                    : "Did you mean " + joined_with_or(near) + "?");
}

}  // namespace continuo
