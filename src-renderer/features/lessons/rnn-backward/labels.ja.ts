import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { strength: 'U の強さ' },
  figures: {
    lastStepsShare: '最後の 5 ステップの割合',
    arrives: '19 ステップ前に届く割合',
    finiteDifferenceError: '差分近似との差',
  },
  charts: {
    gradient: { title: '各ステップでの勾配の長さ', x: 'さかのぼるステップ数', y: '長さ（末尾を 100% とする）' },
    contribution: { title: '各ステップが U の勾配に足す量', x: 'さかのぼるステップ数', y: '和に占める割合' },
  },
  curves: { gradient: '末尾の勾配に対する割合', contribution: '和に占める割合' },
  prediction: { label: '20 ステップのうち最後の 5 ステップが占める割合' },
  picture: {
    title: '{lag} ステップ前、ユニット {unit}：勾配に tanh の傾きと U の重みを掛けた積と、1 つ前のステップへ渡す和。',
    lag: 'さかのぼるステップ',
    unit: '届く先',
    unitName: 'h{n}',
    caption:
      '数値はすべて、1 つの系列についてエンジンが計算したものです。左の g は、あるステップの後の勾配 ∂L/∂h です。和が、1 ステップ前の 1 つのユニットの勾配になります。',
  },
};
