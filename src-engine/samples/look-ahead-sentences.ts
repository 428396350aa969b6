import type { RandomStream } from '../random/stream.ts';
import { entity, pick, type SentenceGrammar } from './tagged-sentences.ts';

/**
 * Sentences with one word that has two meanings, drawn equally often. In `later` the words before it are the same with
 * both, and only those that follow tell which; in `earlier` the words that follow are the same, and those before it tell.
 */
interface LookAheadSentences {
  later: SentenceGrammar;
  earlier: SentenceGrammar;
}

/** April, August, June and May are months and also names of people. */
const months = ['April', 'August', 'June', 'May'];
const name = (random: RandomStream) => [entity('PER', pick(random, months))];
const month = (random: RandomStream) => [entity('DATE', pick(random, months))];

const english: LookAheadSentences = {
  later: {
    sentences: [
      [name, 'wrote us a long letter .'],
      [month, 'brought us a lot of rain .'],
      ['We all remember', name, ', who lived next door .'],
      ['We all remember', month, ', when the river froze .'],
      ['They still talk about', name, ', our old teacher .'],
      ['They still talk about', month, ', our driest month .'],
    ],
  },
  earlier: {
    sentences: [
      ['My neighbour', name, 'was on our minds .'],
      ['The month of', month, 'was on our minds .'],
      ['A letter came from Mrs', name, ', and we were glad .'],
      ['Everything began in early', month, ', and we were glad .'],
      ['Her cousin', name, 'will not come back .'],
      ['Last year ’s', month, 'will not come back .'],
    ],
  },
};

/** 千葉, 福島, 宮崎 and 山口 are names of people and also of places. */
const names = ['千葉', '福島', '宮崎', '山口'];
const person = (random: RandomStream) => [entity('人名', pick(random, names))];
const place = (random: RandomStream) => [entity('地名', pick(random, names))];

const japanese: LookAheadSentences = {
  later: {
    sentences: [
      [person, 'さん は 長い 手紙 を 書い た 。'],
      [place, 'で 長い 手紙 を 書い た 。'],
      ['昨日 は', person, 'さん に 会っ た 。'],
      ['昨日 は', place, 'まで 走っ て 帰っ た 。'],
      ['みんな が', person, 'と 名乗る 人 を 待つ 。'],
      ['みんな が', place, 'と いう 町 を 歩く 。'],
    ],
  },
  earlier: {
    sentences: [
      ['友人 の', person, 'の こと を 思い出し た 。'],
      ['海辺 の 町 、', place, 'の こと を 思い出し た 。'],
      ['隣 に 住む', person, 'は 今日 も 静か だ 。'],
      ['雨 の 降る', place, 'は 今日 も 静か だ 。'],
      ['担任 は', person, 'だっ た 。'],
      ['行き先 は', place, 'だっ た 。'],
    ],
  },
};

export const lookAheadSentences = { english, japanese };
