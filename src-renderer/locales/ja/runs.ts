export const runs = {
  column: {
    name: '名前',
    state: '状態',
    curve: '損失の推移',
    model: 'モデル',
    dataset: 'データセット',
    tags: 'タグ',
    notes: 'メモ',
    epoch: 'エポック',
    best: '最良の検証損失',
    last: '最終検証損失',
    bits: 'ビット／文字',
    bitsPerWord: 'ビット／語',
    bitsPerByte: 'ビット／バイト',
    trainLoss: '学習損失',
    parameters: 'パラメーター数',
    optimizer: '最適化手法',
    learningRate: '学習率',
    batchSize: 'バッチサイズ',
    seed: 'シード',
    speed: 'トークン（行）/秒',
    elapsed: '学習時間',
    disk: 'ディスク',
    created: '開始日時',
  },
  curveText: '損失 {first} → {last}',
  columns: '列',
  filter: '語句で絞り込み',
  allStates: 'すべての状態',
  groupBy: 'まとめ方',
  groupings: { none: 'なし', dataset: 'データセット', model: 'モデル' },
  count: '{n} 件',
  noMatch: '条件に合う実験はありません。',
  noRanking: {
    datasets:
      'データセットが異なる実験を含むため、この並びは優劣を表しません。データセットごとにまとめると比べられます。',
    tasks: 'タスクが異なる実験を含むため、この並びは優劣を表しません。',
    unknownTokens:
      'テキストの区切り方が異なり、まれなトークンを除いた実験は損失が低く見えるため、この並びは優劣を表しません。',
    tokens:
      'テキストの区切り方が異なる実験を含むため、この並びは優劣を表しません。「1 文字あたりのビット数」の列を表示して並べ替えてください。',
  },
  select: '{name} を選択',
  selectAll: 'すべて選択',
  selected: '{n} 件を選択中',
  compare: '比較',
  actions: '操作',
  actionsOf: '{name} の操作',
  sooner: '{name} の順番を早める',
  later: '{name} の順番を遅らせる',
  editTags: '{name} のタグ',
  tagsPlaceholder: 'コンマ区切り',
  editNotes: '{name} のメモ',
  notesPlaceholder: '試したことを書く',
  emptyTitle: 'まだ実験がありません',
  emptyText:
    '1 回の実験で、1 つのモデルが 1 つのテキストから学習します。始めると、損失の変化、文章の例、チェックポイントがすべて残ります。',
};

export const states = {
  queued: '順番待ち',
  running: '学習中',
  paused: '一時停止中',
  finished: '完了',
  stopped: '停止',
  failed: '失敗',
  diverged: '発散',
  interrupted: '中断',
};

/** Times at which runs begin, and go on, by themselves. */
export const queue = {
  title: '待ち行列',
  waiting: '順番を待つ実験はありません。 | {n} 件が順番を待っています。 | {n} 件が順番を待っています。',
  earliest: '{time} までは始まりません。',
  until: '{time} から',
  waitsUntil: 'この実験は順番待ちで、{time} までは始まりません。',
  startAt: '開始時刻（任意）',
  startAtHint: '空欄なら、順番が来次第、始まります。',
  past: 'この時刻は過ぎています。もっと後の時刻にするか、空欄にしてください。',
  beginNow: '今すぐ始める',
  nightsOnly: '夜間だけ学習する',
  nightsOnlyFromTo: '夜間だけ（{from}〜{to}）',
  nightsHint: '朝になると、学習中の実験はチェックポイントを保存して一時停止し、次の夜に続きから学習します。',
  changeHours: '時間帯を変える',
  from: '夜の始まり',
  to: '夜の終わり',
  resumeAfterRestart: '再起動のあと自動で続ける',
  resumeHint:
    '学習中にスタジオやコンピューターが止まったら、最後のチェックポイントから自動で再開します。ただし、続けて 2 回は再開しません。',
  restartQuestion: '「{name}」の学習中にスタジオが終了しました。',
  restartDetail: 'このような実験を、今回から再起動のたびに、最後のチェックポイントから自動で続けますか。',
  restartYes: '自動で続ける',
  restartNo: '自分で再開する',
};

export const newRun = {
  fitBatches: 'テキストに合わせる',
  validationFile: '検証用のファイル…',
  validationFileHint: 'データセットの一部の代わりに、同じ列をもつファイル全体で検証します。',
  validatedBy: '{name}（{rows} 件）で検証します。残りはすべて学習に使います。',
  title: '新しい実験',
  start: '学習を開始',
  dataset: 'データセット',
  datasetOption: '{name}（{n} 文字）',
  name: '名前（任意）',
  namePlaceholder: 'データセットとモデルから自動で付けます',
  preset: 'モデル',
  parameters: 'パラメーター {n} 個',
  training: '学習の設定',
  advanced: '詳細設定',
  resetSettings: '選ばれた設定に戻す',
  summary: '1 エポックは {tokens} トークンずつ {steps} ステップ、{epochs} エポックで {total} ステップです。',
  summarySamples: '1 エポックは {batch} 件ずつ {steps} ステップ、{epochs} エポックで {total} ステップです。',
  samples: '学習に {training} 件、検証に {validation} 件を使います。',
  fix: '印の付いた設定を直すと開始できます。',
  noDataTitle: '学習にはテキストが必要です',
  noDataText: '自分のテキストを追加するか、ワンクリックでサンプルを使ってください。',
  toDatasets: 'データセットへ',
};

export const settings = {
  epochs: 'エポック数',
  learningRate: '学習率',
  batchSize: 'バッチサイズ',
  sequenceLength: '系列長',
  rowsRead: '読む行数',
  rowsReadOpen: 'データから決める',
  seed: 'シード',
  newSeed: 'シードを引き直す',
  optimizer: '最適化手法',
  clip: '勾配クリッピング',
  clipMax: 'クリップの上限',
  validation: '検証用の割合（%）',
  patience: '早期終了までのエポック数',
  checkpointEveryEpoch: 'エポックごとにチェックポイントを保存',
  checkpointEverySteps: '保存の間隔（ステップ）',
  keepLast: '残すチェックポイント数',
  backend: 'バックエンド',
  parameters: 'パラメーター数',
  off: 'なし',
};

export const optimizers = {
  adam: 'Adam',
  adamw: 'AdamW',
  rmsprop: 'RMSProp',
  adagrad: 'AdaGrad',
  momentum: 'モーメンタム SGD',
  sgd: 'SGD',
};

export const clips = { norm: 'ノルム', value: '値', none: 'なし' };

export const backends = {
  auto: '最も速いもの',
  wasm: 'WebAssembly',
  reference: 'リファレンス（float64、低速）',
};

/** The texts of which a classifier reads only the beginning. */
export const cutTexts = {
  summary:
    '{texts} 件のうち {cut} 件（{share}）は {kept} トークンより長いため、そこまでしか読まれません。最長は {longest} トークンです。',
  row: '{n} 行目：',
  cutHere: 'ここで切れます',
  readAll: '最後まで読む',
};
