/** The first page. */
export const start = {
  watch: {
    title: '学習を眺める',
    text: 'でたらめな文字が、1 分で言葉になります。ネットワークがこのコンピューターで「{text}」を読み、書く文章、下がっていく損失、ゲートの動きが、そのまま見えます。',
    action: '学習を眺める',
    preparing: 'テキストを用意しています…',
    measuring: 'コンピューターの速さを測っています…',
    starting: '始めています…',
    runName: '{text}（1 分）',
    sees: {
      text: 'ステップごとに書く文章',
      loss: '下がっていく損失とパープレキシティ',
      inside: '1 文字ごとのゲートと記憶',
    },
  },
  drop: {
    title: 'テキストや表をドロップ',
    text: '小説、日時のある表、ラベル付きの文。ウィンドウのどこにでもドロップできます。中身を読み取って示し、それに合うネットワークを学習させます。',
  },
  course: {
    title: 'レッスンを開く',
    text: 'ゲート、勾配消失、温度、早期終了。1 つ 1 つの考え方を短く説明し、試せる場所へ案内します。',
    action: 'レッスンを開く',
  },
  recent: { title: '最近の実験', all: 'すべての実験', best: '最良 {loss}' },
};

/** The trained networks that come along with the studio. */
export const networks = {
  title: '学習済みのネットワーク',
  text: 'スタジオに付属するネットワークです。どれも、付属のテキストで数分間学習したものです。',
  'moby-dick-writer': {
    name: '白鯨（英語の書き手）',
    text: 'メルヴィルのような英語の文章を、1 文字ずつ書きます。',
  },
  'japanese-writer': {
    name: '小さな文（日本語の書き手）',
    text: '「」の会話を交えて、日常の小さな場面を日本語で書きます。',
  },
  'first-names-classifier': {
    name: '英語の名前（分類モデル）',
    text: '英語の名前のつづりから、女性の名前か男性の名前かを見分けます。',
  },
  parameters: 'パラメーター {n} 個',
  write: '書かせてみる',
  writeAgain: 'もう一度書く',
  written: '「{name}」が書いた文章',
  actionOf: '{action}：{name}',
  try: '試してみる',
  lookInside: '中を見る',
  actions: '{name} の操作',
  remove: '取り除く',
  removed: '「{name}」を取り除きました。',
  bringBack: '元に戻す',
  removedOnes: '{n} 個のネットワークを取り除いてあります。',
  opening: '付属のネットワークを開いています…',
};
