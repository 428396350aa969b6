export const page = {
  offline: 'このページは単独で計算します。入力した内容が外に出ることはありません。',
  reading: 'ネットワークを読み込んでいます…',
  damaged:
    'このページのネットワークを読み込めません。ファイルが途中で切れている可能性があります。もう一度コピーするか、書き出し直してください。（{message}）',
  outdated:
    'このブラウザーは古すぎるため、このページを実行できません（SIMD 対応の WebAssembly がありません）。新しいブラウザーで開いてください。',
  about: 'このファイルについて',
  network: 'ネットワーク',
  parameters: 'パラメーター',
  precision: '重み',
  precisions: {
    float32: 'float32（学習したまま）',
    float16: 'float16（丸めたもの）',
    int8: 'int8（列ごとの倍率つきで丸めたもの）',
  },
  steps: '学習',
  stepCount: '{n} ステップ',
  vocabulary: '語彙',
  tokens: {
    character: '文字 {n} 種',
    word: '単語 {n} 種',
    byte: 'バイト {n} 種',
    bpe: '単語の断片 {n} 種',
  },
  licences: 'このページに使われているソフトウェアのライセンス',
  madeWith: 'Kioku Studio で作成',
};
