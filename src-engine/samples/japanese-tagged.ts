import type { RandomStream } from '../random/stream.ts';
import { entity, outside, pick, type SentenceGrammar } from './tagged-sentences.ts';

/** 千葉, 福島 and 宮崎 are names of people and also of places; the words around them tell which. */
const lastNames = ['佐藤', '鈴木', '高橋', '田中', '渡辺', '千葉', '福島', '宮崎', '山本', '中村'];
const firstNames = ['太郎', '花子', '一郎', '恵子', '健', '美咲', '翔', '葵'];
const places = ['東京', '京都', '大阪', '千葉', '福島', '宮崎', '札幌', '仙台', '奈良', '長崎'];
const weekdays = ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'];
const deeds = ['本 を 読む', '手紙 を 書く', '写真 を 撮る', '花 を 植える', '時計 を 直す'];

const number = (random: RandomStream, most: number) => String(1 + random.below(most));

const person = (random: RandomStream) => [
  entity(
    '人名',
    random.below(2) === 0 ? pick(random, lastNames) : `${pick(random, lastNames)} ${pick(random, firstNames)}`,
  ),
];
const place = (random: RandomStream) => [entity('地名', pick(random, places))];
const date = (random: RandomStream) => [
  entity(
    '日付',
    pick(random, [
      () => `${number(random, 12)} 月 ${number(random, 28)} 日`,
      () => `${1950 + random.below(75)} 年 ${number(random, 12)} 月`,
      () => `${1950 + random.below(75)} 年 ${number(random, 12)} 月 ${number(random, 28)} 日`,
      () => `${pick(random, ['来週', '先週'])} の ${pick(random, weekdays)}`,
    ])(),
  ),
];
/** These spans have numbers that are no dates. */
const people = (random: RandomStream) => [outside(`${number(random, 28)} 人`)];
const amount = (random: RandomStream) => [
  outside(`${number(random, 28)} ${pick(random, ['冊 の 本', '枚 の 写真', '通 の 手紙', '本 の 花'])}`),
];
const deed = (random: RandomStream) => [outside(pick(random, deeds))];

/** Small sentences in Japanese, cut into words as `Intl.Segmenter` does it, with people, places and dates. */
export const japaneseTagged: SentenceGrammar = {
  sentences: [
    [person, 'さん は', date, 'に', place, 'で 生まれ た 。'],
    [person, 'さん は', place, 'から', place, 'へ 引っ越し た 。'],
    [date, 'に', person, 'さん は', deed, '。'],
    [place, 'の 駅 で', person, 'さん に 会う 。'],
    [person, 'さん と', person, 'さん は', date, 'まで', place, 'に いる 。'],
    [place, 'で', people, 'が', date, 'を 待つ 。'],
    [date, 'は 雨 だ 。'],
    ['昨日 は 誰 も 来 ない 。'],
    [person, 'さん は', amount, 'を 買う 。'],
    [place, 'は 静か な 町 だ 。'],
    [person, 'さん は', place, 'に 住む 。'],
    ['それ は', person, 'さん が', date, 'に', deed, '時 の こと だ 。'],
  ],
};
