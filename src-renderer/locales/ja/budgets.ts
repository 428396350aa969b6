/** How long a training may take, and what is chosen for that. */
export const budgets = {
  label: '学習にかける時間',
  fitTo: '時間に合わせて学習を設定',
  minute: '1 分',
  fiveMinutes: '5 分',
  twentyMinutes: '20 分',
  asLongAsItLearns: '損失が下がるかぎり',
  byHand: '自分で決める',
  measuring: 'このコンピューターでの学習の速さを測っています…',
  estimate: 'このコンピューターで約 {time}：{steps} ステップ、パラメーター {parameters} 個。',
  estimateOfRuns: 'このコンピューターで約 {time}：実験 {runs} 件。',
  chosen:
    '選んだ設定：{layers}、{optimizer}（学習率 {rate}、{schedule}）、バッチ {batch} × {sequence}。どの値も変えられます。',
  why: '選んだ設定とその理由',
  forYou: 'このテキスト向け',
  forYouText: '似たテキストと同じ時間で前もって測り、最も良かった大きさです。',
};

/** Why a setting was chosen. */
export const recipeReasons = {
  'size-for-time':
    '{units} ユニットの層を {layers} 層：このようなテキスト（{tokens} トークン）とこの時間には、測定の結果からこの大きさが最も適しています。',
  'size-for-data': '{tokens} トークンのテキストでは、ネットワークをこれ以上大きくしても良くなりません。',
  template: 'ネットワークは、選んだもの、またはこのようなデータによく使われるものです。',
  'small-batches': '{batchSize} × {sequenceLength} トークンの小さなバッチなので、同じ時間で多くのステップを進めます。',
  rate: '学習率 {learningRate} 程度では、このようなネットワークは、これより低いと続く停滞を抜け出し、発散もしませんでした。',
  schedule: '学習率は {warmupSteps} ステップかけて上がり、{steps} ステップ目に向けて 0 まで下がります。',
  dropout: 'ドロップアウト {rate} で、{tokens} トークンの丸暗記を防ぎます。',
  'epochs-by-time': 'このコンピューターの速さを測ると、この時間に収まるのは {epochs} エポックです。',
  'epochs-by-data': '{epochs} エポックで十分です。それ以上はデータの丸暗記になるので、残りの時間は使いません。',
  'until-it-stops-learning':
    '検証損失が {patience} エポック良くならないと学習率を下げ、{earlyStopping} エポック良くならないと学習を終えます。',
  'restores-best': '検証損失が {patience} エポック良くならないと学習を終え、最も良かった時点に戻します。',
  'keeps-best': '検証損失が最も良かった時点の重みを残します。',
  'busy-machine': 'このコンピューターは今ほかの処理で忙しく、このままだと約 {slowdown} 倍の時間がかかります。',
};
