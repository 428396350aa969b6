import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { limit: '上限 Δmax', learningRate: '学習率' },
  figures: {
    cosineByNorm: '前後のコサイン：ノルムで',
    cosineByValue: '前後のコサイン：値ごとに',
    clippedShare: 'クリッピングされたステップ',
    longest: '最も長い勾配の長さ',
    lossWith: '最後の 50 ステップの平均損失（あり）',
    lossWithout: '最後の 50 ステップの平均損失（なし）',
  },
  charts: {
    loss: { title: 'クリッピングの有無と損失', x: '学習ステップ', y: '損失（nat）' },
    norms: { title: '勾配の長さ', x: '学習ステップ', y: 'Δw のノルム' },
    numbers: { title: '最も長い勾配の成分', x: '大きさの順位', y: '成分の絶対値' },
  },
  curves: {
    lossWith: 'ノルムでクリッピング',
    lossWithout: 'クリッピングなし',
    before: 'クリッピング前',
    after: 'クリッピング後',
    numbersBefore: 'クリッピング前',
    numbersByNorm: 'ノルムで',
    numbersByValue: '値ごとに',
  },
  prediction: { label: 'クリッピングされるステップの割合' },
  picture: {
    title:
      '長さ {length} の勾配。ノルムでクリッピングすると、長さは {norm} になり、向きは変わりません。値ごとにクリッピングすると、向きが {turn} 度変わります。',
    length: '長さ',
    angle: '向き（°）',
    limit: '上限',
    gradient: '勾配 Δw',
    byNorm: 'ノルムで',
    byValue: '値ごとに',
    turn: '向きの変化 {turn}°',
  },
};
