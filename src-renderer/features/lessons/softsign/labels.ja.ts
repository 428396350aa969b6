import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { learningRate: '学習率' },
  figures: {
    tanhSaturated: 'tanh で ±0.9 の外側にある割合',
    softsignSaturated: 'softsign で ±0.9 の外側にある割合',
    tanhLoss: '最後の 40 ステップの平均損失（tanh）',
    softsignLoss: '最後の 40 ステップの平均損失（softsign）',
  },
  charts: {
    saturation: { title: '±0.9 の外側にある候補の割合', x: '学習ステップ', y: '候補の割合' },
    distance: { title: '1 への近づき方', x: '入力 x', y: '1 までの距離' },
    powers: { title: '1 への近づき方（両軸とも対数）', x: '入力 x', y: '1 までの距離' },
    losses: { title: '学習中の損失', x: '学習ステップ', y: '損失（nat）' },
  },
  curves: {
    tanhSaturation: 'tanh',
    softsignSaturation: 'softsign',
    tanhDistance: '1 − tanh x',
    softsignDistance: '1 − softsign x',
    tanhPower: '1 − tanh x',
    softsignPower: '1 − softsign x',
    tanhLoss: 'tanh',
    softsignLoss: 'softsign',
  },
  prediction: { label: '学習後に tanh で ±0.9 の外側にある割合' },
  picture: {
    title: 'tanh と softsign。入力 {x} で 1 までどれだけ残っているか。',
    input: '入力 x',
    function: '関数',
    value: '値',
    distance: '1 までの残り',
    slope: '傾き',
  },
  race: '自分のデータで競わせる',
};
