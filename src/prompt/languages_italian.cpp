// Italian words about music, beyond the terms that every musician uses.
#include "prompt/language.h"

namespace continuo {

const Language kItalian{"Italian", "o a i e he hi", R"(
[nouns]
piano: pianoforte | pianoforti | piano
piano piece: pezzo per pianoforte | brano per pianoforte
grand piano: pianoforte a coda
electric piano: piano elettrico
harpsichord: clavicembalo
organ: organo | organi
church organ: organo da chiesa
accordion: fisarmonic~
harmonica: armonica a bocca
bells: campan~
music box: carillon
vibraphone: vibrafono
xylophone: xilofono
marimba: marimba
guitar: chitarr~
acoustic guitar: chitarr~ acustic~
classical guitar: chitarr~ classic~
electric guitar: chitarr~ elettric~
distorted guitar: chitarr~ distort~
mandolin: mandolin~
bass: basso | bassi
bass guitar: basso elettrico
double bass: contrabbass~
strings: archi
string quartet: quartetto d'archi
violin: violin~
viola: viola | viole
cello: violoncell~
harp: arpa | arpe
timpani: timpani
orchestra: orchestr~
choir: coro | cori
voice: voce | voci
trumpet: tromb~
trombone: trombone | tromboni
horn: corno
french horn: corno francese | corni
brass: ottoni
brass band: banda | banda di ottoni
woodwinds: legni
saxophone: sassofon~ | sax
oboe: oboe
bassoon: fagott~
clarinet: clarinett~
flute: flaut~ | flauto traverso
recorder: flauto dolce
piccolo: ottavino
pan flute: flauto di pan
bagpipes: cornamus~ | zampogn~
synth: sintetizzator~
drums: batteria | tambur~
drum machine: drum machine | batteria elettronica
percussion: percussion~
music: musica | musiche
piece: brano | brani | pezzo
song: canzon~
melody: melodi~
rhythm: ritm~
bpm: battiti al minuto | battute al minuto
bars: battute
time: tempo di
3/4 time: tempo ternario | tre quarti
6/8 time: sei ottavi
7/8 time: sette ottavi
4/4 time: quattro quarti
5/4 time: cinque quarti
minor key: modo minore | tonalità minore
major key: modo maggiore | tonalità maggiore
seconds: secondi
half a minute: mezzo minuto
minutes: minuti
minute: minuto
jazz: jazz
blues: blues
rock: rock
pop: pop
electronic music: musica elettronica
folk music: musica popolare | musica folk
classical music: musica classica
chamber music: musica da camera
film music: musica da film | colonna sonora
background music: musica di sottofondo
waltz: valzer
march: marcia
tarantella: tarantell~
tango: tango
ballad: ballat~
lullaby: ninna nanna
hymn: inno
symphony: sinfoni~
video game: videogioco | videogiochi
love: amore
night: notte
sea: mare
summer: estate
rain: pioggia
film: film
party: festa
sleeping: dormire
studying: studiare
relaxation: rilassamento
dancing: ballare
[adjectives]
slow: lent~
fast: veloc~ | rapid~
mid-tempo: moderat~
sad: trist~
melancholic: malinconic~
happy: felic~ | allegr~
cheerful: gioios~ | spensierat~
playful: giocos~
calm: calm~ | tranquill~
relaxing: rilassant~
soft: morbid~ | soav~ | dolc~
quiet: silenzios~
dark: oscur~ | cup~
bright: luminos~ | brillant~
deep: profond~
energetic: energic~
powerful: potent~
aggressive: aggressiv~
romantic: romantic~
dreamy: sognant~
mysterious: misterios~
epic: epic~
dramatic: drammatic~
triumphant: trionfal~
nostalgic: nostalgic~
beautiful: bell~
simple: semplic~
lively: vivac~
traditional: tradizional~
electronic: elettronic~
electric: elettric~
acoustic: acustic~
orchestral: orchestral~
baroque: barocc~
italian: italian~
latin: latin~
short: brev~
long: lung~
[adverbs]
very: molto
a little: un po'
rather: piuttosto | abbastanza
[small words]
and: e | ed
or: o | oppure
with: con
without: senza
no: nessun~
not too: non troppo
not: non
nor: né
instead of: invece di | invece del | invece della | al posto di | al posto del | al posto della
except: tranne | eccetto | salvo
and a half: e mezzo
for: per
in: in | nel | nella
of: di | del | della | dei | degli | d | dell
on: sul | su
at: a | al | alla
about: circa
but: ma
then: poi
only: solo | soltanto | solamente
like: come
in the style of: nello stile di
between: tra | fra
more: più
a: un | uno | una
-: il | lo | la | gli | le | l | vorrei | per favore | che | è | fammi | i
two: due
three: tre
four: quattro
five: cinque
six: sei
seven: sette
eight: otto
ten: dieci
twelve: dodici
sixteen: sedici
twenty: venti
thirty: trenta
)",
                        false, true};

}  // namespace continuo
