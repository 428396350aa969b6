/** The words of the Japanese sample sentences. */

/** A predicate with what belongs before it, in the forms that the sentences need. */
export interface Action {
  /** 見る */
  plain: string;
  /** 見て */
  te: string;
  /** 見た */
  past: string;
}

/** Someone, where they may be and what they may do there. */
export interface Cast {
  names: readonly string[];
  places: readonly string[];
  actions: readonly Action[];
}

/** A thing and what may be said of it: the stems of い-adjectives. */
export interface Thing {
  name: string;
  adjectives: readonly string[];
}

/** The te and past endings of godan verbs, by the last syllable of the plain form. */
const godanEndings: Readonly<Record<string, readonly [string, string]>> = {
  く: ['いて', 'いた'],
  ぐ: ['いで', 'いだ'],
  す: ['して', 'した'],
  う: ['って', 'った'],
  つ: ['って', 'った'],
  る: ['って', 'った'],
  む: ['んで', 'んだ'],
  ぶ: ['んで', 'んだ'],
};

function godan(plain: string): Action {
  const stem = plain.slice(0, -1);
  const [te, past] = godanEndings[plain.slice(-1)];
  return { plain, te: stem + te, past: stem + past };
}

/** Verbs in る that only lose it. */
function ichidan(plain: string): Action {
  const stem = plain.slice(0, -1);
  return { plain, te: `${stem}て`, past: `${stem}た` };
}

export const people: Cast = {
  names: [
    ...['少年', '少女', '母', '父', '祖母', '祖父', '姉', '弟', '先生', '医者', '画家', '漁師', '大工', '旅人', '学生'],
    ...['駅員', '店の主人', '隣の老人', '若い女', '郵便屋', '宿の娘', '白髪の男', '船乗り', '写真家', '友人'],
  ],
  places: [
    ...['庭', '台所', '窓辺', '駅前', '港', '川辺', '公園', '縁側', '茶の間', '海岸', '橋の上', '坂の途中', '木の下'],
    ...['小さな店', '古い家', '二階の部屋', '学校の裏', '静かな町', '丘の上', '神社の前'],
  ],
  actions: [
    ...['本を読む', '新聞を読む', '手紙を書く', 'お茶を飲む', '窓を拭く', '魚を焼く', '歌を歌う', '写真を撮る'].map(
      godan,
    ),
    ...['絵を描く', '音楽を聴く', '靴を磨く', '友達を待つ', '昔のことを思い出す', '黙って座る', '一人で笑う'].map(
      godan,
    ),
    ...[
      '帽子を脱ぐ',
      '傘を開く',
      '古い時計を直す',
      '遠い国の話を話す',
      '林檎の皮をむく',
      '荷物を運ぶ',
      '子供を呼ぶ',
    ].map(godan),
    ...['空を見上げる', '海を眺める', '弁当を食べる', '花に水をあげる', '猫を抱き上げる', '明かりをつける'].map(
      ichidan,
    ),
    ...['夕焼けを見る', '雨の音に耳を傾ける', '手紙を封筒に入れる', '小さな箱を開ける', '旅の計画を立てる'].map(
      ichidan,
    ),
  ],
};

export const cats: Cast = {
  names: ['猫', '黒猫', '子猫', '三毛猫', '隣の猫', '犬', '老いた犬', '白い犬'],
  places: ['屋根の上', '縁側', '窓辺', '塀の上', '庭', '机の下', '日なた', '台所', '路地', '布団の上'],
  actions: [
    ...['眠る', '鳴く', '水を飲む', '静かに座る', '耳を動かす', '丸くなる', '魚をねらう', '尾を振る'].map(godan),
    ...['窓の外を見る', 'こちらを見る', '前足をなめる', '目を細める', '蝶を追いかける', 'あくびを続ける'].map(ichidan),
  ],
};

export const birds: Cast = {
  names: ['鳥', '雀', '鴉', '白い鳥', '小さな鳥', '燕', '鳩', '鶯'],
  places: ['枝の上', '屋根の上', '電線の上', '梅の木', '畑', '林の奥', '池のそば'],
  actions: [
    ...['鳴く', '歌う', '虫をついばむ', '体を揺らす', '首をかしげて鳴く'].map(godan),
    ...['羽を広げる', '空を見る', '羽を休める', '風に耐える', '仲間を呼び続ける'].map(ichidan),
  ],
};

/** Phrases of an event and its subject. */
export const events: readonly Action[] = [
  ...['雨が降る', '雪が降る', '風が吹く', '虫が鳴く', '星が光る', '波が光る', '花が散る', '蝉が鳴く'].map(godan),
  ...['日が暮れる', '月が出る', '木の葉が揺れる', '霧が晴れる', '夜が明ける', '雲が流れる', '波が寄せる'].map(ichidan),
];

/** Sounds that are heard from far away. */
export const sounds: readonly Action[] = [
  ...['鐘が鳴る', '雷が鳴る', '汽笛が鳴る', '誰かが笑う', '子供が騒ぐ', '馬がいななく'].map(godan),
  ...['犬が吠える', '祭りの笛が聞こえる', '船の音が聞こえる'].map(ichidan),
];

export const things: readonly Thing[] = [
  { name: '空', adjectives: ['青', '高', '暗', '明る'] },
  { name: '海', adjectives: ['青', '広', '深', '暗'] },
  { name: '風', adjectives: ['冷た', '強', '弱', '暖か', '涼し'] },
  { name: '月', adjectives: ['丸', '白', '明る', '美し'] },
  { name: '山', adjectives: ['高', '遠', '青', '白'] },
  { name: '道', adjectives: ['長', '細', '狭', '暗'] },
  { name: '夜', adjectives: ['長', '短', '暗', '涼し'] },
  { name: '花', adjectives: ['赤', '白', '美し', '小さ'] },
  { name: 'お茶', adjectives: ['熱', 'うま', '薄', '苦'] },
  { name: '水', adjectives: ['冷た', '浅', '深', '青'] },
  { name: '部屋', adjectives: ['広', '狭', '暗', '暖か', '寒'] },
  { name: '庭', adjectives: ['広', '狭', '明る', '美し'] },
  { name: '町', adjectives: ['古', '新し', '小さ', '美し'] },
  { name: '川', adjectives: ['広', '浅', '深', '冷た'] },
  { name: '声', adjectives: ['高', '低', '小さ', '優し'] },
  { name: '手', adjectives: ['冷た', '暖か', '白'] },
];

export const times: readonly string[] = [
  ...['朝', '昼過ぎ', '夕方', '夜', '翌朝', '昨日', '今朝', 'ある日', '日曜日', '雨の朝', '春の午後', '夏の夜'],
  ...['秋の夕暮れ', '冬の朝', '祭りの夜', '月の明るい夜', 'その日の午後', '夜明け前', 'しばらくして', 'それから'],
];

export const destinations: readonly string[] = [
  ...['駅', '海', '町', '山', '学校', '図書館', '市場', '病院', '港', '森', '川', '神社', '丘', '隣の村'],
];

export const questions: readonly string[] = [
  ...[
    'どこへ行くの',
    '何を見ているの',
    '誰を待っているの',
    'お腹がすいたかい',
    '寒くないかい',
    'いつ帰るの',
    '猫はどこ',
  ],
  ...['あの山の向こうには何があるの', 'この音は何だろう', '手紙は来たかい', '明日は晴れるだろうか', '一緒に行かないか'],
];

export const remarks: readonly string[] = [
  ...['もう帰ろう', 'また明日', 'おやすみ', 'ありがとう', '少し休もう', '大丈夫', 'そうかもしれない', 'まだわからない'],
  ...[
    '雨が降りそうだ',
    '手紙が来たよ',
    '魚が焼けたよ',
    'ここは静かだね',
    '知らない',
    '忘れてしまった',
    'きっと晴れるよ',
  ],
  ...['もう少し待とう', '海が見たい', '夢を見ていた', '何でもない', '名前はまだない'],
];
