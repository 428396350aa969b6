import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { shortest: '最短の系列（記号数）' },
  figures: {
    lstmWrong: 'LSTM：クラスを間違えた割合',
    simpleRnnWrong: 'RNN：クラスを間違えた割合',
    lstmSure: 'LSTM：正しく、確信もある割合',
    simpleRnnSure: 'RNN：正しく、確信もある割合',
  },
  charts: {
    wrong: { title: 'クラスを間違えた新しい系列の割合', x: '学習ステップ', y: '系列の割合' },
    loss: { title: '2 つのネットワークの損失', x: '学習ステップ', y: '損失（nat）' },
  },
  curves: {
    lstmWrong: 'LSTM',
    simpleRnnWrong: 'RNN',
    lstmLoss: 'LSTM',
    simpleRnnLoss: 'RNN',
  },
  prediction: {
    label: '順序を学ぶのはどちらでしょうか',
    options: { both: '両方', lstm: 'LSTM だけ', rnn: 'RNN だけ', neither: 'どちらも学ばない' },
  },
  picture: {
    title: '60 個の記号の系列。意味のある 2 つは {kind} で、{gap} ステップ離れています。',
    now: 'クラス {kind}。記号の下の線は、覚えておくべきことを表します。E は系列の始まり、B は終わりの印です。',
    first: '1 つ目',
    second: '2 つ目',
    gap: '2 つの間のステップ数',
    guessing: '当てずっぽう',
    half: '片方だけ分かる',
  },
};
