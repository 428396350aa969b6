/** Names of what is measured on the validation part. */
export const metrics = {
  loss: '検証損失',
  perplexity: 'パープレキシティ',
  bitsPerCharacter: '1 文字あたりのビット数',
  bitsPerWord: '1 語あたりのビット数',
  bitsPerByte: '1 バイトあたりのビット数',
  bitsShort: { character: '{bits} ビット／文字', word: '{bits} ビット／語', byte: '{bits} ビット／バイト' },
  bitsPer: {
    character: '1 文字あたりのビット数',
    word: '1 語あたりのビット数',
    byte: '1 バイトあたりのビット数',
  },
  bitsWhole: '1 文字あたり {character} ビット、1 語あたり {word} ビット、1 バイトあたり {byte} ビット',
  accuracy: '正解率',
  f1Macro: 'F1（マクロ）',
  f1Micro: 'F1（マイクロ）',
  precision: '適合率',
  recall: '再現率',
  entityF1: '固有表現 F1',
  entityPrecision: '固有表現の適合率',
  entityRecall: '固有表現の再現率',
  mae: 'MAE',
  rmse: 'RMSE',
  r2: '決定係数 R²',
  mase: 'MASE',
  best: '最良の{name}',
  ofEpoch: 'エポック {epoch}',
  higher: '大きいほど良い',
  lower: '小さいほど良い',
  class: 'クラス',
  support: '件数',
  column: '列',
  byClass: 'クラスごと',
  byEntity: '固有表現の種類ごと',
  byColumn: '列ごと',
  breakdownNote: 'エポック {epoch} の終わりに、検証用データで測りました。',
  rank: '順位の基準',
  metric: '指標',
};

/** The n-gram models, which know only the last tokens. */
export const nGrams = {
  unigram: 'ユニグラム',
  bigram: 'バイグラム',
  fiveGram: '5-gram',
};

/** Explanations of the metrics. */
export const metricTerms = {
  bitsPerCharacter: {
    name: '1 文字あたりのビット数',
    text: '見たことのない 1 文字を表すのに、モデルが平均で何ビット必要とするか。トークンの切り方が違うモデルどうしでも比べられます。',
  },
  memorisation: {
    name: '暗記',
    text: '下線の部分は、学習用テキストに一字一句そのままある 20 トークン以上の箇所です。決まり文句の場合もあり、学習に使わなかった検証用テキストにも少しは見つかります。それよりずっと多く、ずっと長ければ、ネットワークは書いているのではなく暗唱しています。データに対してネットワークが大きすぎるか、学習が長すぎます。',
  },
  bitsByUnit: {
    name: '1 文字・1 語・1 バイトあたりのビット数',
    text: '見たことのない 1 文字、1 語、1 バイトを表すのに、モデルが平均で何ビット必要とするか。トークンあたりの損失は同じ切り方のモデルどうしでしか比べられませんが、この値なら同じテキストのすべてのモデルを比べられます。',
  },
  nGram: {
    name: 'n-gram',
    text: 'どのトークンが続くかを数えるだけのモデルの、同じ検証用データでのパープレキシティです。ユニグラムは各トークンの頻度だけ、バイグラムは直前の 1 トークン、5-gram は直前の 4 トークンを見ます（補間つき修正 Kneser–Ney 法）。バイグラムに勝てないネットワークは、ほとんど何も学んでいません。5-gram は小さなネットワークにとって手ごわい相手です。',
  },
  bitsPerWord: {
    name: '1 語あたりのビット数',
    text: '見たことのない 1 語（語と語の間も含む）を表すのに、モデルが平均で何ビット必要とするか。トークンの切り方が違うモデルどうしでも比べられます。',
  },
  bitsPerByte: {
    name: '1 バイトあたりのビット数',
    text: '見たことのないテキストの 1 バイト（UTF-8）を表すのに、モデルが平均で何ビット必要とするか。圧縮プログラムの比較と同じ単位です。',
  },
  f1Macro: {
    name: 'F1（マクロ）',
    text: 'F1 は適合率と再現率の調和平均です。マクロはクラスごとの値の単純平均で、少ないクラスも多いクラスと同じ重みになります。',
  },
  f1Micro: {
    name: 'F1（マイクロ）',
    text: 'クラスを分けずに、すべての件数から求めた F1 です。1 件に 1 クラスなら正解率と同じ値になります。',
  },
  precision: {
    name: '適合率',
    text: 'モデルがそのクラスとしたもののうち、実際にそうだったものの割合。クラスごとの値の平均です。',
  },
  recall: {
    name: '再現率',
    text: '実際にそのクラスのもののうち、モデルがそう答えたものの割合。クラスごとの値の平均です。',
  },
  entityF1: {
    name: '固有表現 F1',
    text: '固有表現の適合率と再現率の調和平均（全種類の合計）。数え方は conlleval と同じで、始まり・終わり・種類のすべてが合ったものを正解とします。',
  },
  entityPrecision: {
    name: '固有表現の適合率',
    text: 'モデルが見つけた固有表現のうち、始まり・終わり・種類がすべて正しいものの割合です。',
  },
  entityRecall: {
    name: '固有表現の再現率',
    text: '実際の固有表現のうち、始まり・終わり・種類をすべて正しく見つけたものの割合です。',
  },
  mae: { name: '平均絶対誤差', text: '予測が平均でどれだけ外れるか。予測する列の単位で表します。' },
  rmse: {
    name: '二乗平均平方根誤差',
    text: '大きな外れを重く見た、予測の外れの大きさ。予測する列の単位で表します。',
  },
  r2: {
    name: '決定係数',
    text: '変動のうち説明できた割合。1 が完全、0 は常に平均を答えるのと同じです。',
  },
  mase: {
    name: '平均絶対スケール誤差',
    text: '単純な予測（前の値をそのまま繰り返す）の誤差の何倍か。1 より小さければ、それより良い予測です。',
  },
};
