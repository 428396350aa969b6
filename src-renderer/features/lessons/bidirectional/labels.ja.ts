import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { sentences: '文' },
  options: { sentences: { english: '英語', japanese: '日本語' } },
  figures: {
    laterForward: '後の単語が手がかり：順方向',
    laterBoth: '後の単語が手がかり：双方向',
    earlierForward: '前の単語が手がかり：順方向',
    earlierBoth: '前の単語が手がかり：双方向',
  },
  charts: {
    later: { title: '後の単語だけが手がかり：その単語の正解率', x: '学習ステップ', y: '正解率' },
    earlier: { title: '前の単語が手がかり：その単語の正解率', x: '学習ステップ', y: '正解率' },
  },
  curves: {
    laterForward: '順方向',
    laterBoth: '双方向',
    earlierForward: '順方向',
    earlierBoth: '双方向',
  },
  prediction: { label: '順方向に読むときの正解率' },
  picture: {
    title: '「{sentence}」の「{word}」に付けるラベル。{verdict}',
    forward: '一方のセルは先頭から読む',
    backward: 'もう一方は末尾から読む',
    reader: '読む方向',
    oneWay: '順方向',
    bothWays: '双方向',
    ending: '文',
    endings: { first: '人名', second: '地名' },
    sentences: { first: '昨日 は 千葉 さん に 会っ た 。', second: '昨日 は 千葉 まで 走っ て 帰っ た 。' },
    ambiguous: '2',
    place: 'ラベルを付ける単語',
    tells: 'ここまでに読んだ単語で、2 つの文を区別できます。',
    doesNotTell: 'ここまでに読んだ単語は 2 つの文で同じです。ラベルは当て推量になります。',
    caption: '塗りつぶした円は、枠で囲んだ単語のラベルを答えるときに計算済みの状態です。',
  },
  results: {
    later: '後の単語だけが手がかり',
    earlier: '前の単語が手がかり',
    sentence: '新しい文',
    right: '正しいラベル',
    forward: '順方向',
    both: '双方向',
    isRight: '正解',
    isWrong: '不正解',
    tags: { person: '人名（PER）', month: '月（DATE）', japanesePerson: '人名', place: '地名' },
  },
};
