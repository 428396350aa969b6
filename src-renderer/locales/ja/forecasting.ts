/** Numbers over time that are yet to come, wherever they are shown. */
export const forecasting = {
  tabs: { forecast: '予測' },
  row: '行',
  atRow: '{row} 行目',
  quantile: '{share} 分位点',
  forecast: '予測',
  actual: '実際の値',
  before: '計画どおり',
  validation: '検証用',
  newRows: '新しい行',
  waiting: '系列を読み込んでいます…',
  showLatest: '予測の前後',
  showWhole: '全期間',
  origin: '予測の起点',
  after: '{time} まで、{row} 行が既知',
  series: '系列',
  column: '列',
  horizon: '予測の長さ',
  steps: '{n} ステップ',
  recursive:
    'ネットワークが一度に予測できるのは {n} ステップ先までです。その先は自分の予測をもとに繰り返し予測するため、帯が示すよりも不確かになります。',
  inBand: '{band} の帯に入った数',
  ofSteps: '{all} 個中 {n} 個',
  ahead: 'この先の値はまだ分かりません。起点を過去に動かすと、以前の予測を実際の値と比べられます。',
  unseen: 'この先の値は学習に使われていません。誤差はそのまま信用できます。',
  learnt: 'この先の値は学習に使われたため、誤差は実力より小さく出ます。起点を検証用の部分に動かしてください。',
  allLearnt:
    'この学習では検証用のデータを取り分けていません。この先の値も学習に使われたため、誤差は実力より小さく出ます。',
  planEffect: '計画の変更により、予測は 1 ステップあたり平均 {mean}、合計 {sum} 動きます。',
  whatIf: 'もしも：この先の計画',
  whatIfHint: '前もって分かる値を変えると、予測が変わります。空欄は表の計画のままです。',
  changed: '{n} 個の値を変えました。',
  asPlanned: '計画に戻す',
  assumed: '{columns} の計画は表の途中までしかありません。その先には 1 周期前の値を使っています。',
  fillDown: '全ステップに適用',
  fillDownOf: '{column} の最初の値を全ステップに適用',
  planOf: '{time} の {column}',
  save: '予測を保存（CSV）',
  saveAll: '全系列を保存（CSV）',
  addRows: '新しい行を追加…',
  addRowsHint: '同じ列を持つファイルです。学習し直さずに、すぐ続きを予測します。',
  dropRows: '同じ列を持つファイルをドロップすると、その続きを予測します',
  removeRows: '{name} の行を使うのをやめる',
  cannot: 'この学習では予測できません',
  trainAnew: '予測モデルを学習し直す',
  toDashboard: 'ダッシュボードへ',
};

/** Explanations of terms of forecasting. */
export const forecastingTerms = {
  horizon: {
    name: '予測の長さ',
    text: '何ステップ先まで予測するか。学習したときの長さまでは一度に答え、その先は自分の予測をもとに続けます。',
  },
  origin: {
    name: '起点',
    text: '予測のときに分かっている最後の行です。過去に動かすと、そのときネットワークが何を予測したかを、実際の値と並べて見られます。',
  },
  band: {
    name: '予測の帯',
    text: '値が入ると見込まれる範囲。80 % の帯なら、5 回に 1 回外れるのがちょうどよい幅です。',
  },
};
