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
  markRemoved: 'ファイル先頭のバイト順マーク（BOM）は取り除きました。',
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
  'moby-dick': 'ハーマン・メルヴィルの 1851 年の小説『白鯨』（英語、全 135 章）。大きなモデルにも十分な分量です。',
  'japanese-sentences':
    '「」の会話を含む、やさしい日本語の小さな場面。文法から生成したので、小さなネットワークでもすぐに覚えます。',
  'embedded-reber':
    '1997 年の LSTM 論文の文法。どれだけ間が空いても、最後から 2 番目の記号が 2 番目の記号を繰り返します。',
  brackets:
    "正しく入れ子になった ( )、[ ]、{'{'} {'}'}（深さ 8 まで）。閉じるには、どう開いたかを覚えていなければなりません。",
  'equal-counts': 'a と同じ数の b（1〜20 個）。数えることが必要な、最も単純な言語です。',
  'two-digit-addition': '12+34=46 のような足し算。繰り上がりをネットワークが自分で見つけなければなりません。',
  'first-names':
    '英語圏の名前およそ8,800件に、女性名か男性名かのラベルを付けたもの。多くは名前の終わり方で分かりますが、両方に使われる名前もあります。',
  'temporal-order':
    '1997年の LSTM 論文の課題6a。およそ100文字の雑音の中に X か Y が2回現れ、その順序がクラスになります。',
  'adding-problem':
    '1997年の LSTM 論文の実験4。およそ50個の数のうち、印の付いた2つの和を求めます。文章ではなく数値です。',
};
