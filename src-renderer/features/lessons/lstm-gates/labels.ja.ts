import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { steps: '学習ステップ数' },
  symbols: {
    'keep+': 'プラスを覚える',
    'keep-': 'マイナスを覚える',
    'pass+': '通り過ぎるプラス',
    'pass-': '通り過ぎるマイナス',
    recall: '答える',
    delete: '消す',
  },
  rows: {
    input: '入力',
    forget: '忘却',
    output: '出力',
    candidate: '候補',
    cell: 'セル',
    hidden: '隠れ状態',
    answer: '答え',
    sign: '符号',
    wanted: '正解',
  },
  figures: {
    keepAtPass: '通り過ぎる符号での忘却ゲート f',
    keepAtDelete: '× での忘却ゲート f',
    keepAtWrite: '⊕・⊖ での忘却ゲート f',
    rightRecalls: '? での正解率',
    networkDistance: 'ネットワークのずれ（平均）',
  },
  charts: { gates: { title: 'ゲートが学んでいくこと', x: '学習ステップ', y: 'ゲートの開き（平均）' } },
  curves: {
    keepAtPass: '+・− で保持',
    keepAtDelete: '× で保持',
    writtenAtWrite: '⊕・⊖ で書き込み',
    writtenAtPass: '+・− で書き込み',
    readAtRecall: '? で読み出し',
    readElsewhere: 'それ以外で読み出し',
  },
  prediction: { label: '通り過ぎる符号での忘却ゲート f' },
  picture: {
    title: 'あなたの記憶セル。ステップを選び、ゲートを動かしてください。',
    symbol: '記号',
    stepOf: 'ステップ {n}：{symbol}',
    before: '前のステップ',
    after: '次のステップ',
    distance: 'h と正解とのずれ（平均）：',
    likeHere: 'すべての {symbol} を同じゲートにする',
    reset: 'すべて半開きに戻す',
  },
  results: {
    network: 'ネットワーク自身のゲート。ずれの平均は {distance} です。',
    hand: 'あなたのゲート。ずれの平均は {distance} です。',
  },
};
