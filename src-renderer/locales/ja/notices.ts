export const notices = {
  title: '重要なお知らせ',
  dismiss: 'このお知らせを閉じる',
  'write-ahead-log-missing': {
    text: 'スタジオがデータベースを閉じずに終了し、最後の変更が入ったファイル（kioku.db-wal）が失われました。残っているデータに損傷はありません（データセット {datasets} 件、実験 {runs} 件）。それより後の変更は失われました。',
    textWithTime:
      'スタジオがデータベースを閉じずに終了し、最後の変更が入ったファイル（kioku.db-wal）が失われました。残っているデータに損傷はありません（データセット {datasets} 件、実験 {runs} 件、{time} までのチェックポイント）。それより後の変更は失われました。',
    action: '残っているデータを見る',
  },
  'runs-interrupted': {
    text: 'スタジオの終了時に、{count} 件の実験が学習の途中でした。最後のチェックポイントまでは保存されています。',
    action: '再開する',
  },
  'network-file-system': {
    text: 'データフォルダー {folder} はネットワークファイルシステム（{fileSystem}）上にあります。接続が切れたり 2 台のコンピューターから使ったりすると、データベースが壊れることがあります。このコンピューターのディスクに移してください。',
    action: '設定を開く',
  },
  'notification-given-up': {
    text: '「{channel}」に学習の通知を送れなかったため、送信をあきらめました。{detail}',
    action: '設定を開く',
  },
  'upgrade-copy': {
    text: 'データベースを更新しました。更新前のバックアップ（{megabytes} MB）を {date} まで残します。問題がなければ、今すぐ削除できます。',
    action: 'バックアップを削除',
  },
};
