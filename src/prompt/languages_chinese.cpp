// Chinese words about music, simplified (traditional ones are folded to these), and Japanese ones.
#include "prompt/language.h"

namespace continuo {

const Language kChinese{"Chinese", "", R"(
[nouns]
trailer: 预告片 | 预告
piano: 钢琴 | ピアノ
grand piano: 三角钢琴 | 大钢琴 | グランドピアノ
piano piece: 钢琴曲 | 钢琴小品 | ピアノ曲
electric piano: 电钢琴 | 电钢 | エレピ | エレクトリックピアノ
keys: 键盘 | キーボード
harpsichord: 羽管键琴 | 大键琴 | 古钢琴 | チェンバロ
celesta: 钢片琴 | チェレスタ
organ: 风琴 | 电子琴 | オルガン
church organ: 管风琴 | パイプオルガン
hammond organ: 哈蒙德风琴
accordion: 手风琴 | アコーディオン
bandoneon: 班多钮琴
harmonica: 口琴 | ハーモニカ
bells: 铃铛 | 钟声 | 编钟 | ベル | 鐘
glockenspiel: 钟琴 | グロッケン
music box: 音乐盒 | 八音盒 | オルゴール
vibraphone: 颤音琴 | ビブラフォン
marimba: 马林巴 | マリンバ
xylophone: 木琴 | 木琴
kalimba: 拇指琴 | 卡林巴 | カリンバ
dulcimer: 扬琴
guitar: 吉他 | ギター
acoustic guitar: 木吉他 | 原声吉他 | 民谣吉他 | アコースティックギター | アコギ
classical guitar: 古典吉他 | クラシックギター
electric guitar: 电吉他 | エレキギター
distorted guitar: 失真吉他 | 失真电吉他
ukulele: 尤克里里 | 乌克丽丽 | ウクレレ
mandolin: 曼陀林
lute: 鲁特琴
banjo: 班卓琴 | バンジョー
sitar: 西塔琴
guzheng: 古筝 | 筝
guqin: 古琴 | 七弦琴
pipa: 琵琶
erhu: 二胡 | 胡琴 | 高胡 | 京胡
ruan: 中阮 | 阮
koto: 日本筝 | 琴 | 箏
shamisen: 三味线 | 三味線 | 三弦
bass: 贝斯 | 低音 | ベース
bass guitar: 电贝斯 | 低音吉他
double bass: 低音提琴 | 倍大提琴 | コントラバス | ウッドベース
walking bass: 行走低音 | 行走贝斯
synth bass: 合成贝斯 | 合成低音
sub bass: 超低音
strings: 弦乐 | 弦乐器 | ストリングス | 弦楽
string orchestra: 弦乐团
string quartet: 弦乐四重奏 | 弦楽四重奏
violin: 小提琴 | バイオリン | ヴァイオリン
viola: 中提琴 | ビオラ
cello: 大提琴 | チェロ
harp: 竖琴 | ハープ
timpani: 定音鼓 | ティンパニ
orchestra: 管弦乐 | 管弦乐队 | 管弦乐团 | 交响乐团 | 乐团 | オーケストラ
choir: 合唱 | 合唱团 | 人声合唱 | コーラス | 合唱
voice: 人声 | 歌声 | 女声 | 男声 | 哼唱 | ボーカル | 歌
trumpet: 小号 | トランペット
trombone: 长号 | トロンボーン
tuba: 大号 | チューバ
french horn: 圆号 | 法国号 | ホルン
brass: 铜管 | 铜管乐 | 铜管乐器 | 金管 | ブラス
brass band: 铜管乐队 | 军乐队 | ブラスバンド
woodwinds: 木管 | 木管乐器
winds: 管乐 | 管乐器
saxophone: 萨克斯 | 萨克斯风 | 萨克斯管 | サックス
alto sax: 中音萨克斯 | アルトサックス
tenor sax: 次中音萨克斯 | テナーサックス
oboe: 双簧管 | オーボエ
english horn: 英国管
bassoon: 巴松 | 大管 | ファゴット
clarinet: 单簧管 | 黑管 | クラリネット
flute: 长笛 | フルート
recorder: 竖笛 | 直笛 | リコーダー
piccolo: 短笛 | ピッコロ
pan flute: 排箫
bamboo flute: 笛子 | 竹笛 | 笛 | 箫 | 洞箫
shakuhachi: 尺八
suona: 唢呐
sheng: 笙
hulusi flute: 葫芦丝
ocarina: 陶笛 | 埙 | オカリナ
whistle: 口哨 | 哨笛 | 口笛
bagpipes: 风笛
synth: 合成器 | シンセ | シンセサイザー
pads: 合成器铺底 | 音垫 | 铺底 | パッド
drums: 鼓 | 架子鼓 | 鼓组 | 打鼓 | 鼓点 | 爵士鼓 | ドラム
taiko drums: 太鼓 | 大鼓 | 和太鼓
drum machine: 鼓机 | ドラムマシン
percussion: 打击乐 | 打击乐器 | パーカッション
beat: 节拍 | ビート
gong: 锣
cymbals: 镲 | 钹
hand claps: 拍手
tambourine: 铃鼓
instrument: 乐器 | 楽器
music: 音乐 | 乐曲 | 曲子 | 音楽 | 曲
song: 歌曲 | 歌 | 歌谣
melody: 旋律 | メロディ | メロディー
theme: 主题 | 主题曲
chords: 和弦 | 和声 | コード
rhythm: 节奏 | リズム
tempo: 速度 | テンポ
time: 拍
3/4 time: 三拍子 | 四三拍 | 四分之三拍 | 三拍 | 三拍子
4/4 time: 四四拍 | 四分之四拍 | 四拍子
2/4 time: 四二拍 | 四分之二拍 | 二拍子
6/8 time: 八六拍 | 八分之六拍
7/8 time: 八七拍 | 八分之七拍
5/4 time: 四五拍 | 四分之五拍 | 五拍子
9/8 time: 八九拍 | 八分之九拍
12/8 time: 八十二拍 | 八分之十二拍
7/4 time: 四七拍 | 四分之七拍
5/8 time: 八五拍 | 八分之五拍
bars: 小节 | 小節
major key: 大调 | 長調
minor key: 小调 | 短調
intro: 前奏 | 引子 | イントロ
verse: 主歌
chorus: 副歌 | サビ
ending: 结尾 | 尾声
seconds: 秒 | 秒钟
minutes: 分钟
loop: 循环 | ループ
solo: 独奏 | ソロ
duo: 二重奏
trio: 三重奏
quartet: 四重奏
band: 乐队 | バンド
accompaniment: 伴奏
background music: 背景音乐 | 背景乐 | bgm
mood: 心情
atmosphere: 氛围 | 气氛 | 雰囲気
jazz: 爵士 | 爵士乐 | ジャズ
blues: 蓝调 | 布鲁斯 | ブルース
rock: 摇滚 | 摇滚乐 | ロック
hard rock: 硬摇滚
punk: 朋克
pop: 流行 | 流行音乐 | 流行乐 | ポップ | ポップス
folk: 民谣 | フォーク
chinese folk music: 中国民乐 | 民乐 | 国乐 | 中国民族音乐
chinese: 中国风 | 中国 | 国风 | 古风
japanese: 日本 | 和风 | 日式 | 和風
folk music: 民间音乐 | 民族音乐 | 民歌
techno: 科技舞曲 | テクノ
house: 浩室 | 浩室音乐 | ハウス
trance: 迷幻舞曲 | トランス
electronic music: 电子音乐 | 电音 | 电子乐 | 電子音楽
dance music: 舞曲 | 舞厅音乐
hip hop: 嘻哈 | 说唱 | 饶舌 | ヒップホップ
trap: 陷阱音乐
metal: 金属 | 金属乐 | メタル
heavy metal: 重金属 | ヘビーメタル
reggae: 雷鬼 | 雷盖 | レゲエ
funk: 放克 | ファンク
soul: 灵魂乐 | 灵魂 | ソウル
disco: 迪斯科 | 的士高 | ディスコ
country: 乡村音乐 | 乡村 | カントリー
ragtime: 拉格泰姆 | 散拍 | ラグタイム
swing: 摇摆乐 | 摇摆 | スウィング
bossa nova: 波萨诺瓦 | 巴萨诺瓦 | 波沙诺瓦 | ボサノバ | ボサノヴァ
samba: 桑巴 | サンバ
salsa: 萨尔萨
latin: 拉丁
tango: 探戈 | タンゴ
polka: 波尔卡
waltz: 圆舞曲 | 华尔兹 | ワルツ
march: 进行曲 | 行進曲
funeral march: 葬礼进行曲
wedding march: 婚礼进行曲
minuet: 小步舞曲
ballad: 抒情歌 | 情歌 | 叙事曲 | バラード
lullaby: 摇篮曲 | 催眠曲 | 子守唄
children's song: 儿歌 | 童谣
christmas: 圣诞 | 圣诞节 | クリスマス
hymn: 圣歌 | 赞美诗 | 颂歌
church music: 教堂音乐
classical music: 古典音乐 | 古典乐 | クラシック
chamber music: 室内乐 | 室内楽
piano music: 钢琴音乐
film music: 电影音乐 | 电影配乐 | 影视配乐 | 配乐 | 映画音楽
game music: 游戏音乐 | 游戏配乐 | ゲーム音楽
video game: 电子游戏 | 游戏 | ゲーム
chiptune: 芯片音乐 | 8位音乐 | 8位 | チップチューン | 8bit音乐
lo-fi: 低保真 | ローファイ
ambient: 氛围音乐 | 环境音乐 | アンビエント
drum and bass: 鼓打贝斯 | ドラムンベース
symphony: 交响曲 | 交响乐 | 交響曲
sonata: 奏鸣曲 | ソナタ
concerto: 协奏曲
overture: 序曲
opera: 歌剧
prelude: 前奏曲
fugue: 赋格
etude: 练习曲
nocturne: 夜曲 | ノクターン
serenade: 小夜曲
rhapsody: 狂想曲
peking opera: 京剧
film: 电影 | 映画
love: 爱情 | 爱 | 愛
night: 夜晚 | 夜 | 深夜
evening: 傍晚 | 黄昏
morning: 早晨 | 清晨 | 朝
day: 白天 | 日
rain: 雨 | 下雨
rainy: 雨天 | 雨夜
sun: 阳光 | 太阳
summer: 夏天 | 夏日 | 夏
winter: 冬天 | 冬
spring: 春天 | 春
autumn: 秋天 | 秋
snow: 雪
sea: 大海 | 海 | 海边
beach: 海滩 | 沙滩
forest: 森林 | 树林
mountains: 山 | 高山
sky: 天空
stars: 星空 | 星星
moonlight: 月光
moon: 月亮 | 月
campfire: 篝火
storm: 暴风雨
wind: 风声
space: 太空 | 宇宙
city: 城市 | 都市
village: 乡间 | 村庄
church: 教堂
cafe: 咖啡馆 | 咖啡厅 | カフェ
bar: 酒吧
castle: 城堡
party: 派对 | 聚会 | パーティー
wedding: 婚礼 | 結婚式
funeral: 葬礼
birthday: 生日 | 誕生日
festival: 春节 | 节日 | 祭り
dancing: 跳舞
studying: 学习 | 读书 | 勉強 | 作业
concentration: 专注 | 集中
sleeping: 睡觉 | 睡眠 | 入睡 | 助眠
relaxation: 放松 | 休息 | リラックス
meditation: 冥想 | 瞑想 | 禅
yoga: 瑜伽
running: 跑步
workout: 健身 | 运动
road trip: 旅行 | 公路旅行 | 旅
chase: 追逐
battle: 战斗 | 战争 | 打斗 | 戦闘 | バトル
boss fight: 首领战 | boss战
adventure: 冒险 | 冒険
horror: 恐怖 | 惊悚 | ホラー
hero: 英雄
children: 孩子 | 儿童 | 小孩 | 子供
documentary: 纪录片
advertising: 广告
dream: 梦 | 夢
farewell: 离别 | 告别
[adjectives]
slow: 慢 | 慢速 | 缓慢 | 舒缓 | 慢节奏 | 慢板 | ゆっくり | 遅い
very slow: 很慢 | 非常慢 | 极慢
fast: 快 | 快速 | 快节奏 | 急速 | 速い | 早い | アップテンポ
very fast: 很快 | 非常快 | 极快
mid-tempo: 中速 | 中等速度 | 中板
sad: 悲伤 | 伤感 | 忧伤 | 难过 | 哀伤 | 悲しい | 切ない
melancholic: 忧郁 | 惆怅
happy: 快乐 | 开心 | 高兴 | 喜悦 | 楽しい | 嬉しい
cheerful: 欢快 | 轻快 | 欢乐 | 活泼 | 愉快 | 明るい
playful: 俏皮 | 调皮
funny: 搞笑 | 滑稽 | 幽默
calm: 平静 | 安静 | 宁静 | 静谧 | 静か | 穏やか | 落ち着いた
relaxing: 轻松 | 悠闲 | 治愈 | 舒适 | リラックスできる
peaceful: 和平 | 祥和
soft: 柔和 | 轻柔 | 柔软 | 优しい | 優しい
gentle: 温柔 | 柔美
loud: 大声 | 响亮
dark: 黑暗 | 阴暗 | 阴沉 | 暗黑 | 暗い
bright: 明亮
warm: 温暖 | 暖
cold: 冷 | 寒冷
deep: 深沉 | 低沉
energetic: 有活力 | 充满活力 | 激情 | 动感 | 热情 | 激昂 | 元気な | 激しい
powerful: 有力 | 强劲 | 强烈 | 力强い
intense: 激烈 | 紧张
wild: 狂野
aggressive: 凶猛
heavy: 沉重 | 重
light: 轻盈
romantic: 浪漫 | ロマンチック
dreamy: 梦幻 | 幻想 | 幻想的
mysterious: 神秘 | 神秘的
scary: 可怕 | 诡异 | 怖い
dramatic: 戏剧性
epic: 史诗 | 宏大 | 壮大
majestic: 雄伟 | 庄严 | 庄重 | 磅礴 | 壮丽
triumphant: 胜利 | 凯旋
hopeful: 希望 | 充满希望
nostalgic: 怀旧 | 复古 | 懐かしい
emotional: 感人 | 深情 | 抒情
beautiful: 优美 | 美丽 | 唯美 | 动听 | 悠扬 | 美しい
simple: 简单 | 简洁
minimal: 极简
lively: 生动 | 热闹
elegant: 优雅
ethereal: 空灵 | 飘渺
traditional: 传统
modern: 现代
classical: 古典
electronic: 电子
acoustic: 原声
orchestral: 管弦
cinematic: 电影感
baroque: 巴洛克
medieval: 中世纪
celtic: 凯尔特
irish: 爱尔兰
spanish: 西班牙
french: 法国 | 法式
russian: 俄罗斯
brazilian: 巴西
indian: 印度
military: 军队 | 军事
lonely: 孤独 | 寂寞
festive: 喜庆
short: 短 | 短い
instrumental: 纯音乐 | 器乐
solo: 独奏
unaccompanied: 无伴奏
80s: 八十年代
[adverbs]
very: 很 | 非常 | 特别 | 十分 | とても
a little: 有点 | 稍微
rather: 比较
[small words]
and: 和 | 与 | 及 | 以及 | 加上 | と
with: 带 | 带有 | 配 | 配上 | 用 | 有 | 伴随
without: 没有 | 不要 | 无 | 不带 | 不用 | 去掉
no: 别用
not needed: なし | なしで | 抜き
not too: 不太 | 不要太 | 别太 | 不是很 | 不很
not: 不 | 不是 | 别
except: 除了
half a minute: 半分钟
for: 适合 | 用于 | 为了 | のための
only: 只有 | 只 | 仅 | 只用 | 仅用 | だけ
then: 然后 | 接着
but: 但 | 但是
in the style of: 风格
about: 大约 | 左右 | 大概
bpm: 每分钟拍 | 每分钟
one: 一
two: 二 | 两
three: 三
four: 四
five: 五
six: 六
seven: 七
eight: 八
nine: 九
ten: 十
-: 的 | 一首 | 首 | 一段 | 段 | 一个 | 个 | 请 | 我想要 | 我要 | 给我 | 来 | 写 | 创作 | 是 | 了 | 地 | 得 | 在 | 着 | の | を | で | が | は | に | な | も | ください | です | 作って
)"};

}  // namespace continuo
