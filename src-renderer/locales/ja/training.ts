export const classWeights = {
  title: 'クラスの重み',
  equal: 'どのサンプルも同じ重み',
  balanced: '均等：どのクラスも同じ重み',
  byClass: 'クラスごとに指定',
  equalNote: '件数の多いクラスが、学習の大部分を決めます。',
  balancedNote: '少ないクラスほど重くなるため、無視すると損になります。重みは次のとおりです。',
  byClassNote: '各クラスの 1 件をどれだけ重く見るか。1 が通常で、0 にするとそのクラスは学習されません。',
  weightOf: '{label} の重み',
  samples: '{n} 件',
  needsDataset: '先にクラスのあるデータセットを選んでください。クラスごとに重みを付けます。',
  more: 'ほかに {n} クラスあります。',
};

export const vectors = {
  title: 'ファイルの単語ベクトル',
  drop: '単語ベクトルのファイルをここにドロップ',
  hint: 'テキスト形式の GloVe か word2vec（1 行に単語とその数値）。埋め込みを乱数ではなく、このベクトルから始めます。',
  needsWords: 'ベクトルは単語のものです。使うには、トークンの単位を単語にしてください。',
  needsDataset: '先にデータセットを選んでください。その単語をファイルから探します。',
  useWords: '単語にする',
  reading: '単語を探しています…',
  coverage: 'テキストの {share} にベクトルがあります（{words} 語のうち {found} 語、{dim} 次元）。',
  lowerCase: 'うち {n} 語は小文字で見つかりました。',
  missing: 'ベクトルのない語：{words}',
  malformed: '{n} 行はベクトルではありません。',
  trainable: 'ベクトルも学習する',
  frozenNote: '凍結：ベクトルはファイルのままです。',
  remove: 'ベクトルを使わない',
};

export const signals = {
  title: '学習前の各層の分散',
  note: '何も学習していない状態で 1 つのバッチを通したときの各層の出力と、逆向きに伝わる勾配の大きさです。設定されている初期値とシードで実際に計算しています。どちらも、端から端まであまり変わらないのが理想です。',
  noteRandom: 'データセットが未選択のため、乱数で作ったバッチを使っています。',
  layer: '層',
  outputs: '出力',
  gradients: '勾配',
  none: 'なし',
  needsModel: '問題を直すと測定できます。',
  trends: { shrinks: '前の層の {share} 倍に縮小', grows: '前の層の {share} 倍に拡大' },
  kept: '再帰層を通しても、出力の分散は最初の層の {least}～{most} 倍に保たれています。',
  shrinks: '出力の分散は、{layer}までに最初の層の {share} に縮みます。Xavier のような大きめの初期値なら保たれます。',
  grows: '出力の分散は、{layer}までに最初の層の {share} 倍に膨らみます。Xavier のような小さめの初期値なら保たれます。',
  gradientShrinks:
    '逆向きに進む勾配の分散は、{layer}での {share} に縮みます。最初の数層は、初めのうちほとんど学習できません。',
  gradientGrows: '逆向きに進む勾配の分散は、{layer}での {share} 倍に膨らみます。',
  zeroBelow: '{layer}の初期値が 0 のため、初めはそれより前の層に勾配が届きません。1 ステップ後には届きます。',
};
