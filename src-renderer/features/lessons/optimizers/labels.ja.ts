import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { surface: '図の谷の向き', factor: '図での学習率の倍率' },
  options: { surface: { valley: '軸に沿う', turned: '45° 回す' } },
  figures: {
    adagradLeft: 'AdaGrad：16 倍のステップ後に残る更新の大きさ',
    rmspropLeft: 'RMSProp：16 倍のステップ後に残る更新の大きさ',
    adagradExponent: 'AdaGrad：更新の大きさの指数',
    rmspropExponent: 'RMSProp：更新の大きさの指数',
  },
  charts: {
    steps: { title: '再帰カーネルの更新の大きさ', x: '学習ステップ', y: '更新の大きさ' },
    losses: { title: '学習損失（nat）', x: '学習ステップ', y: '損失（nat）' },
  },
  curves: {
    adagradStep: 'AdaGrad',
    rmspropStep: 'RMSProp',
    adagradRoot: '1/√t に比例',
    sgdLoss: 'SGD',
    rmspropLoss: 'RMSProp',
    adagradLoss: 'AdaGrad',
    adamLoss: 'Adam',
  },
  prediction: { label: '残っている更新の大きさの割合' },
  picture: {
    title: '2 つのパラメーターの谷を上から見た図。点は ({x}, {y})。',
    titleOfPaths:
      '2 つのパラメーターの谷を上から見た図と、4 つの最適化手法がたどる経路。{step} ステップ後の高さは {heights}。',
    height: '{name} {height}',
    heights: '{step} ステップ後の、最も低い点からの高さ：',
    x: 'パラメーター w₁',
    y: 'パラメーター w₂',
    step: 'ステップ数',
    gradient: '−勾配の向き（SGD）',
    adaptive: 'AdaGrad の最初の一歩',
    minimum: '最も低い点',
  },
};
