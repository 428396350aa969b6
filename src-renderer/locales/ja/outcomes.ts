/** How trainings ended, and what to think of it. */
export const outcomes = {
  stoppedEarly: '早期終了',
  atEpochWithBest: 'エポック {epoch}、最良 {best}',
  atEpoch: 'エポック {epoch}',
  atStep: 'ステップ {step}',
  whatAndWhere: '{what}（{where}）',
  stoppedBySweep: 'スイープが停止',
  atRung: '段 {rung}',
  why: {
    patience:
      '検証損失が 1 エポック改善しませんでした。 | 検証損失が 1 エポック改善しませんでした。 | 検証損失が {n} エポック続けて改善しませんでした。',
    restored: '最良のエポックの重みに戻しました。',
    loss: '損失が {loss} になりました。健全な学習なら {limit} を超えません。',
    lossNotFinite: '損失が有限の数でなくなりました。',
    validationLoss: '検証損失が {loss} になりました。健全な学習なら {limit} を超えません。',
    validationLossNotFinite: '検証損失が有限の数でなくなりました。',
    gradient: '勾配が有限の数でなくなりました。',
    parameters: '重みが有限の数でなくなりました。',
    end: '最後まで損失が大きすぎるままでした。',
  },
  sentences: '{first}{second}',
  title: '結果',
  stillFalling: '損失はまだ下がっていました。',
  moreEpochs: 'あと 1 エポック学習する | あと 1 エポック学習する | あと {n} エポック学習する',
  noBetterSince: 'エポック {epoch} から良くなっていません。',
  learnsByHeart: '学習損失は下がり続けたので、そこからはデータを丸暗記しています。',
  learntNothing: '何も学習できていません。どのエポックも当てずっぽうと変わりませんでした。',
  lowerRate: '学習率を下げて分岐する',
  beginAnew:
    '分岐できるチェックポイントが残っていません。学習率を下げるか、勾配クリッピングを使って、新しい実験を始めてください。',
  levelledOff: '損失は下げ止まりました。もう 1 エポック学習しても、改善は 0.001 未満です。',
};
