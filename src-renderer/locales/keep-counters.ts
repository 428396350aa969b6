/** The counters and units of numbers: kanji and katakana (件, ステップ), the few counters that begin in kana (つ, か所), and units of size. */
const counter = /(?<=[\d%]) (?=[\p{Script=Han}\p{Script=Katakana}]|つ|か[所月国]|[kMGT]?B(?![a-zA-Z]))/gu;
const prefix = /(?<=約|第|全|計|各|毎秒|残り|ほか) (?=[\d−+])/gu;

/** Puts a no-break space between a number and its counter in a Japanese text, so that no line ends in "12" and the next begins with 件. */
export const keepCounters = (text: string): string => text.replaceAll(counter, '\u00a0').replaceAll(prefix, '\u00a0');
