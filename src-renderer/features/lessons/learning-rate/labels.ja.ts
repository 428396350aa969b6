import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { rate: 'もう 1 つ調べる学習率', optimizer: '最適化手法' },
  options: { optimizer: { sgd: '勾配降下法', rmsprop: 'RMSProp', adam: 'Adam' } },
  figures: {
    yourPerplexity: 'スライダーの学習率でのパープレキシティ（最後の 10 ステップ）',
    bestRate: '最良の学習率',
    bestPerplexity: '最良の学習率でのパープレキシティ（最後の 10 ステップ）',
    divergingRate: '発散が始まる学習率',
  },
  charts: {
    byRate: { title: '学習率ごとの最後のパープレキシティ', x: '学習率', y: 'パープレキシティ' },
    bySteps: { title: '学習中のパープレキシティ', x: '学習ステップ', y: 'パープレキシティ' },
    vocabulary: '語彙の大きさ（何も知らない状態）',
  },
  curves: { byRate: '最後のパープレキシティ', yours: 'スライダーの学習率', rate: '学習率 {rate}' },
  prediction: { label: '発散が始まる学習率' },
  picture: {
    title: '放物線上の勾配降下法。学習率 {rate}/λ で {steps} ステップ。',
    rate: '学習率 η（単位は 1/λ）',
    steps: 'ステップ数',
    creeps: '1 ステップで距離は {factor} 倍になります。片側をゆっくり下ります。',
    arrives: '距離は {factor} 倍になります。1 ステップで最小点に着きます。',
    zigzags: '1 ステップで距離は {factor} 倍になります。谷を飛び越えますが、それでも近づきます。',
    diverges: '1 ステップで距離は {factor} 倍になります。谷を飛び越えて、より高い所に着きます。発散です。',
    stays: '1 ステップで距離は {factor} 倍になります。谷を行き来するだけで、近づきません。',
    loss: '損失 L',
    weight: '重み w',
  },
};
