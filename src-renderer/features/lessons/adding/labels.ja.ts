import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { shortest: '最短の系列（ステップ数）' },
  figures: {
    lstmRight: 'LSTM：誤差 0.04 以内',
    simpleRnnRight: 'RNN：誤差 0.04 以内',
    lstmError: 'LSTM：平均誤差',
    simpleRnnError: 'RNN：平均誤差',
  },
  charts: {
    right: { title: '和の誤差が 0.04 以内だった新しい系列の割合', x: '学習ステップ', y: '系列の割合' },
    error: { title: '和の平均誤差', x: '学習ステップ', y: '絶対誤差の平均' },
  },
  curves: {
    lstmRight: 'LSTM',
    simpleRnnRight: 'RNN',
    lstmError: 'LSTM',
    simpleRnnError: 'RNN',
  },
  prediction: { label: 'LSTM が当てる和の割合' },
  picture: {
    title: '30 個の数のうち 2 個に印があります。和は {sum}、最後にセルに残る値は {left} です。',
    numbers: '読み込む数（印は 2 個）',
    cell: 'セル状態 c',
    sum: '求める和：{sum}',
    left: '最後のセル：{left}',
    first: '1 つ目の印',
    second: '2 つ目の印',
    keep: '忘却ゲート f',
    mean: 'いつも 0.5 と答える',
  },
};
