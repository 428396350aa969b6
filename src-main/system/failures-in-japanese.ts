import type { RelayedError } from '../contract/errors.ts';

/** The reasons that keep a host from starting, files from being opened, or a training from going on: by code, or by code and reason. */
const sentences: Readonly<Record<string, string>> = {
  'data-folder-unwritable': 'データフォルダーに書き込めません。権限を変えるか、別のフォルダーを選んでください。',
  'data-folder-locked': '別のスタジオがデータフォルダーを使っています。先にそちらを閉じてください。',
  'folder-refused.gone':
    'データフォルダー {folder} がありません。ディスクをつないでからもう一度試すか、別のフォルダーを選んでください。',
  'database-newer':
    'データフォルダーは、より新しい版のスタジオで使われています。その版をインストールするか、別のフォルダーを選んでください。',
  'database-damaged': 'データベースが壊れています。バックアップをデータフォルダーに戻してください。',
  'upgrade-needs-room':
    'このバージョンではデータベースの更新が必要で、その前にバックアップを作りますが、ディスクの空きが足りません。何も変更していません。空きを作ってから、もう一度試してください。',
  'disk-full': 'ディスクがいっぱいです。保存済みのものは無事です。空きを作ってから、もう一度試してください。',
  'invalid-data.unreadable': '「{name}」を読めないか、もうありません。もう一度選んでください。',
  'diverged.training':
    'ステップ {step} で損失が際限なく大きくなりました。学習率を下げるか勾配クリッピングを使って、新しい実験を始めてください。',
  'out-of-memory.engine': 'メモリが足りません。モデル、バッチ、系列のいずれかを小さくしてください。',
  'out-of-memory.training':
    '学習には約 {needed} MB が必要ですが、使えるのは {available} MB です。モデル、バッチ、系列のいずれかを小さくしてください。',
  'engine-failed.ended': 'エンジンのプロセスが予期せず終了しました。保存済みのものは無事です。もう一度試してください。',
  'engine-failed.does-not-start': 'エンジンのプロセスが起動しません。詳しくはログにあります。',
  'internal.host-ended': 'スタジオのホストが終了しました。少し待ってから、もう一度試してください。',
  'internal.gave-up':
    'データを管理している部分が 3 回続けて終了しました。保存済みのものは無事です。詳しくはログにあります。',
};

/** The rest is told by the studio's own window; what never comes to be seen there, in the words of the program. */
export function inJapanese({ code, message, details }: RelayedError): string {
  const sentence = sentences[`${code}.${details['reason'] ?? ''}`] ?? sentences[code];
  if (sentence === undefined) return `問題が起きました。\n${message}`;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
}
