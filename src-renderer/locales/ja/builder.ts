export const models = {
  title: 'モデル',
  newModel: '新しいモデル',
  own: '自分のモデル',
  templates: 'テンプレート',
  templatesHint: 'ここから始めて、自由に変更できます。',
  noneTitle: 'まだ自分のモデルがありません',
  noneText: '空の状態から、または下のテンプレートから始めてください。組み立てたモデルは自動で保存されます。',
  untitled: '無題のモデル',
  name: '名前',
  network: 'ネットワーク',
  task: 'タスク',
  parameters: 'パラメーター数',
  dataset: 'データセット',
  changed: '変更日時',
  parameterCount: '{n} パラメーター',
  pair: '2 つの実験',
  remove: '{name} を削除',
  copy: '{name} を複製',
  copyName: '{name}（コピー）',
  noRecurrent: '再帰層なし',
};

/** By template id. */
export const templates = {
  'course-classifier': {
    name: '講義の文分類モデル',
    text: '単語ベクトルと 2 層の LSTM で文を 5 種類に分類します。講義と同じ 20,223,927 パラメーター。',
  },
  'char-rnn-s': { name: '文字単位（小）', text: '1 文字ずつ文章を書きます。数分で学習できます。' },
  'char-rnn-m': { name: '文字単位（中）', text: '1 メガバイト前後のテキストから、言い回しや句読点を覚えます。' },
  'char-rnn-l': {
    name: '文字単位（大）',
    text: '最も自然に書きますが、一晩ほどかかります。埋め込み層とドロップアウト付き。',
  },
  'word-lm': { name: '単語単位', text: '単語の言語モデル。埋め込み層と 2 層の LSTM です。' },
  'bi-lstm-classifier': { name: '双方向の分類モデル', text: '文章を前からも後ろからも読んでから、クラスを決めます。' },
  'bi-lstm-tagger': {
    name: '双方向のタグ付けモデル',
    text: '文を前からも後ろからも読み、トークンごとにタグ（人名、日付、品詞など）を付けます。',
  },
  'char-classifier': {
    name: '文字単位の分類モデル',
    text: '1 文字ずつ最後まで読んでから、クラスを決めます。名前や記号列、日本語のように単語を空白で区切らない文章に向いています。',
  },
  'lstm-predictor': { name: '数値の予測モデル', text: '数値の表を一定の長さだけ読み、その後に続く値を予測します。' },
  forecaster: {
    name: '時系列の予測モデル',
    text: '数値の表の過去を読み、先の何行もを一度に予測します。予測には、値の 80% が入ると見込まれる帯が付きます。',
  },
  anomalies: {
    name: '異常検知モデル',
    text: '数値の表の過去を読み、予想から大きく外れた値を見つけます。急な突出、欠落、水準の変化などです。',
  },
  'series-classifier': {
    name: '数値の系列の分類モデル',
    text: 'センサーの記録のような、長さがまちまちな数値の系列のクラスを判定します。どのステップを重く見るかは注意機構が決めます。',
  },
};

export const builder = {
  fromPreset: 'このモデルの層を自分で組み替える',
  name: '名前',
  dataset: 'データセット',
  noDataset: '未選択',
  task: 'タスク',
  undo: '元に戻す',
  redo: 'やり直す',
  saving: '保存中…',
  saved: '保存済み',
  saveFailed: '未保存',
  saveFailedHint: '最後の変更をホストに渡せませんでした。このウィンドウに残してあり、接続が戻ると送り直します。',
  train: '学習を開始',
  trainBoth: '両方を学習',
  gone: 'このモデルはもうありません',
  goneText: '削除されています。新しく作るか、別のモデルを開いてください。',
  toModels: 'モデルへ',
  palette: 'パレット',
  groups: { input: '入力', recurrent: '再帰', pooling: 'プーリング', other: '中間と出力' },
  add: '{name} を追加',
  paletteHint: '層をスタックへドラッグするか、押すと選択中の層の下に追加されます。',
  views: '表示',
  view: { stack: 'スタック', table: '表', variance: '分散', json: 'JSON' },
  stack: '層',
  input: '入力',
  tokens: '{n} 種類のトークン',
  features: '1 ステップに {n} 個の数値',
  emptyTitle: '空のスタック',
  toTemplates: 'テンプレートを選ぶ',
  emptyText: 'パレットから層をここへドラッグするか、ボタンを押してください。トークンは上から入り、予測は下から出ます。',
  duplicate: '{name} を複製',
  remove: '{name} を取り除く',
  stackKeys: '↑ ↓ 選択 · Alt ↑ ↓ 移動 · Delete 削除 · {duplicate} 複製',
  added: '{name} を {count} 層中の第 {place} 層に追加しました。',
  moved: '{name} は {count} 層中の第 {place} 層になりました。',
  full: '層は {count} 個までです。',
  removedLayer: '{name} を取り除きました。',
  layerTitle: '第 {n} 層（{name}）',
  problemCount: '{count} 件の問題',
  fix: '直す',
  fixLabel: '直す：{what}',
  ready: '学習を始められます',
  invalidField: '印の付いた欄を直してください',
  chooseDataset: 'データ未選択',
  measuring: 'トークンを数えています…',
  panels: '設定',
  layerTab: '層',
  trainingTab: '学習',
  nothingSelected: '層を選ぶと、設定を見たり変えたりできます。',
  does: 'はたらき',
  shape: '出力の形',
  parameters: 'パラメーター数',
  memory: '学習時のメモリ',
  multiplyAdds: '1 トークンの積和演算',
  macs: '{n} 積和',
  fromDataset: 'データセットで決まります',
  total: '{n} パラメーター',
  totalMemory: '学習に {size}',
  epochTime: 'この環境で 1 エポック約 {time}',
  ratio: 'パラメーター：サンプル',
  ratioValue: '{n} : 1',
  inverseRatio: '1 : {n}',
  ratioLow:
    'サンプルあたりのパラメーターは {limit} 個未満です。この種のネットワークで最も良かったものも、これくらいの大きさでした。',
  ratioHigh:
    'サンプルあたりのパラメーターが {limit} 個を超えています。最も良かったネットワークに、これほど大きなものはありません。丸暗記するおそれがあります。モデルを小さくするか、ドロップアウトかテキストを増やしてください。',
  ratioUnknown: 'データセットを選ぶと比べられます。',
  copyTable: '表をコピー',
  copied: '表をコピーしました。',
  tableLabel: '要約表',
  jsonLabel: 'モデルの JSON',
  jsonHint: 'モデルとして読めた時点で反映されます。省いた設定には標準の値が入ります。',
  jsonSyntax: 'JSON ではありません：{line} 行 {column} 列に「{found}」は置けません。',
  jsonIncomplete: 'JSON ではありません：{line} 行 {column} 列に何か足りません。',
  jsonSyntaxPlain: 'JSON ではありません。',
  jsonAt: '{path}：{message}',
  jsonReset: 'スタックの JSON に戻す',
  rival: '並べて学習',
  rivalNone: 'なし',
  rivalHint: '同じ構成、データ、シードで、セルだけが異なる 2 つ目の実験です。',
  rivalOption: '{name} に替えたもの',
  tiedToFrozen: '埋め込みは学習されないため、この重みも変わりません。学習するのはバイアスだけです。',
};

/** Fields of layers. */
export const layerFields = {
  epsilon: 'イプシロン ε',
  attentionUnits: 'アテンションのユニット数',
  task: 'タスク',
  kind: '入力',
  vocabularySize: '語彙の大きさ',
  size: '1 ステップの数値の数',
  units: 'ユニット数',
  dim: '次元数',
  rate: '割合',
  trainable: '学習する',
  heads: 'ヘッド数',
  tied: '埋め込みの重みを共有する',
  initializer: '初期値',
  activation: '活性化関数 φ',
  function: '関数',
  recurrentActivation: 'ゲートの活性化関数 σ',
  returnSequences: '系列を返す',
  bidirectional: '方向',
  recurrentDropout: '再帰ドロップアウト',
  kernelInitializer: 'カーネルの初期値',
  recurrentInitializer: '再帰カーネルの初期値',
  forgetBias: '忘却バイアス',
};

/** Groups of fields. */
export const fieldGroups = {
  cell: 'セル',
  sequence: '系列',
  initial: '初期値',
  tokens: 'テキストの分割',
  steps: 'ステップ',
  optimizer: '最適化手法',
  schedule: '学習率のスケジュール',
  regularisation: '不安定さと過学習への備え',
  stopping: '早期終了',
  checkpoints: 'チェックポイント',
  machine: '乱数と計算',
  comparison: '比較',
};

export const tasks = {
  'language-model': '文章を書く',
  classification: '分類する',
  tagging: 'トークンごとにタグを付ける',
  regression: '数値を予測する',
};

export const inputKinds = { tokens: 'トークン', features: '数値' };

export const directions = { forward: '前から', concat: '双方向（連結）', sum: '双方向（和）' };

export const initializers = {
  xavier_uniform: 'Xavier（一様）',
  xavier_normal: 'Xavier（正規）',
  he_uniform: 'He（一様）',
  he_normal: 'He（正規）',
  orthogonal: '直交',
  uniform: '一様 ±0.05',
  zeros: 'ゼロ',
};

export const schedules = {
  constant: '一定',
  step: '段階的',
  exponential: '指数',
  cosine: 'コサイン',
  'reduce-on-plateau': '停滞したら下げる',
};

export const tokenizers = { character: '文字', word: '単語', byte: 'バイト', bpe: 'バイト対（BPE）' };

export const wordLocales = {
  en: '英語',
  ja: '日本語',
  de: 'ドイツ語',
  fr: 'フランス語',
  es: 'スペイン語',
  zh: '中国語',
  ko: '韓国語',
};

/** Fields of the training that the short form of a new run does not have. */
export const trainFields = {
  momentum: 'モーメンタム',
  nesterov: 'ネステロフ',
  decay: '減衰 ρ',
  epsilon: 'イプシロン ε',
  beta1: 'β₁',
  beta2: 'β₂',
  decayBiases: 'バイアスとゲインも減衰させる',
  weightDecay: '重み減衰',
  schedule: 'スケジュール',
  warmupSteps: 'ウォームアップ（ステップ）',
  everyEpochs: '間隔（エポック）',
  factor: '倍率',
  decayPerEpoch: '1 エポックの倍率',
  finalFactor: '最後の倍率',
  plateauPatience: '待つエポック数',
  minDelta: '改善とみなす幅',
  curve: '学習率は {steps} ステップで {first} から {last} へ',
  curvePlateau: '学習率は {first}。検証損失の改善が止まるたびに下がります',
  curveSteps: '{steps} ステップ',
  l2: 'L2 正則化 λ',
  gradientAccumulation: '勾配を累積するバッチ数',
  labelSmoothing: 'ラベル平滑化',
  bptt: 'BPTT の長さ',
  maxSteps: '最大ステップ数',
  stopEarly: '早期終了する',
  patience: '待つエポック数',
  restoreBest: '最良のエポックに戻す',
  everySteps: '間隔（ステップ）',
  everyMinutes: '間隔（分）',
  everyEpoch: 'エポックごと',
  keepLast: '残す数（最近）',
  keepBest: '残す数（最良）',
  spaceMegabytes: '全体の容量（MB）',
  threads: 'スレッド数',
  automatic: '自動',
  tokenizer: 'トークンの単位',
  locale: '言語',
  bpeSize: '語彙の大きさ',
  minimumFrequency: '残すトークンの最小出現回数',
  leavesOutBlanks: '単語の間の空白をトークンにしない',
};

/** By the code of the problem; `{layer}` and `{before}` are layers by number and kind. */
export const problems = {
  'size-out-of-range': '{layer}の大きさが {value} です。1 以上の整数にしてください。',
  'units-not-divisible': '{layer}のユニット数 {units} は、{field} {value} で割り切れません。',
  'dropout-out-of-range': '{layer}の割合が {value} です。0 以上 1 未満にしてください。',
  'no-layers': 'モデルに層がありません。',
  'no-input-layer': '{layer}はトークンを受け取れません。最初の層は埋め込みか one-hot にしてください。',
  'input-layer-not-first': '{layer}はトークンを受け取るので、最初の層にしか置けません。',
  'input-layer-without-tokens': '{layer}はトークンをベクトルに変えますが、このモデルの入力はすでに数値です。',
  'one-hot-not-followed-by-kernel': '{layer}は one-hot の直後に置けません。間に再帰層か全結合層が必要です。',
  'recurrent-after-last-state': '{layer}には系列が必要ですが、{before}は最後の状態しか渡しません。',
  'recurrent-after-pooling':
    '{layer}には系列が必要ですが、{before}が 1 つのベクトルにまとめています。プーリングは最後の再帰層より後に置いてください。',
  'pooling-without-sequence': '{layer}は系列の各ステップをまとめますが、入ってくるのはすでに 1 つのベクトルです。',
  'language-model-pools': '{layer}は系列全体を 1 つのベクトルにまとめますが、言語モデルはすべての位置で予測します。',
  'softmax-not-last': '{layer}は確率を作るソフトマックスなので、最後の層にしか置けません。',
  'no-output-layer': 'モデルの最後には、ユニットの値を予測に変える全結合層が必要です。',
  'dropout-after-output':
    '{layer}は予測を無作為に消してしまいます。ドロップアウトは最後の全結合層より前に置いてください。',
  'squashed-output':
    '{layer}は、確率になる前の得点を {activation} で押しつぶします。使えるのはソフトマックスだけです。',
  'language-model-without-tokens': '言語モデルはトークンを予測しますが、このモデルの入力は数値です。',
  'language-model-sees-the-future':
    '{layer}は双方向です。言語モデルが予測すべきトークンそのものが見えてしまい、文章を書けません。',
  'language-model-drops-sequence': '{layer}は最後の状態しか渡しませんが、言語モデルはすべての位置で予測します。',
  'tagging-without-tokens': 'タグ付けはトークンごとにクラスを答えますが、このモデルの入力は数値です。',
  'tagging-drops-sequence': '{layer}は最後の状態しか渡しませんが、タグ付けはすべての位置で予測します。',
  'tagging-pools': '{layer}は系列全体を 1 つのベクトルにまとめますが、タグ付けはすべての位置で予測します。',
  'output-is-not-vocabulary': '{layer}は {units} ユニットですが、語彙の {vocabularySize} トークンに 1 つずつ必要です。',
  'tied-not-output': '{layer}は埋め込みの重みを共有していますが、共有できるのは言語モデルの最後の全結合層だけです。',
  'tied-without-embedding': '{layer}は埋め込みの重みを共有していますが、最初の層が埋め込みではありません。',
  'tied-to-other-width':
    '{layer}は幅 {dim} の埋め込みの重みを共有していますが、入力の幅は {width} です。両者は同じでなければなりません。',
  'too-few-classes': '{layer}にはクラスごとに 1 ユニット、少なくとも 2 ユニットが必要です。',
  'sequence-not-reduced': '{layer}は系列を返しますが、予測は系列に 1 つです。最後の状態だけを渡してください。',
  'no-recurrent-layer': '系列をまとめる再帰層がありません。',
};

/** Data that is not made for the model's task, by the task that it is made for. */
export const misfits = {
  'language-model': 'このデータセットはラベルのないテキストです。文章を書くことを学習できます。',
  classification: 'このデータセットはラベル付きの文章です。分類を学習できます。',
  tagging: 'このデータセットはタグ付きのトークンです。タグ付けを学習できます。',
  regression: 'このデータセットは数値です。予測を学習できます。',
};

export const trainingFixes = {
  'hold-back': '10 % を検証用にする',
  'no-early-stopping': '早期終了をオフにする',
  'equal-classes': 'クラスの重みを外す',
};

export const fixes = {
  insert: '{layer} を挿入',
  remove: '{layer}を取り除く',
  set: '{layer}の{field}を {value} にする',
  setInput: '{field}を {value} にする',
  returnSequences: '{layer}が系列を返すようにする',
  lastState: '{layer}が最後の状態だけを渡すようにする',
  forward: '{layer}を前からだけ読むようにする',
  untie: '{layer}に独自の重みを持たせる',
  task: 'タスクを「{task}」に変える',
};
