import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { text: '文章' },
  options: { text: { 'moby-dick': '白鯨（英語）', 'japanese-sentences': '日本語の小さな文' } },
  figures: {
    networkPerplexity: 'ネットワーク',
    fiveGramPerplexity: '5 文字の並びを数える',
    bigramPerplexity: '2 文字の並びを数える',
    unigramPerplexity: '1 文字ずつ数える',
    vocabularySize: '語彙の文字数',
  },
  charts: { losses: { title: '学習中の損失（1 文字あたり nat）', x: '学習ステップ', y: '損失（1 文字あたり nat）' } },
  curves: { losses: 'ネットワークの損失' },
  prediction: { label: '学習後のパープレキシティ' },
  picture: {
    title: '実際に来た 5 文字の確率は {list} で、パープレキシティは {perplexity} です。',
    letter: '文字',
    probability: 'モデルがその文字に付けた確率',
    sentence: 'パープレキシティは {perplexity} です。毎回、等しく有力な候補 {count} 個の間で迷うのと同じです。',
    candidates: '候補',
  },
  game: {
    title: '次の文字を当てる',
    round: '{all} 問中 {n} 問目',
    text: '次に来る文字は？',
    choices: 'あなたの答え',
    confidence: '自信はどれくらいですか',
    guess: '答える',
    next: '次へ',
    again: 'もう一度遊ぶ',
    right: '正解です（「{answer}」）。',
    wrong: '正解は「{answer}」でした。',
    gave: '{who}が付けた確率は {share} です。',
    nearlyAll: '{share} 超',
    standings: 'ここまでのパープレキシティ（選択肢の中で比べた値）',
    who: '回答者',
    perplexity: 'パープレキシティ',
    over: 'すべての問題が終わりました。',
    explain:
      '自信の値が、選んだ文字の確率になります。残りの確率は、ほかの選択肢に等しく分けられます。ほかの回答者にも、同じ選択肢で答えてもらいます。',
  },
  contenders: {
    you: 'あなた',
    network: 'ネットワーク',
    fiveGram: '5 文字の並び',
    bigram: '2 文字の並び',
    unigram: '1 文字の頻度',
  },
};
