// German words about music.
#include "prompt/language.h"

namespace continuo {

const Language kGerman{"German", "e en er es em n s ern ere eren erer eres", R"(
[nouns]
piano: klavier~ | piano
piano piece: klavierstück~
grand piano: flügel~ | konzertflügel~
electric piano: e-piano | e-klavier | elektrisch~ klavier~ | elektroklavier
keys: tasteninstrument~ | keyboard
harpsichord: cembalo | cembali
celesta: celesta
organ: orgel | orgeln
church organ: kirchenorgel~ | pfeifenorgel
hammond organ: hammondorgel | hammond-orgel
harmonium: harmonium
accordion: akkordeon~ | ziehharmonika | schifferklavier | quetschkommode | handorgel
concertina: konzertina
bandoneon: bandoneon
harmonica: mundharmonika | mundharmonikas
glockenspiel: glockenspiel
bells: glocke~
tubular bells: röhrenglocken
music box: spieluhr | spieldose | spieluhren
vibraphone: vibraphon~ | vibrafon~
marimba: marimba | marimbaphon
xylophone: xylophon~ | xylofon~
kalimba: kalimba | daumenklavier
dulcimer: hackbrett
zither: zither
guitar: gitarre~
acoustic guitar: akustikgitarre~ | akustisch~ gitarre~ | westerngitarre~ | wandergitarre
classical guitar: konzertgitarre~ | klassisch~ gitarre~ | nylongitarre
electric guitar: e-gitarre~ | elektrogitarre~ | elektrisch~ gitarre~ | stromgitarre~
distorted guitar: verzerrt~ gitarre~ | verzerrt~ e-gitarre~
jazz guitar: jazzgitarre~
lead guitar: leadgitarre~ | sologitarre~
rhythm guitar: rhythmusgitarre~
spanish guitar: spanisch~ gitarre~ | flamencogitarre~
ukulele: ukulele~
mandolin: mandoline~
lute: laute~
banjo: banjo
sitar: sitar
bass: bass | baß | bässe | bässen
bass guitar: bassgitarre~ | e-bass | e-bässe | elektrobass
double bass: kontrabass | kontrabässe | kontrabaß | bassgeige | stehbass
walking bass: laufend~ bass | walking bass
synth bass: synthbass | synthesizerbass | synthiebass
sub bass: subbass
bass line: basslinie~ | bassline
strings: streicher~ | streichinstrument~
string ensemble: streicherensemble
string orchestra: streichorchester
string quartet: streichquartett~
string trio: streichtrio
string quintet: streichquintett
piano trio: klaviertrio
brass quintet: blechbläserquintett
wind quintet: bläserquintett | holzbläserquintett
violin: geige~ | violine~
fiddle: fiedel | fiddel
viola: bratsche~ | viola
cello: cello | celli | violoncello
harp: harfe~
pizzicato strings: pizzicato-streicher | gezupft~ streicher~
timpani: pauke~
orchestra: orchester~
choir: chor | chöre | chören
voice: gesang | stimme~ | sänger~ | sängerin
female voice: frauenstimme~
male voice: männerstimme~
humming: summ~
trumpet: trompete~
muted trumpet: gedämpft~ trompete~
trombone: posaune~
tuba: tuba
flugelhorn: flügelhorn
french horn: waldhorn | waldhörner
horn: horn | hörner | hörnern
alphorn: alphorn
brass: blechbläser~ | blech | bläser~
brass band: blaskapelle | blasorchester | blasmusik | blechbläserensemble
woodwinds: holzbläser~
saxophone: saxophon~ | saxofon~
alto sax: altsaxophon | altsaxofon
tenor sax: tenorsaxophon | tenorsaxofon
soprano sax: sopransaxophon | sopransaxofon
baritone sax: baritonsaxophon | baritonsaxofon
oboe: oboe~
english horn: englischhorn
bassoon: fagott~
clarinet: klarinette~
bass clarinet: bassklarinette
flute: flöte~ | querflöte~
piccolo: piccoloflöte | piccolo | pikkoloflöte
recorder: blockflöte~
pan flute: panflöte~
bamboo flute: bambusflöte~
whistle: pfeif~ | tin whistle
bagpipes: dudelsack | dudelsäcke
synth: synthesizer~ | synthi~ | synth | synths
pads: flächen | synthesizerflächen | klangflächen | synthflächen
synth lead: synthesizer-lead
arpeggio: arpeggi~ | arpeggien | arpeggio
drums: schlagzeug~ | trommel~ | drum
drum machine: drumcomputer | rhythmusmaschine
percussion: perkussion | schlagwerk | percussion
beat: beat | beats
brush drums: besenschlagzeug
brushes: besen
cymbals: becken
snare drum: kleine trommel
bass drum: große trommel
hand claps: handklatschen | klatschen
tambourine: tamburin
triangle: triangel
steel drums: steeldrum
instrument: instrument~
instruments: instrumente | instrumenten
music: musik | mukke
piece: stück~ | musikstück~
song: lied | lieder | song | liedchen
track: track | titel | nummer
melody: melodie~ | weise
tune: ohrwurm
theme: thema | themen | titelmelodie
chord: akkord
chords: akkorde | akkorden
chord progression: akkordfolge
harmony: harmonie~
rhythm: rhythmus | rhythmen
groove: groove
tempo: tempo | geschwindigkeit
bpm: schläge pro minute | schlägen pro minute | schläge in der minute
time: takt
bars: takte | takten
3/4 time: dreivierteltakt | dreiviertel-takt | drei-viertel-takt
4/4 time: viervierteltakt | vier-viertel-takt
2/4 time: zweivierteltakt | zwei-viertel-takt
6/8 time: sechsachteltakt | sechs-achtel-takt
7/8 time: siebenachteltakt | sieben-achtel-takt
9/8 time: neunachteltakt | neun-achtel-takt
12/8 time: zwölfachteltakt | zwölf-achtel-takt
5/8 time: fünfachteltakt | fünf-achtel-takt
5/4 time: fünfvierteltakt | fünf-viertel-takt
7/4 time: siebenvierteltakt | sieben-viertel-takt
odd time: ungerade takt~ | ungerad~ takt~ | krumm~ takt~
waltz time: walzertakt
major key: dur | durtonart
minor key: moll | molltonart
key: tonart
intro: einleitung | intro | vorspiel
verse: strophe~
chorus: refrain
bridge: brücke
ending: schluss | ende | ausklang
second: sekunde
seconds: sekunden
minute: minute
minutes: minuten
loop: schleife | loop
solo: solo | soli
duo: duo | duett
trio: trio
quartet: quartett
ensemble: ensemble
band: band | kapelle
rock band: rockband
big band: bigband | big band
accompaniment: begleitung
background music: hintergrundmusik
sound: klang | klänge | klängen | sound
sounds: geräusche
mood: stimmung
atmosphere: atmosphäre
jazz: jazz
blues: blues
rock: rock
pop: pop
hard rock: hardrock
folk: folk
folk music: volksmusik | volkslied | volksweise | volkstümlich~ musik
schlager pop: schlager
techno: techno
house: house
trance: trance
electronic music: elektronisch~ musik | elektromusik | elektro | electro
dance music: tanzmusik
hip hop: hip-hop | hiphop | rap
metal: metal | schwermetall
heavy metal: heavy metal
reggae: reggae
funk: funk
soul: soul
disco: disko | disco
country: country
ragtime: ragtime
swing: swing
bebop: bebop
bossa nova: bossa nova | bossa
samba: samba
salsa: salsa
tango: tango
polka: polka
waltz: walzer~
viennese waltz: wiener walzer
march: marsch | märsche | marschmusik
funeral march: trauermarsch
wedding march: hochzeitsmarsch
foxtrot: foxtrott
minuet: menuett
gigue: gigue
ländler: ländler
mazurka: mazurka
polonaise: polonäse
ballad: ballade~
pop ballad: popballade~
rock ballad: rockballade~
lullaby: wiegenlied~ | schlaflied~ | gutenachtlied
children's song: kinderlied~
christmas: weihnacht~
christmas carol: weihnachtslied~
love song: liebeslied~
folk song: volkslied~
hymn: hymne~
chorale: choral
church music: kirchenmusik
classical music: klassik | klassisch~ musik
chamber music: kammermusik
piano music: klaviermusik
film music: filmmusik | soundtrack
game music: spielmusik | computerspielmusik | videospielmusik
video game: videospiel | computerspiel | videospiels
game: spiel | spiele
chiptune: chiptune | 8-bit-musik
lo-fi: lo-fi | lofi
ambient: ambient
soundscape: klanglandschaft~ | klangteppich
drum and bass: drum and bass | drum 'n' bass
symphony: sinfonie~ | symphonie~
sonata: sonate~
piano sonata: klaviersonate~
concerto: konzert
overture: ouvertüre
opera: oper
prelude: präludium | vorspiel
fugue: fuge~
etude: etüde~
nocturne: nocturne | notturno
serenade: serenade | ständchen
rondo: rondo
suite: suite
variation: variation
fanfare: fanfare
jingle: jingle
film: film | kino
trailer: trailer
movie: spielfilm
love: liebe
night: nacht | nächte
evening: abend | feierabend
morning: morgen
day: tag
rain: regen
rainy day: regentag
rainy: regnerisch~ | verregnet~
sun: sonne
summer: sommer
winter: winter
spring: frühling
autumn: herbst
snow: schnee
sea: meer | see
ocean: ozean
beach: strand
forest: wald
mountains: berge | gebirge
sky: himmel
stars: sterne
moon: mond
moonlight: mondschein | mondlicht
fire: feuer
campfire: lagerfeuer
storm: sturm | gewitter
wind: wind
space: weltraum | weltall
city: stadt | großstadt
village: dorf
church: kirche
cafe: café | kaffeehaus
bar: kneipe
castle: schloss | burg
party: party | feier | fest
wedding: hochzeit
funeral: beerdigung | begräbnis
birthday: geburtstag
dance: tanz
dancing: tanzen
studying: lernen | studieren | lernmusik
concentration: konzentration
sleep: schlaf
sleeping: schlafen | einschlafen
relaxing: entspannen
relaxation: entspannung
meditation: meditation
yoga: yoga
running: laufen | joggen
workout: training | sport
work: arbeit
road trip: autofahrt | roadtrip
chase: verfolgungsjagd
battle: schlacht | kampf
boss fight: endkampf | bosskampf | endgegner
adventure: abenteuer
horror: horror | grusel
hero: held | helden
child: kind
children: kinder | kindern
cat: katze
documentary: dokumentation | dokumentarfilm
advertising: werbung
podcast: podcast
dream: traum | träume
heart: herz
farewell: abschied
longing: sehnsucht
melancholy: melancholie | wehmut | schwermut
sadness: trauer | traurigkeit
joy: freude
hope: hoffnung
silence: stille | ruhe
energy: energie
tension: spannung
[adjectives]
slow: langsam~ | gemächlich~ | schleppend~ | getragen~
very slow: ganz langsam~
fast: schnell~ | rasch~ | rasant~ | flink~ | zügig~
mid-tempo: mittelschnell~ | mittler~ tempo | im mittleren tempo | mäßig~ | mittelschnell | moderat~
sad: traurig~ | betrübt~
melancholic: melancholisch~ | wehmütig~ | schwermütig~
happy: fröhlich~ | froh~ | glücklich~ | heiter~ | vergnügt~ | gut gelaunt~
cheerful: munter~ | beschwingt~ | unbeschwert~
playful: verspielt~ | spielerisch~
funny: lustig~ | witzig~ | komisch~
calm: ruhig~ | gelassen~ | beruhigend~
relaxing: entspannend~ | entspannt~
peaceful: friedlich~
quiet: leise~ | still~
soft: sanft~ | weich~
gentle: zart~ | behutsam~
loud: laut~
dark: dunkel | dunkl~ | düster~ | finster~
bright: hell~ | strahlend~ | klar~
warm: warm~ | wärm~
cold: kalt~
deep: tief~
high: hoch | hoh~
low: niedrig~
energetic: energisch~ | energiegeladen~ | energetisch~ | kraftvoll~ | schwungvoll~ | mitreißend~
powerful: mächtig~ | stark~ | kräftig~ | wuchtig~
driving: treibend~ | antreibend~
intense: intensiv~
wild: wild~
aggressive: aggressiv~
heavy: schwer~
hard: hart~
light: leicht~
romantic: romantisch~
tender: zärtlich~ | innig~
dreamy: verträumt~ | träumerisch~
mysterious: geheimnisvoll~ | mysteriös~ | rätselhaft~
scary: gruselig~ | unheimlich~ | schaurig~
tense: spannend~ | angespannt~
dramatic: dramatisch~
epic: episch~
heroic: heroisch~ | heldenhaft~
majestic: majestätisch~ | feierlich~
solemn: andächtig~
triumphant: triumphal~ | triumphierend~
hopeful: hoffnungsvoll~
nostalgic: nostalgisch~
emotional: emotional~ | gefühlvoll~ | rührend~
beautiful: schön~ | wunderschön~
simple: einfach~ | schlicht~
minimal: minimalistisch~ | reduziert~
sparse: spärlich~ | karg~
busy: dicht~
lively: lebhaft~ | lebendig~
danceable: tanzbar~
groovy: groovig~
catchy: eingängig~
hypnotic: hypnotisch~
atmospheric: atmosphärisch~ | stimmungsvoll~
ethereal: ätherisch~ | sphärisch~ | schwebend~
floating: fließend~
old: alt~
modern: modern~
traditional: traditionell~
classical: klassisch~
electronic: elektronisch~
electric: elektrisch~
acoustic: akustisch~
orchestral: orchestral~ | orchestermusik
cinematic: filmisch~
jazzy: jazzig~
funky: funkig~
bluesy: bluesig~
baroque: barock~
medieval: mittelalterlich~
celtic: keltisch~
irish: irisch~
spanish: spanisch~
french: französisch~
italian: italienisch~
german: deutsch~
russian: russisch~
chinese: chinesisch~
japanese: japanisch~
brazilian: brasilianisch~
latin: lateinamerikanisch~
african: afrikanisch~
oriental: orientalisch~ | arabisch~
indian: indisch~
bavarian: bayerisch~ | bayrisch~
viennese: wiener
jewish: jüdisch~
american: amerikanisch~
muted: gedämpft~
distorted: verzerrt~
long: lang~
short: kurz~
small: klein~
big: groß~
lonely: einsam~
elegant: elegant~
strange: seltsam~ | merkwürdig~
festive: festlich~
serious: ernst~
proud: stolz~
sweet: süß~
rhythmic: rhythmisch~
melodic: melodisch~
instrumental: instrumental~
unaccompanied: unbegleitet~
rich: reich~ | üppig~
[adverbs]
very: sehr | extrem | besonders | äußerst | total | richtig
a little: etwas | ein bisschen | ein wenig | leicht
rather: ziemlich | eher
not too: nicht zu
[small words]
and: und | sowie
or: oder
with: mit | samt | begleitet von
without: ohne | kein~
no: kein | keine | keinen | keinerlei
for: für | fürs | zum | zur
in: im | in
of: von | vom | aus | des
on: auf
at: bei | beim
over: über
about: ungefähr | circa | ca | zirka | etwa | um die
but: aber
then: dann | danach | anschließend
only: nur | lediglich | ausschließlich
as: als
like: wie | à la
from: ab
to: bis
between: zwischen
not: nicht
neither: weder
instead of: statt | anstatt | anstelle von | anstelle
except: außer | bis auf
half a: eine halbe | einer halben
one and a half: anderthalb | eineinhalb
two and a half: zweieinhalb
more: mehr
less: weniger
always: immer
during: während
a: ein | eine | einen | einem | einer | eines
-: der | die | das | den | dem | ich | möchte | will | bitte | mir | mach | mache | machen | spiel mir | es | ist | sein | soll | sollte | wird | werden | so | auch | mal | wo | zu | am | an | sich | dazu | dabei | hätte | gern | gerne | gib | schreib | schreibe | komponiere | erzeuge | erstelle
one: eins
two: zwei
three: drei
four: vier
five: fünf
six: sechs
seven: sieben
eight: acht
nine: neun
ten: zehn
twelve: zwölf
sixteen: sechzehn
twenty: zwanzig
thirty: dreißig
forty: vierzig
fifty: fünfzig
60: sechzig
70: siebzig
80: achtzig
90: neunzig
100: hundert | einhundert
120: hundertzwanzig | einhundertzwanzig
)",
                       true, false};

}  // namespace continuo
