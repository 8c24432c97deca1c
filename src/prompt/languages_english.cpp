// English words that stand in prompts, so that they are not taken for words of another language.
#include "prompt/language.h"

namespace continuo {

const std::string_view kEnglishWords =
    R"(
a an the and or but nor so yet if then than that this these those there here it its is are was were be been being am i
i'm me my mine we us our you your he she they them their his her who what which when where why how all any each every
some no not none nothing never always often sometimes only just also too very really quite rather almost even still
again once twice one two three four five six seven eight nine ten eleven twelve sixteen twenty thirty hundred first
second third last next half double triple with without within for from to into onto of off on in at by over under
above below between through during before after until while as like about around across along against behind beside
beyond near up down out away back forward left right top bottom front side end ends ending begin begins beginning start
starts starting stop stops go goes going gone come comes coming make makes making made play plays played playing give
gives want wants need needs please can could would should will may might must do does did done have has had get gets
let lets keep keeps take takes put use uses used using add adds adding write writes written create creates compose
composed generate sound sounds sounding feel feels feeling hear heard listen song songs music musical track tracks
tune tunes piece pieces theme themes beat beats loop loops groove grooves rhythm rhythms melody melodies harmony
harmonies chord chords bass line lines riff riffs lick hook jingle intro outro verse chorus bridge solo solos break
drop build section sections part parts bar bars measure measures bpm tempo time metre meter key major minor dorian
phrygian lydian mixolydian sharp flat note notes scale mode tonic beats per minute minutes second seconds sec min
hour hours day days night nights morning evening afternoon today tonight summer winter spring autumn fall rain rainy
snow sun sunny sunshine sunset sunrise moon star stars sky sea ocean beach forest mountain mountains river wind storm
fire ice water light dark darkness bright shadow black white blue red green golden gold silver warm cold hot cool soft
hard loud quiet silent silence slow slowly fast faster slower quick quickly steady gentle gently calm calming relaxed
relaxing relax chill chilled chilling happy sad sadness joy joyful joyous angry anger fear scary spooky creepy eerie
haunting mysterious mystery magic magical dream dreams dreamy dreamlike fantasy epic heroic hero dramatic drama tense
tension suspense intense energetic energy upbeat uplifting inspiring inspirational hopeful hope romantic romance love
lovely sweet tender emotional moving nostalgic nostalgia melancholy melancholic bittersweet lonely alone solitary
playful fun funny comic silly quirky weird strange odd wild crazy aggressive heavy powerful strong big small huge tiny
large little long short high low deep wide thin thick rich sparse minimal minimalist simple complex busy dense empty
full open closed clean dirty raw rough smooth sharp old new young modern vintage retro classic classical traditional
ancient medieval baroque renaissance romantic era century style styles styled genre vibe vibes mood moods atmosphere
atmospheric ambience ambient feel texture tone color colour game games video arcade level boss battle fight fighting
war chase escape adventure quest journey travel trip road drive driving city town street village country farm house
home room kitchen cafe coffee shop bar club restaurant hotel lobby church temple castle dungeon palace school office
work working study studying reading focus concentration sleep sleeping bedtime baby child children kids kid girl boy
man woman men women king queen prince princess knight dragon pirate cowboy robot space alien future party dance dancing
dancer wedding funeral birthday christmas halloween holiday parade circus carnival fair festival film movie scene
trailer soundtrack score documentary podcast commercial advert ad advertising vlog background foreground radio tv
theater theatre musical opera stage show concert hall live studio home demo electronic electric acoustic orchestral
symphonic orchestra symphony choir choral string strings brass wind woodwind woodwinds percussion percussive piano
pianos guitar guitars violin violins viola cello cellos flute flutes clarinet oboe bassoon trumpet trumpets trombone
tuba horn horns sax saxophone organ harp harpsichord drum drums drummer drumming kit synth synths synthesizer pad pads
lead keys keyboard bell bells voice voices vocal vocals singer singing sing lyrics words humming whistle accordion
harmonica banjo mandolin ukulele fiddle sitar ensemble band group duo duet trio quartet quintet combo section
accompaniment accompanied accompanying backing walking strumming strummed fingerpicked plucked bowed muted distorted
distortion reverb delay echo filter sweep arpeggio arpeggios arpeggiated syncopated syncopation swing swung straight
shuffle shuffled triplet triplets odd even funky jazzy bluesy groovy catchy danceable hypnotic repetitive evolving
floating flowing flow soaring rising falling building fading fade fades punchy crisp lush airy ethereal spacious
driving pulsing pumping bouncy bouncing laid-back lazy sleepy tired mellow smoky noir grave largo adagio andante
moderato allegro presto vivace lento piano forte pianissimo fortissimo crescendo staccato legato pizzicato tremolo
rubato cantabile dolce espressivo maestoso scherzo sonata concerto prelude fugue nocturne etude waltz minuet march
polka tango samba salsa bossa nova rumba mambo bolero flamenco celtic irish scottish english british french german
italian spanish russian chinese japanese indian african american brazilian cuban mexican latin arabic middle eastern
western eastern northern southern asian european nordic hawaiian caribbean jamaican turkish greek jewish polish
die dies dying dead death gift kind art rest rein mutter hell bald brief chef elf fast gang gut handy hut mist not rat
rock rot stern tag taste tier wand war was wall will sin son pan dice once red sale come mayor sea tan real ten fin
pain coin main chat fond four pour gens don joint large lit mode note on or page plus prune pure rare sale son sort
table tour vent vie voyage bone banda mare more pace pale solo vale via suave grande alto tenor soprano baritone
hammer night-club groovin' ballad ballads hymn anthem fanfare lullaby nursery rhyme carol elevator lounge cocktail
dinner romantic candle date sunday monday friday saturday weekend vacation beachside tropical island jungle desert
arctic underwater cave mine factory train car bus plane ship boat bike horse dog cat bird birds wolf bear animal
animals nature natural garden flower flowers tree trees rainforest thunder lightning
wishes wish ghost ghosts monster monsters vampire zombie witch wizard angel angels devil demon god heaven earth world
life time memory memories past present lost found broken heart hearts soul mind body hand hands eye eyes face voice
good bad best better great nice beautiful ugly perfect favorite favourite simple easy hard difficult possible
instrumental instruments instrument unaccompanied cappella acapella improvisation improvised jam jamming freestyle
reflective pensive thoughtful contemplative introspective meditation meditative meditating yoga spa zen healing
soothing peaceful serene tranquil pastoral rustic rural urban gritty edgy sexy sensual seductive sultry passionate
triumphant victorious victory glorious majestic noble royal regal stately solemn sacred holy spiritual religious
ominous menacing sinister evil threatening apocalyptic dystopian cyberpunk futuristic sci fi science fiction
whimsical cute childish innocent naive carefree cheerful cheery jolly merry gleeful festive celebratory celebration
exciting excited thrilling adrenaline action sports sport workout gym running run race racing training motivational
corporate harmonic harmonics organic celli cellist cellists pianist violinist guitarist flautist flutist trumpeter oboist
electrical technology minstrel countries counter trumps waltzing business presentation tutorial explainer news weather cooking
county counties cell cells drug drugs springs sting stings fluke tempt spiritual
mazurka polonaise sarabande gigue barcarolle tarantella siciliana galop jig reel landler
la le de el al da du un en et y e o no se me te es su mi los las les des il lo der das ein den von san santa del
don rio casa vida loca amor feliz navidad deja vu cafe voila bon ami amour chanson fado enka kpop jpop
)";

}  // namespace continuo
