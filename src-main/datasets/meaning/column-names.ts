/** Names that say what a column holds, in English and Japanese. */
const patterns = {
  label: /^(label|labels|class|category|target|gender|sex|sentiment|topic|tag|y|ラベル|分類|クラス|カテゴリー?)$/i,
  text: /^(text|texts|sentence|content|body|message|review|comment|utterance|document|tweet|headline|title|question|本文|文|文章|テキスト|レビュー|コメント|見出し)$/i,
  time: /^(t|time|times|date|dates|datetime|date[ _-]?time|timestamp|ts|day|month|year|week|quarter|hour|minute|second|period|when|ds|日付|日時|日|月|年|年月|年月日|時刻|時間|時|週|四半期)$/i,
  series:
    /^(id|.*[ _-]id|series|series[ _-]?id|sequence|seq|sample|unit|unique[ _-]?id|store|shop|item|product|sensor|station|device|machine|site|location|city|country|region|symbol|ticker|group|subject|patient|user|episode|trial|run|系列|店舗|商品|センサー?|地点|都市|番号|品目)$/i,
  rowNumber: /^(id|index|idx|no\.?|nr\.?|#|row|unnamed: ?0|column 1|番号|行)$/i,
} as const;

export type NamedPart = keyof typeof patterns;

/** Tells whether a name says that a column is this part. */
export function isNamed(part: NamedPart, name: string): boolean {
  return patterns[part].test(name.trim());
}
