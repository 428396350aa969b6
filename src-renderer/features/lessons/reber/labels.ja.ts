import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { shortest: '最短の文字列（記号数）' },
  figures: {
    lstmRemembered: 'LSTM：最後の T・P が正解',
    simpleRnnRemembered: 'RNN：最後の T・P が正解',
    lstmEverything: 'LSTM：すべての予測が正解',
    simpleRnnEverything: 'RNN：すべての予測が正解',
  },
  charts: {
    remembered: { title: '最後の T・P を当てた文字列の割合', x: '学習ステップ', y: '文字列の割合' },
    loss: { title: '2 つのネットワークの損失', x: '学習ステップ', y: '損失（nat）' },
  },
  curves: {
    lstmRemembered: 'LSTM',
    simpleRnnRemembered: 'RNN',
    lstmLoss: 'LSTM',
    simpleRnnLoss: 'RNN',
  },
  prediction: { label: 'RNN が最後の T・P を当てる文字列の割合' },
  picture: {
    title: '内側の文法のグラフ。どの節点からも、1 つか 2 つの記号で先へ進めます。',
    text: 'これまでの文字列',
    begin: '文字列を作ってみましょう。次に来られるのは、ボタンにある記号だけです。',
    keep: '{n} 記号前の {symbol} を覚えておいてください。',
    test: '内側の文字列が終わりました。{symbol} を {n} 記号の間覚えていた人だけが、次の記号を知っています。',
    whole: '文字列が完成しました。2 番目の記号を {n} 記号の間覚えておく必要がありました。',
    next: '次の記号',
    again: '新しい文字列',
    coin: 'コイン投げ',
  },
};
