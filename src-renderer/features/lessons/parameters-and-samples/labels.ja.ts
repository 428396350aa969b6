import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { characters: '学習に使う文字数' },
  options: {},
  figures: {
    openingRatio: '差が 0.5 nat を超えるときの 1 文字あたりのパラメーター数',
    gapOfSmallest: '最も小さいネットワークの差（nat）',
    gapOfLargest: '最も大きいネットワークの差（nat）',
    stoppedSmallest: '最も小さいネットワークを早期終了したときの検証損失',
    stoppedLargest: '最も大きいネットワークを早期終了したときの検証損失',
  },
  charts: {
    losses: { title: '40 エポック後の損失（nat）', x: '1 文字あたりのパラメーター数', y: '損失（nat）' },
    gap: {
      title: '検証損失と学習損失の差（nat）',
      x: '1 文字あたりのパラメーター数',
      y: '損失の差（nat）',
      open: '0.5 nat',
    },
  },
  curves: { training: '学習', validation: '検証', best: '検証（早期終了）', gap: '差' },
  prediction: { label: '差が 0.5 nat を超えるときの 1 文字あたりのパラメーター数' },
  picture: {
    title:
      '8 個の点に当てはめた、パラメーターが {parameters} 個の多項式。点での平均二乗誤差は {seen}、点のあいだでは {unseen}。',
    parameters: 'パラメーター数',
    samples: 'サンプル 8 個',
    seen: 'サンプルでの誤差：{error}',
    unseen: 'それ以外の点での誤差：{error}',
    rule: 'サンプルのもとになった規則',
  },
};
