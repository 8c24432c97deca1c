#include "prompt/prompt_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace continuo {

namespace {

constexpr uint32_t kBroken = 0xFFFD;

struct Character {
  uint32_t code = 0;
  size_t begin = 0;
  size_t end = 0;
};

// One character; a byte that begins none is kBroken.
Character read_character(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, at, at + 1};
  const size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || at + more >= text.size()) return {kBroken, at, at + 1};
  uint32_t code = first & (0x3Fu >> more);
  for (size_t i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {kBroken, at, at + 1};
    code = code << 6 | (byte(at + i) & 0x3Fu);
  }
  return {code, at, at + more + 1};
}

void append_utf8(std::string& text, uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// U+00C0..U+017F as plain letters, '?' for what is no letter.
constexpr std::string_view kLatin[] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // 00C0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u", "u", "u", "u", "y", "th", "ss",  // 00D0
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // 00E0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u", "u", "u", "u", "y", "th", "y",   // 00F0
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",   // 0100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",   // 0110
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",   // 0120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",   // 0130
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",   // 0140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",   // 0150
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",   // 0160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s"};  // 0170
static_assert(std::size(kLatin) == 0xC0);

// Traditional characters of words about music, each with its simplified one.
constexpr std::pair<char32_t, char32_t> kSimplified[] = {
    {U'樂', U'乐'}, {U'電', U'电'}, {U'鋼', U'钢'}, {U'結', U'结'}, {U'輕', U'轻'}, {U'聲', U'声'},
    {U'號', U'号'}, {U'簫', U'箫'}, {U'彈', U'弹'}, {U'緊', U'紧'}, {U'張', U'张'}, {U'歡', U'欢'},
    {U'傷', U'伤'}, {U'靜', U'静'}, {U'風', U'风'}, {U'長', U'长'}, {U'調', U'调'}, {U'節', U'节'},
    {U'憂', U'忧'}, {U'鬱', U'郁'}, {U'爵', U'爵'}, {U'藍', U'蓝'}, {U'搖', U'摇'}, {U'滾', U'滚'},
    {U'鄉', U'乡'}, {U'嗩', U'唢'}, {U'吶', U'呐'}, {U'響', U'响'}, {U'國', U'国'}, {U'劇', U'剧'},
    {U'遊', U'游'}, {U'戲', U'戏'}, {U'戰', U'战'}, {U'鬥', U'斗'}, {U'夢', U'梦'}, {U'溫', U'温'},
    {U'愛', U'爱'}, {U'無', U'无'}, {U'沒', U'没'}, {U'個', U'个'}, {U'陽', U'阳'}, {U'華', U'华'},
    {U'爾', U'尔'}, {U'絃', U'弦'}, {U'貝', U'贝'}, {U'單', U'单'}, {U'雙', U'双'}, {U'簡', U'简'},
    {U'復', U'复'}, {U'雜', U'杂'}, {U'強', U'强'}, {U'飛', U'飞'}, {U'東', U'东'}, {U'進', U'进'},
    {U'說', U'说'}, {U'學', U'学'}, {U'習', U'习'}, {U'場', U'场'}, {U'熱', U'热'}, {U'鐘', U'钟'},
    {U'鐵', U'铁'}, {U'豎', U'竖'}, {U'圓', U'圆'}, {U'聖', U'圣'}, {U'誕', U'诞'}, {U'帶', U'带'},
    {U'種', U'种'}, {U'這', U'这'}, {U'適', U'适'}, {U'讓', U'让'}, {U'隊', U'队'}, {U'獨', U'独'},
    {U'慶', U'庆'}, {U'軍', U'军'}, {U'進', U'进'}, {U'純', U'纯'}, {U'為', U'为'}, {U'與', U'与'},
    {U'會', U'会'}, {U'後', U'后'}, {U'開', U'开'}, {U'腳', U'脚'}, {U'貓', U'猫'}, {U'煙', U'烟'},
    {U'氣', U'气'}, {U'氛', U'氛'}, {U'圍', U'围'}, {U'隨', U'随'}, {U'悶', U'闷'}, {U'懷', U'怀'},
    {U'舊', U'旧'}, {U'奮', U'奋'}, {U'莊', U'庄'}, {U'嚴', U'严'}, {U'優', U'优'}, {U'純', U'纯'},
    {U'鑼', U'锣'}, {U'鈴', U'铃'}, {U'鑔', U'镲'}, {U'薩', U'萨'}, {U'倫', U'伦'}, {U'豎', U'竖'},
    {U'揚', U'扬'}, {U'葉', U'叶'}, {U'經', U'经'}, {U'典', U'典'}, {U'譜', U'谱'}, {U'點', U'点'},
    {U'將', U'将'}, {U'變', U'变'}, {U'從', U'从'}, {U'漸', U'渐'}, {U'鍵', U'键'}, {U'盤', U'盘'}};

bool is_combining(uint32_t code) {
  return (code >= 0x300 && code <= 0x36F) || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F);
}

bool ideograph(uint32_t code) {
  return (code >= 0x3400 && code <= 0x9FFF) ||
         (code >= 0x3041 && code <= 0x30FF && code != 0x30FB) ||
         (code >= 0x20000 && code <= 0x2FFFF);
}

bool digit(uint32_t code) { return code >= '0' && code <= '9'; }

bool capital(uint32_t code) {
  return (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE) ||
         (code >= 0x410 && code <= 0x42F);
}

// Latin letters and digits among Chinese ones are twice as wide.
uint32_t half_width(uint32_t code) {
  return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;
}

// The character's folded form, nothing where it belongs to no word.
std::string fold(uint32_t code) {
  if (code >= 'A' && code <= 'Z') code += 'a' - 'A';
  if ((code >= 'a' && code <= 'z') || digit(code)) return std::string(1, static_cast<char>(code));
  if (code == '#' || code == 0x266F) return "#";
  if (code == 0x266D) return "b";
  if (code >= 0xC0 && code < 0x180)
    return kLatin[code - 0xC0] == "?" ? std::string() : std::string(kLatin[code - 0xC0]);
  if (code >= 0x400 && code <= 0x40F) code += 0x50;
  if (code >= 0x410 && code <= 0x42F) code += 0x20;
  if (code == 0x439) code = 0x438;  // й is written as и and a breve too
  if (code == 0x451) code = 0x435;
  for (const auto& [traditional, simplified] : kSimplified) {
    if (code == traditional) code = simplified;
  }
  std::string text;
  if ((code >= 0x430 && code <= 0x4FF) || ideograph(code) || (code >= 0x370 && code <= 0x3FF) ||
      (code >= 0x180 && code <= 0x24F) || (code >= 0xAC00 && code <= 0xD7A3))
    append_utf8(text, code);
  return text;
}

bool ends_a_thought(uint32_t code) {
  constexpr std::u32string_view kBreaks = U".,;:!?()[]{}\n\r|\"«»„“”。，、；：！？（）…—–";
  return kBreaks.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (size_t at = 0; at < text.size(); at = characters.back().end)
    characters.push_back(read_character(text, at));
  return characters;
}

// Whether a word goes on with `code` after `before`.
bool goes_on(std::string_view word, uint32_t before, uint32_t code, uint32_t after) {
  if (code == '/') return digit(before) && digit(after) && word.find('/') == std::string_view::npos;
  if (ideograph(before) || ideograph(code)) return false;
  const bool sign = code == '#' || code == 0x266F || code == 0x266D;
  if (sign) return word.size() == 1 && !digit(before);
  return !(digit(before) && !digit(code) && is_number(word.substr(0, word.find('/'))));
}

// "#F小调" and "♭E大调" write their signs first: they are read as 升F and 降E.
std::optional<uint32_t> sign_before_key(std::span<const Character> characters, size_t i) {
  if (i + 2 >= characters.size()) return std::nullopt;
  const uint32_t sign = half_width(characters[i].code);
  const uint32_t letter = half_width(characters[i + 1].code) | 0x20;
  if (letter < 'a' || letter > 'g' || !ideograph(characters[i + 2].code)) return std::nullopt;
  if (sign == '#' || sign == 0x266F) return U'升';
  return sign == 0x266D ? std::optional<uint32_t>(U'降') : std::nullopt;
}

}  // namespace

std::vector<PromptWord> prompt_words(std::string_view prompt) {
  std::vector<PromptWord> words;
  bool broke = true;
  bool hyphen = false;
  uint32_t before = 0;
  bool in_word = false;
  const std::vector<Character> characters = characters_of(prompt.substr(0, kReadBytes));
  for (size_t i = 0; i < characters.size(); ++i) {
    const auto& [written, begin, end] = characters[i];
    const uint32_t code = sign_before_key(characters, i).value_or(half_width(written));
    if (is_combining(code)) {
      if (in_word) words.back().end = end;
      continue;
    }
    const uint32_t after = i + 1 < characters.size() ? half_width(characters[i + 1].code) : 0;
    std::string letters = code == '&' ? "and" : fold(code);
    if (in_word && code == '/' && goes_on(words.back().text, before, code, after)) letters = "/";
    if (letters.empty() || (letters == "#" && !in_word)) {
      broke = broke || ends_a_thought(code) || code == kBroken;
      hyphen = in_word && code == '-';
      in_word = false;
      continue;
    }
    if (in_word && code != '&' && goes_on(words.back().text, before, code, after)) {
      words.back().text += letters;
      words.back().end = end;
    } else {
      words.push_back({letters, begin, end, capital(code), broke, hyphen});
      broke = false;
    }
    hyphen = false;
    in_word = code != '&';
    before = code;
  }
  return words;
}

std::string folded_words(std::string_view text) {
  std::string folded;
  for (const PromptWord& word : prompt_words(text)) {
    if (!folded.empty()) folded += ' ';
    folded += word.text;
  }
  return folded;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.size() <= 9 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_ideograph(std::string_view word) {
  return !word.empty() && ideograph(read_character(word, 0).code);
}

bool is_cyrillic(std::string_view word) {
  if (word.empty()) return false;
  const uint32_t code = read_character(word, 0).code;
  return code >= 0x400 && code < 0x500;
}

std::string plain_gap(std::string_view between) {
  constexpr std::pair<char32_t, std::string_view> kSigns[] = {
      {U'，', ", "}, {U'、', ", "}, {U'。', ". "}, {U'；', "; "}, {U'：', ": "},
      {U'！', "! "}, {U'？', "? "}, {U'（', " ("}, {U'）', ") "}, {U'…', "..."},
      {U'–', "-"},   {U'—', " - "}, {U'·', " "},   {U'・', " "},  {U'　', " "}};
  std::string gap;
  for (const Character& character : characters_of(between)) {
    if (character.code < 0x80) {
      gap += static_cast<char>(character.code);
      continue;
    }
    const auto* sign = std::find_if(std::begin(kSigns), std::end(kSigns),
                                    [&](const auto& row) { return row.first == character.code; });
    gap += sign == std::end(kSigns) ? " " : sign->second;
  }
  return gap;
}

}  // namespace continuo
