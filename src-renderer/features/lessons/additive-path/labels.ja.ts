import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { forgetBias: '忘却ゲートのバイアス' },
  figures: {
    keptShare: '+ あり：50 ステップ前の長さ（末尾が 1）',
    cutShare: '+ なし：50 ステップ前の長さ',
    rnnShare: 'SimpleRNN：50 ステップ前の長さ',
    keptAccuracy: '+ あり：正解率',
    cutAccuracy: '+ なし：正解率',
    clampedAccuracy: '+ ありで学習し、後から切った場合の正解率',
  },
  charts: {
    gradient: { title: '各ステップでの状態の勾配', x: 'さかのぼるステップ数', y: '長さ（末尾を 1 とする）' },
    accuracy: { title: '新しい系列での正解率', x: '学習ステップ', y: '正解率' },
  },
  curves: {
    kept: 'LSTM の ∂L/∂c',
    cut: '+ を切った LSTM の ∂L/∂c',
    rnn: 'SimpleRNN の ∂L/∂h',
    power: '忘却ゲートだけ：f の k 乗',
    keptAccuracy: 'LSTM',
    cutAccuracy: '+ を切った LSTM',
    rnnAccuracy: 'SimpleRNN',
  },
  prediction: {
    label: '+ を切ったとき、50 ステップ前に残る割合',
    options: {
      half: '半分くらい',
      hundredth: '100 分の 1 くらい',
      millionth: '100 万分の 1 くらい',
      nothing: '10 億分の 1 の、さらに 10 億分の 1 未満',
    },
  },
  picture: {
    title: '末尾の誤差のうち、セル状態に沿って {steps} ステップ前に届く割合は {share} です。',
    path: '+ の経路',
    kept: '残す',
    cut: '切る',
    gate: '忘却ゲート f',
    forward: '順伝播：セル状態は和になっている',
    backward: '逆伝播：和に沿って戻る誤差',
    forwardCut: '順伝播：セル状態はステップごとに作り直される',
    backwardCut: '逆伝播：この道では、誤差は 1 ステップも戻れない',
    end: '末尾',
    back: '{n} 前',
    caption:
      '1 つのユニットのセル状態を 5 ステップにわたって示します。棒は f の k 乗、つまり和に沿った道で誤差がどれだけ残るかを表します。+ を切ると f は 0 です。',
  },
};
