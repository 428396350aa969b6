import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { surface: '谷の向き', factor: '曲面での学習率の倍率' },
  options: { surface: { valley: '軸に沿う', turned: '45° 回す' } },
  figures: {
    adagradLeft: '16 倍のステップ後に残る更新の大きさ（AdaGrad）',
    rmspropLeft: '同じく（RMSProp）',
    adagradExponent: 'AdaGrad の更新の大きさの指数',
    rmspropExponent: 'RMSProp の更新の大きさの指数',
  },
  charts: {
    steps: { title: '再帰カーネルの更新の大きさ', x: 'ステップ' },
    losses: { title: '学習損失（nat）', x: 'ステップ' },
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
    title: '二つのパラメーターの谷を上から見た図。点は ({x}, {y})。',
    titleOfPaths:
      '二つのパラメーターの谷を上から見た図と、四つの最適化手法がたどる経路。{step} ステップ後の高さは {heights}。',
    height: '{name} {height}',
    x: 'パラメーター w₁',
    y: 'パラメーター w₂',
    step: 'ステップ数',
    gradient: '−勾配の向き（SGD）',
    adaptive: 'AdaGrad の最初の一歩',
    minimum: '最も低い点',
  },
};
