import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { learnt: '学習する最長の系列（ビット）' },
  figures: {
    simpleRnnLongest: 'SimpleRNN：最長の系列での正解率',
    lstmLongest: 'LSTM：最長の系列での正解率',
    gruLongest: 'GRU：最長の系列での正解率',
    slstmLongest: 'sLSTM：最長の系列での正解率',
    minGruLongest: 'minGRU：最長の系列での正解率',
  },
  charts: {
    longest: { title: '学習した長さの 6 倍まで伸ばした系列での正解率', x: '学習ステップ', y: '正解率' },
    loss: { title: '学習中の損失', x: '学習ステップ', y: '損失（nat）' },
  },
  curves: {
    simpleRnnLongest: 'SimpleRNN',
    lstmLongest: 'LSTM',
    gruLongest: 'GRU',
    slstmLongest: 'sLSTM',
    minGruLongest: 'minGRU',
    simpleRnnLoss: 'SimpleRNN',
    lstmLoss: 'LSTM',
    gruLoss: 'GRU',
    slstmLoss: 'sLSTM',
    minGruLoss: 'minGRU',
  },
  prediction: {
    label: '偶奇を計算できるセルはどれでしょうか',
    options: {
      gated: 'ゲートを持つもの：LSTM、GRU、sLSTM、minGRU',
      seeing: '1 ステップの計算が直前の状態を見るもの：SimpleRNN、LSTM、GRU、sLSTM',
      all: '5 つすべて',
      none: 'どれもできない',
      others: 'それ以外の組み合わせ',
    },
  },
  picture: {
    machine: '偶数と奇数の 2 つの状態。1 が来るともう一方へ移り、0 なら同じ状態にとどまります。',
    bits: 'ビット列。押すと反転します',
    bit: '{n} 番目のビット：{bit}',
    line: '各ビットのあとの状態。1 が来るたびに反転します。',
    even: '偶数',
    odd: '奇数',
    nowOdd: '1 は {ones} 個。奇数です。',
    nowEven: '1 は {ones} 個。偶数です。',
    allOnes: 'すべて 1 にする',
    coin: 'コイン投げ',
  },
};
