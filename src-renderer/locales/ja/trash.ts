export const trash = {
  title: '最近削除した項目',
  text: 'まだ元に戻せます。1 分後に完全に削除され、ディスクの空きが増えます。',
  deleted: '{name} を削除しました。',
  deletedMany: '{count} 件を削除しました。',
  checkpointDeleted: '{name}：ステップ {step} のチェックポイントを削除しました。',
  checkpoint: '{name}、ステップ {step}',
  kinds: { run: '実験', dataset: 'データセット', checkpoint: 'チェックポイント', model: 'モデル' },
  restore: '{name} を元に戻す',
  restoreShort: '元に戻す',
  empty: '今すぐディスクを空ける',
};
