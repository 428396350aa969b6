export const palette = {
  title: '移動と操作',
  search: '検索',
  hint: '画面、考え方、設定、実験、データセット、操作…',
  nothing: '「{query}」は見つかりません。',
  move: '移動',
  choose: '決定',
  groups: {
    recent: '最近使ったもの',
    pages: '画面',
    actions: '操作',
    ideas: '考え方',
    panels: 'パネル',
    fields: '設定項目',
    runs: '実験',
    datasets: 'データセット',
    models: 'モデル',
  },
  newRun: '新しい実験',
  newModel: '新しいモデル',
  import: 'ファイルを取り込む…',
  export: '実験を書き出す…',
  pause: '学習を一時停止',
  resume: '学習を再開',
  themes: { system: 'テーマ：システムに合わせる', dark: 'テーマ：ダーク', light: 'テーマ：ライト' },
  language: '言語',
  sheet: 'キーボードショートカット',
  unnamed: '名前のないモデル',
};

export const shortcutsSheet = {
  title: 'キーボードショートカット',
  text: 'すべての操作は Tab、Enter、矢印キーでできます。次のキーを使うと、さらに速く操作できます。',
  here: 'この画面',
};

export const shortcuts = {
  places: {
    everywhere: 'どの画面でも',
    run: '実験の画面',
    builder: 'モデルビルダー',
    playground: 'プレイグラウンド',
    charts: 'フォーカスのあるグラフ',
    panes: 'ペインの境界線',
  },
  everywhere: {
    palette: '移動と操作',
    sheet: 'この一覧',
    sidebar: 'サイドバーをたたむ、開く',
    notifications: 'お知らせへ移る',
  },
  run: { pauseOrResume: '一時停止、再開' },
  builder: {
    undo: '元に戻す',
    redo: 'やり直す',
    select: '層を選ぶ',
    move: '層を上下に動かす',
    duplicate: '層を複製する',
    remove: '層を削除する',
  },
  playground: {
    generate: '生成する',
    token: '生成した文章の中を移動する',
    rivals: 'その位置のほかの候補を見る',
  },
  charts: {
    crosshair: '十字線を動かす',
    far: '十字線を 10 倍動かす',
    zoom: '拡大、縮小',
    pan: '拡大した範囲を動かす',
    whole: '全体を表示する',
  },
  panes: { resize: '幅を変える', far: '幅を大きく変える', ends: '最も狭く、最も広くする' },
};

export const notFound = {
  title: 'ページがありません',
  text: 'アドレス {path} に当たる画面はありません。入力の誤りか、別のバージョンのアドレスかもしれません。',
  search: 'スタジオ内を検索',
};
