export const licences = {
  title: 'ライセンス',
  link: '使用しているソフトウェアのライセンス',
  about: 'このアプリについて',
  intro:
    'Kioku Studio は MIT ライセンスで公開されています。以下のパッケージを使用しており、それぞれのライセンスが適用されます。Electron と Chromium のライセンスは、デスクトップ版のプログラムと同じフォルダーにあります。',
  samples: 'サンプルテキスト',
  packages: 'パッケージ',
  noText: 'このパッケージにはライセンス本文が含まれていません。',
  failed:
    'ライセンスの一覧を読み込めませんでした。「npm run build」でビルドし直すか、スタジオをインストールし直してください。',
};
