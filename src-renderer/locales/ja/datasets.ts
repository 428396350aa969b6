export const datasets = {
  paste: 'テキストを貼り付け',
  choose: 'ファイルを選ぶ',
  dropHere: 'ここにテキストファイルをドロップして追加',
  dropHint: 'テキストファイルは、このウィンドウのどこにドロップしても追加できます。',
  importing: '{name} を追加しています…',
  imported: '{name} を追加しました。',
  importedMany: '{count} 件のテキストを追加しました。',
  importFailed: '{name}：{reason}',
  emptyTitle: '学習させるテキストを追加しましょう',
  emptyText:
    '小説、戯曲、メモ、ソースコードなどの .txt ファイルを、このウィンドウのどこかにドロップしてください。1 メガバイトほどが目安です。下のサンプルから始めることもできます。',
  samples: 'サンプルテキスト',
  addSample: '{name} を追加',
  name: '名前',
  size: 'サイズ',
  characters: '文字数',
  vocabulary: '語彙',
  added: '追加日時',
  text: 'テキスト',
  characterCount: '{n} 文字',
  pasteHint: 'モデルに学習させるテキストを貼り付けるか、入力してください。',
  pastedName: '貼り付けたテキスト',
  addText: 'テキストを追加',
  train: 'このテキストで学習',
  preview: 'プレビュー',
  previewCut: '全 {all} 文字のうち、先頭の {shown} 文字です。',
  showMore: 'もっと表示',
  frequencies: '文字の頻度',
  frequenciesAll: '{count} 種類',
  frequenciesCut: '{all} 種類のうち {shown} 種類',
  character: '文字',
  share: '割合',
  count: '回数',
  runs: 'このテキストでの学習',
  noRuns: 'まだ学習に使われていません。',
  deleteTitle: '{name} を削除しますか？',
  deleteText: 'スタジオ内のコピーを削除します。元のファイルはそのまま残ります。',
  deleted: '{name} を削除しました。',
};

/** By sample id. */
export const samples = {
  'moby-dick':
    'ハーマン・メルヴィルの 1851 年の小説『白鯨』（英語）。長い文と豊かな語彙。大きなモデルにも十分な分量です。',
  'formal-language':
    '括弧が正しい順に閉じるなど、厳密な規則に従って生成した文字列。小さなモデルでも学習でき、数を数えられるかが目で見てわかります。',
};
