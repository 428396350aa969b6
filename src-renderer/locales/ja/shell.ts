export const shell = {
  places: '画面',
  breadcrumb: '現在の場所',
  skip: '本文へ移動',
  start: 'はじめに',
  datasets: 'データセット',
  models: 'モデル',
  runs: '実験',
  playground: 'プレイグラウンド',
  insight: '内部観察',
  lessons: 'レッスン',
  settings: '設定',
  training: '{count} 件を学習中',
  notifications: 'お知らせ',
  lost: '接続が切れました。',
  lostDetail: 'スタジオのホストが応答しません。自動で再接続を試みています。入力した内容は失われません。',
  retryNow: '今すぐ再接続',
  upgrade: {
    title: 'データベースを更新しています：{percent} %',
    detail: '更新の前に、今のデータベースをバックアップしています。終わるとスタジオが開きます。',
  },
  silent: {
    training: '学習のエンジンが {time} 応答していません。',
    trainingDetail:
      '長い計算の途中か、止まっています。すぐに終了すると、最後のチェックポイント以降の学習は失われますが、そこから再開できます。',
    requests: '生成と観察のエンジンが {time} 応答していません。',
    requestsDetail: '長い計算の途中か、止まっています。すぐに終了しても、必要になれば自動で起動し直します。',
    end: 'すぐに終了',
    wait: '待つ',
  },
  status: { connecting: '接続中', ready: '待機中', training: '学習中', lost: '切断' },
  access: { look: '閲覧のみ', use: '閲覧と生成' },
  accessHelp: {
    look: 'この画面を開いたトークンでは閲覧だけができ、変更はできません。',
    use: 'この画面を開いたトークンでは閲覧と文章の生成ができ、変更はできません。',
  },
  job: '{state}：{name}',
  jobProgress: '{name} の進み具合',
  left: '残り {time}',
  rate: '{rate} トークン/秒',
  rowRate: '{rate} 行/秒',
  pause: '{name} を一時停止',
  resume: '{name} を再開',
  fold: 'サイドバーをたたむ',
  unfold: 'サイドバーを開く',
  speed: '{rate} GFLOP/s',
  engineHelp: '計算に使うプログラムとスレッド数です。',
  speedHelp: 'このコンピューターが行列を掛け合わせる速さです。1 スレッドで測りました。',
  memoryHelp: 'エンジンが現在使っているメモリの量です。',
  engine: '{backend} × {threads}',
  language: '{code}：{language}。言語を切り替える',
};

export const actions = {
  add: '追加',
  cancel: 'キャンセル',
  close: '閉じる',
  copied: 'コピーしました',
  copy: '{what} をコピー',
  delete: '削除',
  loading: '読み込み中',
  explain: '「{term}」とは',
  retry: 'もう一度試す',
  undo: '元に戻す',
};

export const fields = {
  required: '数値を入力してください。',
  notNumber: '数値ではありません。',
  notInteger: '整数を入力してください。',
  outOfRange: '{min} から {max} までの数値を入力してください。',
};

export const preferences = {
  appearance: '外観',
  textUnit: '言語モデルの損失の単位',
  textUnitHint:
    '実験・チェックポイント・スイープの一覧で、トークンあたりの損失（ナット）に並べて表示します。トークナイザーの違う実験も比べられます。',
  theme: 'テーマ',
  themes: { system: 'システムに合わせる', dark: 'ダーク', light: 'ライト' },
  language: '言語',
  engine: 'エンジンとデータ',
  version: 'バージョン',
  backends: 'バックエンド',
  threads: 'スレッド',
  dataFolder: 'データフォルダー',
  dataFolderHint:
    'テキスト、実験、チェックポイントは、データフォルダーの 1 つのファイルに保存されます。フォルダーをコピーすれば、すべてをバックアップできます。',
};
