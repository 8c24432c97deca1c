// Spanish words about music.
#include "prompt/language.h"

namespace continuo {

const Language kSpanish{"Spanish", "o a os as e es s", R"(
[nouns]
trailer: tráiler
piano: piano~
piano piece: pieza de piano | pieza para piano | obra para piano
grand piano: piano de cola
electric piano: piano eléctrico
keys: teclado~
harpsichord: clave | clavecín
organ: órgano~
church organ: órgano de iglesia | órgano de tubos
hammond organ: órgano hammond
accordion: acordeón~
bandoneon: bandoneón~
harmonica: armónica~
bells: campan~
tubular bells: campanas tubulares
glockenspiel: glockenspiel
music box: caja de música | cajita de música
vibraphone: vibráfono~
marimba: marimba~
xylophone: xilófono~
kalimba: kalimba
guitar: guitarr~
acoustic guitar: guitarr~ acústic~
classical guitar: guitarr~ clásic~
spanish guitar: guitarr~ español~ | guitarr~ flamenc~
electric guitar: guitarr~ eléctric~
distorted guitar: guitarr~ distorsionad~
lead guitar: guitarr~ solista~ | guitarr~ principal
rhythm guitar: guitarr~ rítmic~
ukulele: ukelele | ukulele
mandolin: mandolina~
lute: laúd | laúdes
banjo: banjo
charango: charango
cuatro: cuatro venezolano
requinto guitar: requinto
sitar: sitar
bass: bajo~ | bajos
bass guitar: bajo eléctrico
double bass: contrabajo~
walking bass: bajo caminante | walking bass
synth bass: bajo sintetizado | bajo de sintetizador
sub bass: subgrave~ | sub bajo
bass line: línea de bajo
strings: cuerda~ | instrumentos de cuerda
string section: sección de cuerdas
string orchestra: orquesta de cuerdas
string quartet: cuarteto de cuerda~
string trio: trío de cuerdas
wind quintet: quinteto de viento~
brass quintet: quinteto de metales
violin: violín | violines
viola: viola~
cello: violonchelo~ | violoncelo~ | chelo~ | cello
harp: arpa~
timpani: timbales sinfónicos | tímpano~
timbales: timbales
orchestra: orquesta~
choir: coro~
voice: voz | voces | cantante~ | canto
humming: tarareo
trumpet: trompeta~
muted trumpet: trompeta~ con sordina
trombone: trombón | trombones
tuba: tuba
french horn: trompa | trompas | corno francés
horn: corno
brass: metales | vientos metal | viento metal
brass band: banda de viento | banda de metales | charanga
woodwinds: maderas | viento madera | vientos madera
winds: vientos
saxophone: saxofón | saxofones | saxo | saxos | saxófono
alto sax: saxo alto | saxofón alto
tenor sax: saxo tenor | saxofón tenor
soprano sax: saxo soprano | saxofón soprano
baritone sax: saxo barítono | saxofón barítono
oboe: oboe~
english horn: corno inglés
bassoon: fagot | fagotes
clarinet: clarinete~
bass clarinet: clarinete bajo
flute: flauta~ | flauta travesera
recorder: flauta dulce
piccolo: flautín | piccolo
pan flute: flauta de pan | zampoña~ | siku
quena flute: quena~
bamboo flute: flauta de bambú
whistle: silbido~ | silbato
bagpipes: gaita~
synth: sintetizador~ | sinte | sintes
pads: colchón de sintetizador | colchones | pads | ambientes de sintetizador
drums: batería | baterías | tambor~
drum machine: caja de ritmos | batería electrónica
electronic drums: baterías electrónicas
percussion: percusión | percusiones
latin percussion: percusión latina
beat: beat
cajon: cajón
bongos: bongó | bongós
congas: congas
maracas: maracas
castanets: castañuelas
brushes: escobillas
cymbals: platillos
snare drum: caja clara | redoblante
bass drum: bombo
hand claps: palmas
tambourine: pandereta
instrument: instrumento
instruments: instrumentos
music: música | musica | músicas
piece: pieza~ | obra
song: canción | canciones | tema musical
track: pista
melody: melodía~
theme: tema
chord: acorde
chords: acordes
harmony: armonía~
rhythm: ritmo~
tempo: tempo
bpm: pulsos por minuto | pulsaciones por minuto | golpes por minuto | ppm
time: compás de | compás
bars: compases
3/4 time: tres por cuatro | tres cuartos | ritmo ternario | compás ternario
4/4 time: cuatro por cuatro | cuatro cuartos
2/4 time: dos por cuatro
6/8 time: seis por ocho
7/8 time: siete por ocho
9/8 time: nueve por ocho
12/8 time: doce por ocho
5/4 time: cinco por cuatro
7/4 time: siete por cuatro
odd time: compás irregular | compás de amalgama
major key: modo mayor | tono mayor | tonalidad mayor
minor key: modo menor | tono menor | tonalidad menor
key: tonalidad | tono
intro: introducción | intro
verse: estrofa~ | verso
chorus: estribillo~
bridge: puente
ending: final
seconds: segundos
half a minute: medio minuto
minute: minuto
minutes: minutos
loop: bucle
solo: solo
duo: dúo | dueto
trio: trío
quartet: cuarteto
ensemble: conjunto | ensamble
band: banda
rock band: banda de rock
big band: big band
accompaniment: acompañamiento
background music: música de fond~ | música ambiental | música de ascensor
sound: sonido
sounds: sonidos
mood: humor | estado de ánimo
atmosphere: atmósfera | ambiente
jazz: jazz
blues: blues
rock: rock
pop: pop
folk: folk
folk music: música folclórica | música folklórica | música popular | música tradicional
andean folk music: música andina
techno: techno | tecno
house: house
trance: trance
electronic music: música electrónica | electrónica
dance music: música de baile | música bailable
hip hop: hip hop | rap
metal: metal
reggae: reggae | reggaeton antiguo
reggaeton: reguetón | reggaetón | reggaeton
funk: funk
soul: soul
disco: disco | música disco
country: country
ragtime: ragtime
swing: swing
bossa nova: bossa nova | bossa
samba: samba
salsa: salsa
cumbia: cumbia~
bachata: bachata
merengue: merengue
mambo: mambo
rumba: rumba
son cubano: son cubano
bolero: bolero~
flamenco: flamenc~
mariachi: mariachi~
ranchera: ranchera~
tango: tango~
milonga: milonga~
habanera: habanera
pasodoble: pasodoble~
jota: jota
polka: polca | polka
waltz: vals | valses
peruvian waltz: vals peruano
viennese waltz: vals vienés
march: marcha~
military march: marcha militar
funeral march: marcha fúnebre
wedding march: marcha nupcial
minuet: minué | minueto
mazurka: mazurca
ballad: balada~
rock ballad: balada rock
pop ballad: balada pop
lullaby: canción de cuna | nana | canciones de cuna
children's song: canción infantil
christmas carol: villancico~
christmas: navidad
love song: canción de amor
hymn: himno~
classical music: música clásica
chamber music: música de cámara
piano music: música de piano
film music: música de película~ | música de cine | banda sonora
game music: música de juego~
video game music: música de videojuego~
video game: videojuego~
game: juego
chiptune: chiptune | 8 bits
lo-fi: lo-fi | lofi
ambient: ambient
soundscape: paisaje sonoro
drum and bass: drum and bass | drum & bass
symphony: sinfonía~
sonata: sonata~
concerto: concierto
overture: obertura
opera: ópera
prelude: preludio
fugue: fuga
etude: estudio de piano
nocturne: nocturno
serenade: serenata
fanfare: fanfarria~
film: película | cine
love: amor
night: noche~
evening: tarde
morning: mañana
day: día
rain: lluvia
rainy: lluvioso | lluviosa
sun: sol
summer: verano
winter: invierno
spring: primavera
autumn: otoño
snow: nieve
sea: mar
ocean: océano
beach: playa
forest: bosque
mountains: montaña~
sky: cielo
stars: estrellas
moon: luna
fire: fuego
campfire: fogata | hoguera
storm: tormenta
wind: viento
space: espacio
city: ciudad
village: pueblo
church: iglesia
cafe: café | cafetería
bar: bar
castle: castillo
party: fiesta~
wedding: boda
funeral: funeral | entierro
birthday: cumpleaños
dance: baile | danza
dancing: bailar
studying: estudiar
concentration: concentración | concentrarse
sleep: sueño
sleeping: dormir
relaxing: relajarse
relaxation: relajación
meditation: meditación | meditar
yoga: yoga
running: correr
workout: gimnasio | entrenar | ejercicio
road trip: viaje por carretera | viaje en coche
chase: persecución
battle: batalla | combate
boss fight: jefe final | pelea contra el jefe
adventure: aventura~
horror: terror | horror
hero: héroe
children: niños
documentary: documental
advertising: anuncio | publicidad
heart: corazón
farewell: despedida
melancholy: melancolía
sadness: tristeza
joy: alegría
hope: esperanza
silence: silencio
energy: energía
[adjectives]
slow: lent~ | despacio | pausad~
fast: rápid~ | veloz | veloces
mid-tempo: moderad~ | a medio tiempo | medio tiempo | tempo medio
sad: triste~
melancholic: melancólic~
happy: feliz | felices | alegre~
cheerful: animad~ | jovial~
playful: juguetón | juguetona | travies~
funny: divertid~ | gracios~
calm: calmad~ | tranquil~ | calm~
relaxing: relajante~ | relajad~
peaceful: pacífic~ | apacible~ | seren~
quiet: silencios~ | callad~
soft: suave~
gentle: delicad~ | tiern~ | dulce~
loud: fuerte~ | ruidos~
dark: oscur~ | sombrí~
bright: brillante~ | luminos~ | clar~
warm: cálid~
cold: frí~
deep: profund~
high: agud~
low: grave~
energetic: enérgic~ | energétic~ | potente~ | vigoros~
powerful: poderos~
driving: impulsor~
intense: intens~
wild: salvaje~
aggressive: agresiv~
heavy: pesad~
hard: dur~
light: liger~
romantic: romántic~
dreamy: soñador~ | de ensueño | oníric~
mysterious: misterios~
scary: aterrador~ | espeluznante~ | de miedo
tense: tens~
dramatic: dramátic~
epic: épic~
heroic: heroic~
majestic: majestuos~
solemn: solemne~
triumphant: triunfal~ | triunfante~
nostalgic: nostálgic~
emotional: emotiv~ | emocional~ | conmovedor~
beautiful: hermos~ | bonit~ | bell~
simple: sencill~ | simple~
minimal: minimalista~
lively: viv~ | vivaz
danceable: bailable~
catchy: pegadiz~
hypnotic: hipnótic~
atmospheric: atmosféric~
ethereal: etére~
floating: flotante~
old: viej~ | antigu~
modern: modern~
traditional: tradicional~
classical: clásic~
electronic: electrónic~
electric: eléctric~
acoustic: acústic~
orchestral: orquestal~
symphonic: sinfónic~
cinematic: cinematográfic~ | cinemátic~
baroque: barroc~
medieval: medieval~
celtic: celta~
irish: irlandes~ | irlandés
spanish: español~
french: frances~ | francés
italian: italian~
russian: rus~
chinese: chin~
japanese: japones~ | japonés
brazilian: brasileñ~
latin: latin~
cuban: cuban~
mexican: mexican~
argentine: argentin~
andalusian: andaluz | andaluza
african: african~
oriental: oriental~ | árabe~
indian: indi~
military: militar~
muted: apagad~
distorted: distorsionad~
long: larg~
short: cort~
small: pequeñ~
big: gran | grande~
lonely: solitari~
elegant: elegante~
strange: extrañ~
festive: festiv~
rhythmic: rítmic~
melodic: melódic~
instrumental: instrumental~
unaccompanied: sin acompañamiento | a solas
rich: ric~
[adverbs]
very: muy | super | súper | extremadamente
a little: un poco | algo | ligeramente
rather: bastante | más bien
not too: no muy | no demasiado
[small words]
and: y | e
or: o | u
with: con | acompañad~ de | acompañad~ por
without: sin
no: ningún | ninguna | nada de
for: para
in: en
of: de | del
on: sobre
at: a | al | a unos
about: alrededor de | aproximadamente | cerca de | más o menos
but: pero
then: luego | después | entonces
only: solamente | sólo | únicamente | nada más que | solo con
nothing else: nada más
as: como
like: estilo | al estilo | tipo
in the style of: al estilo de | a la manera de
from: desde
to: hasta
between: entre
not: no
nor: ni
instead of: en lugar de | en vez de
except: salvo | excepto
and a half: y medio | y media
more: más
less: menos
a: un | una | unos | unas
-: el | la | los | las | lo | quiero | quisiera | me gustaría | por favor | haz | hazme | es | que | esta | este | se | sea | una cosa | dame | crea | compón | toca | genera
one: uno
two: dos
three: tres
four: cuatro
five: cinco
six: seis
seven: siete
eight: ocho
nine: nueve
ten: diez
twelve: doce
sixteen: dieciséis
twenty: veinte
thirty: treinta
forty: cuarenta
fifty: cincuenta
60: sesenta
70: setenta
80: ochenta
90: noventa
100: cien
120: ciento veinte
)",
                        false, true};

}  // namespace continuo
