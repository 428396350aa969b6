import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { temperature: '書くときの温度', context: '書き出し' },
  options: {
    context: { 'the ': '「the 」', whal: '「whal」', qu: '「qu」', 'I ': '「I 」', 'of ': '「of 」' },
  },
  figures: {
    bestTemperature: '最もよく予測できる温度',
    yourEntropy: 'スライダーの温度でのエントロピー（nat）',
    yourCandidates: 'その温度で同じだけ迷う候補の数',
    yourTopShare: 'その温度で最も有力な文字の確率',
  },
  charts: {
    loss: { title: '損失とエントロピー（nat）', x: '温度', y: '1 文字あたりの nat' },
    topShare: { title: '最も有力な文字の確率', x: '温度', y: '確率' },
  },
  curves: { loss: '損失（予測の悪さ）', entropy: 'エントロピー（迷いの大きさ）', topShare: '最も有力な文字' },
  prediction: { label: '最もよく予測できる温度' },
  picture: {
    title: '温度 {temperature} での次の文字の確率を表す棒グラフ。{list}。',
    temperature: '温度 T',
    letters: 'はがをのも',
    zero: '0（argmax）',
    example: '例として決めたスコアを持つ 5 つの文字です。下のボタンで、学習済みのネットワークに聞くこともできます。',
    ofNetwork: '付属のネットワークが「{prompt}」に続けて予測する、上位 10 文字です。それより下の文字は除いています。',
    ofExperiment: '実験のネットワークが「{prompt}」に続けて予測する {count} 文字のうち、上位 10 文字です。',
    sentence: 'エントロピーは {entropy} nat です。等しく有力な候補が {candidates} 個あるのと同じだけ迷っています。',
    prompt: '付属のネットワークに読ませる文章',
    ask: 'このネットワークに聞く',
    source: '分布',
    sources: { example: '例', network: '付属のネットワーク', experiment: '実験' },
  },
  results: {
    title: '書いた文章',
    zero: 'T = 0',
    half: 'T = 0.5',
    one: 'T = 1',
    oneAndAHalf: 'T = 1.5',
    yours: 'T = {temperature}（スライダー）',
  },
};
