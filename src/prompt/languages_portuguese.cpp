// Portuguese words about music.
#include "prompt/language.h"

namespace continuo {

const Language kPortuguese{"Portuguese", "o a os as e es s", R"(
[nouns]
piano: piano~
piano piece: peça de piano | peça para piano
electric piano: piano elétrico
keys: teclado~
harpsichord: cravo
organ: órgão~
accordion: acordeão | sanfona~ | acordeon
harmonica: gaita de boca | harmônica
bells: sino~
music box: caixa de música | caixinha de música
vibraphone: vibrafone
xylophone: xilofone
guitar: guitarr~
acoustic guitar: violão | violões | guitarra acústica
electric guitar: guitarra elétrica
distorted guitar: guitarra distorcida
cavaquinho: cavaquinho
bass: baixo~
double bass: contrabaixo~
strings: corda~
string quartet: quarteto de cordas
violin: violino~
viola: viola
cello: violoncelo~
harp: harpa~
orchestra: orquestra~
choir: coral | coro
voice: voz | vozes
trumpet: trompete~
trombone: trombone~
tuba: tuba
french horn: trompa
brass: metais
saxophone: saxofone~
oboe: oboé
bassoon: fagote
clarinet: clarinete~
flute: flauta~
recorder: flauta doce
synth: sintetizador~
drums: bateria
percussion: percussão
tambourine: pandeiro
music: música~
piece: peça~
song: canção | canções
melody: melodia~
rhythm: ritmo~
bpm: batidas por minuto
bars: compassos
time: compasso | compasso de
minor key: tom menor | modo menor
major key: tom maior | modo maior
seconds: segundos
half a minute: meio minuto
minutes: minutos
minute: minuto
jazz: jazz
blues: blues
rock: rock
pop: pop
electronic music: música eletrônica
folk music: música folclórica
classical music: música clássica
film music: trilha sonora
background music: música de fundo
bossa nova: bossa nova | bossa
samba: samba~
choro: choro | chorinho
forro: forró
baiao: baião
fado: fado~
waltz: valsa~
march: marcha
tango: tango
ballad: balada~
lullaby: canção de ninar
video game: videogame | jogo
love: amor
night: noite
sea: mar
beach: praia
summer: verão
rain: chuva
party: festa
sleeping: dormir
studying: estudar
dancing: dançar
[adjectives]
slow: lent~ | devagar
fast: rápid~
mid-tempo: moderad~
sad: triste~
melancholic: melancólic~
happy: feliz | felizes | alegre~
cheerful: animad~
calm: calm~ | tranquil~
relaxing: relaxante~
soft: suave~
dark: sombri~ | escur~
bright: brilhante~
deep: profund~
energetic: enérgic~
romantic: romântic~
mysterious: misterios~
epic: épic~
dramatic: dramátic~
nostalgic: nostálgic~
beautiful: bonit~ | lind~
simple: simples
electronic: eletrônic~ | eletrónic~
electric: elétric~
acoustic: acústic~
brazilian: brasileir~
portuguese: portugues~ | português
traditional: tradicional | tradicionais
short: curt~
long: long~
[adverbs]
very: muito
a little: um pouco
rather: bastante
[small words]
and: e
or: ou
with: com
without: sem
no: nenhum~
not too: não muito
not: não
nor: nem
instead of: em vez de | em vez do | em vez da | no lugar de | no lugar do | no lugar da
except: exceto | menos
and a half: e meio | e meia
for: para
in: em | no | na
of: de | do | da | dos | das
on: sobre
at: a | ao
about: cerca de
but: mas
then: depois | então
only: só | somente | apenas
like: como
more: mais
a: um | uma
-: o | os | as | eu | quero | por favor | que | é
two: dois | duas
three: três
four: quatro
five: cinco
six: seis
seven: sete
eight: oito
ten: dez
twelve: doze
sixteen: dezesseis | dezasseis
twenty: vinte
thirty: trinta
)",
                           false, true};

}  // namespace continuo
