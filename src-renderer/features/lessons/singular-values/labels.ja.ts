import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: {
    sigma: '特異値 σ',
    activation: '活性化関数',
    signals: '入力',
  },
  options: {
    activation: { tanh: 'tanh', softsign: 'softsign', relu: 'ReLU' },
    signals: { faint: '微弱', usual: '普通' },
  },
  figures: {
    vanishingLeft: 'σ = 0.9：30 ステップ後に残る長さ',
    explodingLeft: 'σ = 1.1：30 ステップ後の長さ',
    squeezedLeft: 'σ = 1.1、普通の入力：30 ステップ後に残る長さ',
    chosenLeft: '設定した σ：30 ステップ後に残る長さ',
    chosenPredicted: '設定した σ：σ³⁰',
  },
  charts: {
    vanishing: { title: '勾配の長さ（σ = 0.9）', x: 'さかのぼるステップ数', y: '長さ（末尾を 100% とする）' },
    all: { title: 'ほかの σ での勾配の長さ', x: 'さかのぼるステップ数', y: '長さ（末尾を 1 とする）' },
  },
  curves: {
    vanishing: '実測値（σ = 0.9）',
    vanishingPredicted: '0.9ᵏ',
    exploding: '実測値（σ = 1.1）',
    explodingPredicted: '1.1ᵏ',
    squeezed: 'σ = 1.1、普通の入力',
    chosen: '設定した σ',
    chosenPredicted: '設定した σ の σᵏ',
  },
  prediction: { label: '残っている長さ（系列の終わりで 1）' },
  picture: {
    title: 'さかのぼっていく誤差ベクトル。{steps} ステップ後の長さは {length} です。',
    sigma: '特異値 σ',
    steps: 'さかのぼるステップ数 k',
    start: '系列の終わり',
    now: '{steps} ステップ前',
    length: '長さ σᵏ = {length}',
    circle: '長さ 1',
  },
};
