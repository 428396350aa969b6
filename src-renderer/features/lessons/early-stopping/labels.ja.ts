import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { patience: '改善を待つエポック数', units: 'LSTM のユニット数' },
  options: {},
  figures: {
    bestEpoch: '検証損失が最も低いエポック',
    stoppedEpoch: '早期終了で打ち切られるエポック',
    keptTest: '残したネットワークの、第三の文章での損失',
    lastTest: '最後のエポックの、第三の文章での損失',
  },
  charts: { losses: { title: 'エポックごとの損失（nat）', x: 'エポック', y: '損失（nat）' } },
  curves: { training: '学習', validation: '検証', test: '第三の文章' },
  prediction: { label: '検証損失が最も低くなるエポック' },
  counts: {
    title: 'エポック数を何通りか試した結果（第三の文章）',
    epochs: 'エポック数',
    loss: '損失（nat）',
    stopped: '{epochs}（早期終了）',
  },
  picture: {
    title:
      '{epoch} エポック目までの検証損失（作った値）。ここまでの最良は {best} エポック目。更新のないエポックは {patience} 回中 {waited} 回。',
    epoch: 'エポック',
    patience: '改善を待つエポック数',
    best: '残す',
    waited: '更新なし {waited} / {patience}',
    stopped: '終了：{best} エポック目を書き戻す',
    going: '続ける',
    axis: '検証損失（説明用に作った値）',
  },
};
