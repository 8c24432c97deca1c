// Russian words about music.
#include "prompt/language.h"

namespace continuo {

const Language kRussian{"Russian",
                        "а у е о ы и я ю ь ом ем ой ей ою ею ов ев ам ям ами ями ах ях ый ий ая яя "
                        "ое ее ые ие ого его ому ему ым им ыми ими ых их ую юю ью ия ии ию ией ием "
                        "иями иях ка ки ку кой ке ок",
                        R"(
[nouns]
trailer: трейлер~
piano: фортепиано | пианино | рояль~ | фоно
grand piano: концертн~ рояль~ | рояль~
piano piece: фортепианн~ пьес~ | пьес~ для фортепиано | пьес~ для рояля
electric piano: электропиано | электрическ~ пианино | электрическ~ пиано
keys: клавишн~ | клавиш~
harpsichord: клавесин~
celesta: челест~
organ: орган~
church organ: церковн~ орган~
hammond organ: орган~ хаммонд~
accordion: аккордеон~ | гармонь~ | гармонь | гармошк~ | гармошек
bayan accordion: баян~
bandoneon: бандонеон~
harmonica: губн~ гармошк~ | губн~ гармоник~
bells: колокол~ | колокольчик~ | бубенц~
glockenspiel: глокеншпиль~
music box: музыкальн~ шкатулк~ | шкатулк~
vibraphone: вибрафон~
marimba: маримб~
xylophone: ксилофон~
kalimba: калимб~
guitar: гитар~
acoustic guitar: акустическ~ гитар~
classical guitar: классическ~ гитар~
electric guitar: электрогитар~ | электрическ~ гитар~
distorted guitar: перегруженн~ гитар~ | дисторшн гитар~
jazz guitar: джазов~ гитар~
spanish guitar: испанск~ гитар~
lead guitar: соло-гитар~ | соло гитар~
rhythm guitar: ритм-гитар~ | ритм гитар~
ukulele: укулеле
balalaika: балалайк~ | балалаек
domra: домр~
gusli: гусл~
mandolin: мандолин~
lute: лютн~
banjo: банджо
sitar: ситар~
bass: бас~ | басс
bass guitar: бас-гитар~ | бас гитар~
double bass: контрабас~
walking bass: шагающ~ бас~ | уокинг бас
synth bass: синт-бас~ | синтезаторн~ бас~ | синтбас~
sub bass: саб-бас~ | сабвуфер~ | саббас~
bass line: басов~ лини~
strings: струнн~ | смычков~
string orchestra: струнн~ оркестр~
string quartet: струнн~ квартет~
string trio: струнн~ трио
violin: скрипк~ | скрипок
viola: альт~
cello: виолончель~ | виолончел~
harp: арф~
timpani: литавр~
orchestra: оркестр~
symphony orchestra: симфоническ~ оркестр~
choir: хор~ | хоров~
voice: голос~ | вокал~ | пени~
trumpet: труб~
muted trumpet: труб~ с сурдиной | засурдиненн~ труб~
trombone: тромбон~
tuba: туб~
french horn: валторн~
horn: рог~ | рожок
brass: медн~ духов~ | медь~
brass band: духов~ оркестр~
woodwinds: деревянн~ духов~
winds: духов~
saxophone: саксофон~ | сакс~
alto sax: альт-саксофон~ | альтов~ саксофон~
tenor sax: тенор-саксофон~ | тенор саксофон~
oboe: гобо~
english horn: английск~ рожок
bassoon: фагот~
clarinet: кларнет~
flute: флейт~
recorder: блокфлейт~
piccolo: пикколо
pan flute: пан-флейт~ | флейт~ пана
bamboo flute: бамбуков~ флейт~
whistle: свист~ | свирель~
duduk: дудук~
bagpipes: волынк~
synth: синтезатор~ | синт~ | синтов~
pads: пэд~ | пады
drums: ударн~ | барабан~ | ударник~
drum machine: драм-машин~ | драм машин~
percussion: перкусси~
beat: бит~
brushes: щётк~
cymbals: тарелк~
snare drum: мал~ барабан~
bass drum: бочк~
hand claps: хлопк~ | хлопки
tambourine: бубен | бубн~
instrument: инструмент~
instruments: инструменты | инструментов
music: музык~
piece: пьес~ | произведени~ | композици~
song: песн~ | песен | песенк~
track: трек~
melody: мелоди~ | напев~
theme: тем~
chords: аккорд~
harmony: гармони~
rhythm: ритм~
tempo: темп~
bpm: ударов в минуту | удара в минуту | бпм
bars: такт~
time: размер~
3/4 time: три четверти | на три четверти | размер~ три четверти
4/4 time: четыре четверти
2/4 time: две четверти
6/8 time: шесть восьмых
7/8 time: семь восьмых
9/8 time: девять восьмых
5/8 time: пять восьмых
12/8 time: двенадцать восьмых
5/4 time: пять четвертей
7/4 time: семь четвертей
odd time: нечётн~ размер~ | сложн~ размер~
major key: мажор~ | мажорн~
minor key: минор~ | минорн~
key: тональност~
intro: вступлени~ | интро
verse: куплет~
chorus: припев~
bridge: бридж~
ending: концовк~ | финал~
seconds: секунд~
half a minute: полминуты
minute: минуту | минута
minutes: минут~
loop: луп~ | петл~
solo: соло
duo: дуэт~
trio: трио
quartet: квартет~
ensemble: ансамбль~ | ансамбл~
band: групп~
rock band: рок-групп~ | рок групп~
big band: биг-бэнд~ | биг бэнд~
accompaniment: аккомпанемент~ | сопровождени~
background music: фонов~ музык~ | музык~ для фона
sound: звук~ | звучани~
mood: настроени~
atmosphere: атмосфер~
jazz: джаз~
blues: блюз~
rock: рок | рока | роком | рок-музык~
hard rock: хард-рок~ | хард рок~
pop: поп | попс~ | поп-музык~ | эстрад~
chanson: шансон~
folk: фолк~
folk music: народн~ музык~ | фольклор~
folk song: народн~ песн~
techno: техно
house: хаус~
trance: транс~
electronic music: электронн~ музык~ | электроник~ | электро
dance music: танцевальн~ музык~
hip hop: хип-хоп~ | хип хоп~ | рэп~ | рэпчик
trap: трэп~
metal: метал~ | металл~
heavy metal: хеви-метал~ | хэви-метал~ | хэви метал~
reggae: регги | рэгги
funk: фанк~
soul: соул~
disco: диско
country: кантри
ragtime: регтайм~ | рэгтайм~
swing: свинг~
bebop: бибоп~
bossa nova: босса-нова | босса нова | боссанов~ | босса-нову | босанов~ | босса-новы
samba: самб~
salsa: сальс~
tango: танго
polka: польк~
foxtrot: фокстрот~
waltz: вальс~
viennese waltz: венск~ вальс~
march: марш~
military march: военн~ марш~
funeral march: похоронн~ марш~ | траурн~ марш~
wedding march: свадебн~ марш~
minuet: менуэт~
mazurka: мазурк~
ballad: баллад~
romance: романс~
lullaby: колыбельн~
children's song: детск~ песн~ | детск~ песенк~
christmas: рождеств~ | новогодн~
love song: песн~ о любви
hymn: гимн~
chorale: хорал~
church music: церковн~ музык~ | духовн~ музык~
classical music: классическ~ музык~ | классик~
chamber music: камерн~ музык~
piano music: фортепианн~ музык~
film music: музык~ из фильм~ | музык~ для кино | музык~ к фильм~ | музык~ для фильм~ | саундтрек~
game music: игров~ музык~ | музык~ для игр~
video game music: музык~ для видеоигр~ | музык~ из видеоигр~
video game: видеоигр~ | компьютерн~ игр~
game: игр~
chiptune: чиптюн~ | 8 бит | 8-битн~
lo-fi: лоу-фай | лоуфай | лофай | лоу фай | ло-фай
ambient: эмбиент~
soundscape: звуков~ пейзаж~
drum and bass: драм-н-бейс~ | драм н бейс | драм-энд-бейс | драм энд бэйс | днб
symphony: симфони~
sonata: сонат~
concerto: концерт~
overture: увертюр~
opera: опер~
prelude: прелюди~
fugue: фуг~
etude: этюд~
nocturne: ноктюрн~
serenade: серенад~
fanfare: фанфар~
film: фильм~ | кино
love: любовь | любви
night: ночь~ | ночн~
evening: вечер~
morning: утр~
day: день | дня
rain: дожд~
rainy: дождлив~
sun: солнц~
summer: лет~
winter: зим~
spring: весн~
autumn: осень~ | осен~ | осенн~
snow: снег~
sea: мор~
ocean: океан~
beach: пляж~
forest: лес~
mountains: гор~
sky: неб~
stars: звёзд~ | звезд~
moon: лун~
fire: огонь | огня
campfire: костр~ | костёр
storm: бур~ | шторм~ | гроз~
space: космос~ | космическ~
city: город~
village: деревн~
church: церковь | церкви
cafe: кафе
bar: бар~
castle: зам~
party: вечеринк~ | праздник~
wedding: свадьб~ | свадебн~
funeral: похорон~
birthday: день рождения | дня рождения
dance: танец | танц~ | танцевальн~
dancing: танцев | танцевать
studying: учёб~ | учебы
concentration: концентраци~
sleeping: сон | сна | засыпани~
relaxation: расслаблени~ | релакс~ | отдых~
meditation: медитаци~
yoga: йог~
running: бег~ | пробежк~
workout: тренировк~ | спортзал~
road trip: дорог~ | путешестви~
chase: погон~
battle: битв~ | бо~ | сражени~
boss fight: битв~ с боссом | босс~
adventure: приключени~
horror: ужас~ | хоррор~
hero: геро~
children: дет~
documentary: документальн~ фильм~
advertising: реклам~
dream: мечт~
heart: сердц~
farewell: прощани~
melancholy: тоск~ | меланхоли~
sadness: грусть~ | печаль~
joy: радость~
hope: надежд~
silence: тишин~
energy: энерги~
[adjectives]
slow: медленн~ | неспешн~ | неторопли~
fast: быстр~ | скор~ | стремительн~
mid-tempo: умеренн~ | средн~ темп~ | в среднем темпе
sad: грустн~ | печальн~
melancholic: меланхоличн~ | меланхолическ~ | тоскли~
happy: весёл~ | весел~ | радостн~ | счастлив~
cheerful: задорн~ | бодр~ | жизнерадостн~
playful: игрив~ | шутлив~
funny: смешн~ | забавн~
calm: спокойн~ | умиротворённ~
relaxing: расслабляющ~ | успокаивающ~
peaceful: мирн~ | безмятежн~
quiet: тих~
soft: мягк~
gentle: нежн~
loud: громк~
dark: тёмн~ | темн~ | мрачн~
bright: ярк~ | светл~
warm: тёпл~ | тепл~
cold: холодн~
deep: глубок~
high: высок~
low: низк~
energetic: энергичн~ | заводн~ | зажигательн~
powerful: мощн~ | сильн~
driving: драйвов~
intense: напряжённ~ | интенсивн~
wild: дик~
aggressive: агрессивн~
heavy: тяжёл~ | тяжел~
hard: жёстк~ | жестк~
light: лёгк~ | легк~
romantic: романтическ~ | романтичн~
dreamy: мечтательн~
mysterious: таинственн~ | загадочн~
scary: страшн~ | жутк~
tense: напряженн~ | тревожн~
dramatic: драматичн~ | драматическ~
epic: эпическ~ | эпичн~
heroic: героическ~
majestic: величественн~ | торжественн~
solemn: возвышенн~
triumphant: триумфальн~ | победн~
nostalgic: ностальгическ~
emotional: эмоциональн~ | трогательн~
beautiful: красив~ | прекрасн~
simple: прост~
minimal: минималистичн~
lively: жив~ | оживлённ~
danceable: танцевальн~
rhythmic: ритмичн~
melodic: мелодичн~
hypnotic: гипнотическ~
atmospheric: атмосферн~
ethereal: воздушн~
old: стар~ | старинн~
modern: современн~
traditional: традиционн~
folk: народн~
classical: классическ~
electronic: электронн~
electric: электрическ~
acoustic: акустическ~
orchestral: оркестров~
symphonic: симфоническ~
cinematic: кинематографичн~ | киношн~
jazz: джазов~
blues: блюзов~
rock: роков~
pop: попсов~
piano: фортепианн~
baroque: барочн~
medieval: средневеков~
celtic: кельтск~
irish: ирландск~
spanish: испанск~
french: французск~
italian: итальянск~
german: немецк~
russian: русск~
ukrainian: украинск~
gypsy: цыганск~
chinese: китайск~
japanese: японск~
brazilian: бразильск~
latin: латиноамериканск~ | латинск~
african: африканск~
oriental: восточн~ | арабск~
indian: индийск~
american: американск~
military: военн~
children's: детск~
long: длинн~
short: коротк~
small: маленьк~
big: больш~
lonely: одинок~
elegant: элегантн~ | изящн~
strange: странн~
festive: праздничн~
solo: сольн~
instrumental: инструментальн~
winter: зимн~
summer: летн~
[adverbs]
very: очень | крайне
a little: немного | чуть | слегка
rather: довольно | достаточно
[small words]
and: и | да
or: или
with: с | со | под
without: без
no: нет | никаких
for: для
in: в | во
of: из | от
on: на
about: примерно | около | приблизительно
but: но | а
then: потом | затем
only: только | лишь | исключительно
as: как
like: вроде
in the style of: в стиле | в духе
from: от
to: до
between: между
not: не
not too: не слишком | не очень
nor: ни
instead of: вместо
except: кроме | за исключением
one and a half: полтора | полторы
more: более | больше
less: менее | меньше
-: я | хочу | мне | нужна | нужен | нужно | пожалуйста | сделай | сыграй | напиши | это | чтобы | был | была | было | сочини | создай | по | к | у
one: один | одна | одно
two: два | две | двумя | двух
three: три | тремя | трёх
four: четыре
five: пять
six: шесть
seven: семь
eight: восемь
nine: девять
ten: десять
twelve: двенадцать
sixteen: шестнадцать
twenty: двадцать
thirty: тридцать
forty: сорок
fifty: пятьдесят
60: шестьдесят
70: семьдесят
80: восемьдесят
90: девяносто
100: сто
120: сто двадцать
)"};

}  // namespace continuo
