import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { cell: 'セル', length: '系列の記号の数' },
  options: {
    cell: { min_gru: 'minGRU', gru: 'GRU', lstm: 'LSTM', slstm: 'sLSTM', simple_rnn: 'SimpleRNN' },
  },
  figures: {
    oneAccuracy: '1 層の正解率',
    twoAccuracy: '2 層の正解率',
    lstmOneAccuracy: 'LSTM 1 層の正解率',
    oneTextLoss: '文章での損失、LSTM 1 層（nat）',
    twoTextLoss: '文章での損失、LSTM 2 層（nat）',
  },
  charts: { accuracy: { title: '新しい系列での正解率', x: '学習ステップ', y: '正解率', guessing: '当てずっぽう' } },
  curves: { oneAccuracy: '1 層', twoAccuracy: '2 層', lstmOneAccuracy: 'LSTM 1 層' },
  prediction: {
    label: '正しく答えるのはどちらか',
    options: { one: '幅の広い 1 層', same: 'どちらもほぼ同じ', two: '幅の狭い 2 層' },
  },
  picture: {
    title:
      '{place} 番目に目印のある記号列を {layers} で読む。最後の層のゲートが開くのは {open}。最後に残るのは {kept}。',
    layersOf: { one: '1 層', two: '2 層' },
    layers: '層の数',
    marker: '目印の位置',
    gate: 'ゲート',
    before: '直前の記号',
    symbols: '記号',
    kept: '最後に残るもの：',
    mixture: 'すべてが混ざったもの',
    caption: '緑は、最後の層のゲートが各記号でどれだけ開いているかを表します。青い枠は、答えるべき文字です。',
  },
};
