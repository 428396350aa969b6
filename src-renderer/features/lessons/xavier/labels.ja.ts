import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { layers: '層の種類', gain: '自分の値：Xavier ×' },
  options: {
    layers: { linear: '活性化なし', tanh: 'tanh', softsign: 'softsign', relu: 'ReLU', lstm: 'LSTM' },
  },
  figures: {
    smallFactor: '±0.05、活性化なしでの 1 層あたりの倍率',
    xavierFactor: 'Xavier の初期値、活性化なしでの 1 層あたりの倍率',
    largeFactor: 'He の初期値、活性化なしでの 1 層あたりの倍率',
    ownFactor: '自分で決めた値での 1 層あたりの倍率',
  },
  charts: {
    outputs: { title: '各層の出力の分散', x: '層', y: '分散' },
    gradients: { title: '各層での勾配の分散', x: '層', y: '分散' },
  },
  curves: {
    small: '±0.05',
    xavier: 'Xavier',
    large: 'He',
    own: '自分で決めた値',
    smallPredicted: 'l 層目で 0.213ˡ',
    largePredicted: 'l 層目で 2ˡ',
    smallGradient: '±0.05',
    xavierGradient: 'Xavier',
    largeGradient: 'He',
  },
  prediction: { label: '±0.05 の重みでの出力の分散' },
  picture: {
    title: '1 層ごとに分散が {factor} 倍になるときの、0 層目から {depth} 層目までの信号の分布。最後の分散は {last}。',
    inputs: '入力の数 n',
    deviation: '重みの標準偏差',
    factor: 'n · Var w = {factor}',
    input: '入力',
    xavier: 'Xavier：{deviation}',
  },
};
