import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: {
    strength: 'U の強さ',
    loudness: '入力の大きさ',
  },
  figures: {
    shareLeft: '10 ステップ後に残る割合',
    quietShareLeft: '10 ステップ後に残る割合（微弱な入力）',
    power: '強さの 10 乗',
  },
  charts: { effect: { title: '1 つの入力の影響はどれだけ残るか', x: '経過したステップ数', y: '残る割合' } },
  curves: { effect: '設定した入力', quiet: '微弱な入力', power: '強さの k 乗' },
  prediction: { label: '10 ステップ後に残る割合' },
  picture: {
    title: 'ステップ {step}、ユニット {unit}：W と x の積、U と h の積、その和、そして和の tanh。',
    step: 'ステップ',
    unit: 'ユニット',
    unitName: 'h{n}',
    caption:
      '数値はすべてエンジンが計算したものです。演算を 1 つずつ進めてみてください。左の h は、1 つ前のステップを終えたときの状態です。',
  },
};
