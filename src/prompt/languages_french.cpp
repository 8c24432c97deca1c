// French words about music.
#include "prompt/language.h"

namespace continuo {

const Language kFrench{"French", "e s es x", R"(
[nouns]
trailer: bande-annonce | bande annonce
piano: piano~ | pianos
piano piece: morceau de piano | pièce pour piano | morceau pour piano
grand piano: piano à queue
electric piano: piano électrique~
keys: claviers | clavier
harpsichord: clavecin~
celesta: célesta
organ: orgue~
church organ: orgue~ d'église | grandes orgues | grand orgue
hammond organ: orgue~ hammond
accordion: accordéon~
musette accordion: accordéon musette
bandoneon: bandonéon~
harmonica: harmonica~
glockenspiel: glockenspiel
bells: cloche~ | clochette~ | carillon
tubular bells: cloches tubulaires
music box: boîte à musique
vibraphone: vibraphone~
marimba: marimba
xylophone: xylophone~
kalimba: kalimba
guitar: guitare~
acoustic guitar: guitare~ acoustique~ | guitare~ sèche~ | guitare~ folk
classical guitar: guitare~ classique~
spanish guitar: guitare~ espagnole~ | guitare~ flamenca
electric guitar: guitare~ électrique~
distorted guitar: guitare~ saturée~ | guitare~ distordue~
jazz guitar: guitare~ jazz | guitare~ manouche~
clean guitar: guitare~ claire~
ukulele: ukulélé
mandolin: mandoline~
lute: luth
banjo: banjo~
sitar: sitar
bass: basse~
bass guitar: guitare basse | basse électrique
double bass: contrebasse~
walking bass: walking bass | basse marchante
slap bass: basse slappée | slap
synth bass: basse synthé | basse synthétique | basse de synthé
sub bass: sub-basse | infrabasse | infrabasses
bass line: ligne~ de basse
strings: cordes | instruments à cordes
string section: section de cordes
string ensemble: ensemble à cordes
string orchestra: orchestre à cordes
string quartet: quatuor~ à cordes
string trio: trio à cordes
wind quintet: quintette à vent
brass quintet: quintette de cuivres
piano trio: trio avec piano
violin: violon~
fiddle: violon folk
viola: alto | altos
cello: violoncelle~
harp: harpe~
timpani: timbales
orchestra: orchestre~
choir: chœur~ | choeur~ | chorale | chorales
voice: voix | chant | chanteu~
humming: fredonnement
trumpet: trompette~
muted trumpet: trompette~ bouchée~ | trompette~ avec sourdine | trompette en sourdine
trombone: trombone~
tuba: tuba
flugelhorn: bugle
french horn: cor d'harmonie | cors
horn: cor
brass: cuivre~
brass band: fanfare | fanfares | harmonie municipale
woodwinds: bois
saxophone: saxophone~ | saxo | sax
alto sax: saxophone alto | saxo alto
tenor sax: saxophone ténor | saxo ténor
soprano sax: saxophone soprano | saxo soprano
baritone sax: saxophone baryton | saxo baryton
oboe: hautbois
english horn: cor anglais
bassoon: basson~
clarinet: clarinette~
bass clarinet: clarinette basse
flute: flûte~ | flûte traversière
recorder: flûte à bec
piccolo: piccolo
pan flute: flûte de pan
bamboo flute: flûte de bambou
whistle: sifflement | sifflet
bagpipes: cornemuse~ | biniou
synth: synthé~ | synthétiseur~
pads: nappes | nappe | nappes de synthé | nappes synthétiques
drums: batterie | tambour~
drum machine: boîte à rythmes | boîte à rythme
percussion: percussions | percussion
beat: beat | beats
brushes: balais
cymbals: cymbales
snare drum: caisse claire
bass drum: grosse caisse
hand claps: claquements de mains
tambourine: tambourin
instrument: instrument~
instruments: instruments
music: musique~
piece: morceau~ | pièce
song: chanson~ | titre
track: piste
melody: mélodie~ | air
theme: thème~
chord: accord
chords: accords
harmony: harmonie~
rhythm: rythme~
tempo: tempo
bpm: battements par minute | pulsations par minute | bpm
time: mesure à
bars: mesures
3/4 time: mesure à trois temps | à trois temps | trois temps | trois quatre
4/4 time: quatre temps | à quatre temps
2/4 time: deux temps | à deux temps
6/8 time: six huit
7/8 time: sept huit
5/4 time: cinq temps | à cinq temps | cinq quatre
7/4 time: sept temps | à sept temps | sept quatre
odd time: mesure impaire | mesure asymétrique
major key: mode majeur | tonalité majeure | en majeur
minor key: mode mineur | tonalité mineure | en mineur
key: tonalité
intro: introduction | intro
verse: couplet~
chorus: refrain~
bridge: pont
ending: fin | final
seconds: secondes
minute: minute
minutes: minutes
loop: boucle
solo: solo
duo: duo
trio: trio
quartet: quatuor | quartette
ensemble: ensemble
band: groupe
rock band: groupe de rock
big band: big band
accompaniment: accompagnement
background music: musique de fond | fond sonore | musique d'ambiance | musique d'ascenseur
sound: son
sounds: sons
mood: humeur
atmosphere: atmosphère | ambiance
jazz: jazz
gypsy jazz: jazz manouche
blues: blues
rock: rock
pop: pop | variété
french chanson: chanson française
folk: folk
folk music: musique folklorique | musique traditionnelle | musique populaire
techno: techno
house: house
trance: trance
electronic music: musique électronique | électro | musique électro
dance music: musique de danse
hip hop: hip-hop | hip hop | rap
metal: métal | metal
reggae: reggae
funk: funk
soul: soul
disco: disco
country: country
ragtime: ragtime
swing: swing
bossa nova: bossa nova | bossa
samba: samba
salsa: salsa
tango: tango~
polka: polka
waltz: valse~
musette waltz: valse musette
viennese waltz: valse viennoise
march: marche
military march: marche militaire
funeral march: marche funèbre
wedding march: marche nuptiale
foxtrot: fox-trot
minuet: menuet
gigue: gigue
mazurka: mazurka
bourree: bourrée
ballad: ballade~
lullaby: berceuse~
nursery rhyme: comptine~
christmas: noël
love song: chanson d'amour
hymn: hymne | cantique
classical music: musique classique
chamber music: musique de chambre
piano music: musique de piano | musique pour piano
film music: musique de film | musique de cinéma | bande originale | bande-son
game music: musique de jeu | musique de jeux
video game music: musique de jeu vidéo | musique de jeux vidéo
video game: jeu vidéo | jeux vidéo
game: jeu
chiptune: chiptune | 8 bits
lo-fi: lo-fi | lofi
ambient: ambient | musique d'atmosphère
soundscape: paysage sonore
drum and bass: drum and bass | drum'n'bass
symphony: symphonie~
sonata: sonate~
concerto: concerto
overture: ouverture
opera: opéra
prelude: prélude~
fugue: fugue
etude: étude~
nocturne: nocturne~
serenade: sérénade
film: film | cinéma
love: amour
night: nuit
evening: soir | soirée
morning: matin
day: jour | journée
rain: pluie
rainy: pluvieu~ | pluvieuse~
sun: soleil
summer: été
winter: hiver
spring: printemps
autumn: automne
snow: neige
sea: mer
ocean: océan
beach: plage
forest: forêt
mountains: montagnes | montagne
sky: ciel
stars: étoiles
moonlight: clair de lune
fire: feu
campfire: feu de camp
storm: tempête | orage
space: espace
city: ville
village: village
church: église
cafe: café
bar: bar
castle: château
party: fête
wedding: mariage
funeral: enterrement
birthday: anniversaire
dance: danse
dancing: danser
studying: étudier | travailler | réviser
concentration: concentration
sleep: sommeil
sleeping: dormir | s'endormir
relaxing: se détendre
relaxation: détente | relaxation
meditation: méditation
running: courir | course
workout: sport | entraînement
road trip: voyage en voiture
chase: poursuite | course-poursuite
battle: bataille | combat
boss fight: combat de boss
adventure: aventure
horror: horreur
hero: héros
children: enfants
documentary: documentaire
advertising: publicité
dream: rêve
heart: cœur
farewell: adieu
melancholy: mélancolie
sadness: tristesse
joy: joie
hope: espoir
silence: silence
energy: énergie
street: rue
paris: paris
[adjectives]
slow: lent~
fast: rapide~ | vite
mid-tempo: modéré~ | tempo moyen | à tempo moyen | mi-tempo
sad: triste~
melancholic: mélancolique~
happy: joyeu~ | joyeuse~ | heureu~ | heureuse~ | gai~
cheerful: enjoué~ | guilleret~ | entraînant~
playful: ludique~ | espiègle~ | malicieu~ | malicieuse~
funny: drôle~ | rigolo~ | amusant~
calm: calme~ | tranquille~
relaxing: relaxant~ | apaisant~ | détendu~ | reposant~
peaceful: paisible~ | serein~
quiet: silencieu~ | silencieuse~ | discret | discrète~
soft: dou~ | douce~ | feutré~
gentle: délicat~ | tendre~
loud: fort~ | bruyant~
dark: sombre~ | obscur~
bright: lumineu~ | lumineuse~ | brillant~ | clair~
warm: chaud~ | chaleureu~ | chaleureuse~
cold: froid~
deep: profond~
high: aigu~
low: grave~
energetic: énergique~ | dynamique~ | tonique~ | punchy
powerful: puissant~
intense: intense~
wild: sauvage~ | endiablé~
aggressive: agressif | agressive~ | agressifs
heavy: lourd~
hard: dur~
light: léger | légère~ | légers
romantic: romantique~
dreamy: rêveur~ | rêveuse~ | onirique~
mysterious: mystérieu~ | mystérieuse~
scary: effrayant~ | angoissant~ | inquiétant~
tense: tendu~
dramatic: dramatique~
epic: épique~
heroic: héroïque~
majestic: majestueu~ | majestueuse~
solemn: solennel~ | solennelle~
triumphant: triomphal~ | triomphant~
nostalgic: nostalgique~
emotional: émouvant~ | émotionnel~ | émotionnelle~ | touchant~
beautiful: beau~ | belle~ | joli~
simple: simple~ | dépouillé~
minimal: minimaliste~ | épuré~
lively: vif | vive~ | animé~
danceable: dansant~
groovy: groovy
hypnotic: hypnotique~
atmospheric: atmosphérique~
ethereal: éthéré~ | aérien~ | aérienne~
floating: planant~ | flottant~
old: vieu~ | vieille~ | ancien~ | ancienne~
modern: moderne~
traditional: traditionnel~ | traditionnelle~
classical: classique~
electronic: électronique~
electric: électrique~
acoustic: acoustique~
orchestral: orchestral~ | orchestraux
symphonic: symphonique~
cinematic: cinématographique~
baroque: baroque~
medieval: médiéval~
celtic: celtique~
irish: irlandais~
spanish: espagnol~
french: français~
italian: italien~ | italienne~
russian: russe~
chinese: chinois~
japanese: japonais~
brazilian: brésilien~ | brésilienne~
latin: latino~ | latin~
african: africain~
oriental: oriental~ | arabe~
indian: indien~ | indienne~
breton: breton~ | bretonne~
military: militaire~
muted: étouffé~
distorted: saturé~ | distordu~
long: long~ | longue~
short: court~
small: petit~
big: grand~ | gros~ | grosse~
lonely: solitaire~
elegant: élégant~
strange: étrange~
festive: festif | festive~
sweet: sucré~
rhythmic: rythmé~ | rythmique~
melodic: mélodique~
instrumental: instrumental~ | instrumentaux
unaccompanied: non accompagné~ | sans accompagnement
only: seul~
rich: riche~
suspenseful: à suspense
[adverbs]
very: très | extrêmement | super | hyper
a little: un peu | légèrement
rather: plutôt | assez
not too: pas trop
[small words]
and: et | ainsi que
or: ou
with: avec | accompagné de | accompagnée de
without: sans
no: pas de | aucun~ | aucune
for: pour
in: en | dans
of: de | du | des | d | d'un | d'une
on: sur
at: à | au | aux
about: environ | autour de | à peu près
but: mais
then: puis | ensuite
only: seulement | uniquement | juste | rien que | rien d'autre que
nothing else: rien d'autre
as: comme
like: à la | façon | genre | style
in the style of: dans le style de | à la manière de
from: depuis
to: jusqu'à
between: entre
not: pas | ne
nor: ni
instead of: au lieu de | au lieu d | à la place de
except: sauf | excepté | hormis
half a: une demi
and a half: et demie | et demi
more: plus
less: moins
a: un | une
-: le | la | les | l | je | voudrais | veux | j'aimerais | fais | moi | s'il vous plaît | s'il te plaît | est | qui | ce | cette | que | qu | il | elle | doit | être | c'est | crée | compose | joue | fais-moi | c | s | j
one: une seule
two: deux
three: trois
four: quatre
five: cinq
six: six
seven: sept
eight: huit
nine: neuf
ten: dix
twelve: douze
sixteen: seize
twenty: vingt
thirty: trente
forty: quarante
fifty: cinquante
60: soixante
70: soixante-dix
80: quatre-vingts | quatre-vingt
90: quatre-vingt-dix
100: cent
120: cent vingt
)",
                       false, true};

}  // namespace continuo
