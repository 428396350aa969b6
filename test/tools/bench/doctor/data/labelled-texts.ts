import { createTemporalOrder, TEMPORAL_ORDER_SYMBOLS } from '../../../../../src-engine/samples/temporal-order.ts';
import { readSample } from '../../../../../src-main/datasets/sample-texts.ts';
import type { Draw } from '../draw.ts';
import { characters, wordsAlone, type BenchData } from './bench-data.ts';

export interface LabelledRow {
  text: string;
  label: string;
}

/** Makes a file of labelled texts, in random order. */
export function labelledData(
  source: string,
  rows: readonly LabelledRow[],
  draw: Draw,
  tokenizer: BenchData['tokenizer'],
): BenchData {
  const text = draw
    .shuffled(rows)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
  const content = { kind: 'labelled', textColumn: 'text', labelColumn: 'label' } as const;
  return { source, file: { name: `${source}.jsonl`, text, content }, tokenizer };
}

/** Resolves with first names, female or male; `shareOfFirst` is the share of the first class. */
export async function firstNames(count: number, draw: Draw, shareOfFirst = 0.5): Promise<LabelledRow[]> {
  const { text } = await readSample('first-names');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledRow);
  const of = (label: string, wanted: number) =>
    draw.shuffled(rows.filter((row) => row.label === label)).slice(0, wanted);
  const first = Math.round(count * shareOfFirst);
  return [...of('female', first), ...of('male', count - first)];
}

export const namesData = async (count: number, draw: Draw, shareOfFirst?: number): Promise<BenchData> =>
  labelledData('first-names', await firstNames(count, draw, shareOfFirst), draw, characters);

interface Opinions {
  things: readonly string[];
  good: readonly string[];
  bad: readonly string[];
  plain: readonly string[];
}

const english: Opinions = {
  things: ['film', 'meal', 'book', 'hotel', 'concert', 'walk', 'room', 'service', 'story', 'soup', 'train', 'garden'],
  good: ['lovely', 'great', 'excellent', 'warm', 'clever', 'fresh', 'friendly', 'bright', 'charming', 'wonderful'],
  bad: ['awful', 'cold', 'boring', 'stale', 'rude', 'dark', 'noisy', 'poor', 'dull', 'terrible'],
  plain: ['long', 'short', 'new', 'old', 'small', 'large', 'early', 'late', 'quiet', 'busy'],
};

const asides = [
  ['we went there on', 'monday'],
  ['my sister came along on', 'friday'],
  ['it took an hour by', 'bus'],
  ['the street was', 'long'],
  ['there were ten people in', 'front'],
  ['we had a table by the', 'window'],
  ['somebody talked about the', 'weather'],
  ['the door stood', 'open'],
];

interface Wanted {
  count: number;
  /** The share of the first class; the other classes have equal shares of the rest. */
  shareOfFirst?: number;
  /** The least and the largest number of sentences that say nothing, before the one that decides. */
  asides?: [number, number];
}

/** Short opinions in English, good or bad, which a “not” reverses. */
export function opinions(
  { count, shareOfFirst = 0.5, asides: [fewest, most] = [0, 1] }: Wanted,
  draw: Draw,
): LabelledRow[] {
  return Array.from({ length: count }, (_, n) => {
    const isGood = n < Math.round(count * shareOfFirst);
    const before = Array.from({ length: draw.between(fewest, most) }, () => draw.pick(asides).join(' '));
    return { text: [...before, opinion(isGood, draw)].join(', '), label: isGood ? 'good' : 'bad' };
  });
}

function opinion(isGood: boolean, draw: Draw): string {
  const isTurned = draw.chance(0.3);
  const word = draw.pick(isGood === isTurned ? english.bad : english.good);
  const plain = draw.pick(english.plain);
  const thing = draw.pick(english.things);
  const turned = isTurned ? 'not ' : '';
  const very = draw.chance(0.4) ? 'very ' : '';
  return draw.pick([
    `the ${plain} ${thing} was ${turned}${very}${word}`,
    `${turned}${very}${word} , this ${thing}`,
    `i found the ${thing} ${turned}${word} and ${plain}`,
    `it is a ${plain} ${thing} , ${turned}${very}${word}`,
  ]);
}

export const opinionsData = (wanted: Wanted, draw: Draw): BenchData =>
  labelledData('opinions', opinions(wanted, draw), draw, wordsAlone);

const japanese: Opinions = {
  things: ['映画', '料理', '本', '宿', '音楽', '部屋', '店', '話', '庭', '列車'],
  good: ['面白', '美味し', '素晴らし', '温か', '楽し', '明る', '優し', '新し'],
  bad: ['つまらな', 'まず', '冷た', '暗', 'うるさ', '汚', '厳し', '古くさ'],
  plain: ['長', '短', '大き', '小さ', '高', '安'],
};

/** Short opinions in Japanese, which a 〜くない reverses. */
export function japaneseOpinionsData(count: number, draw: Draw): BenchData {
  const rows = Array.from({ length: count }, (_, n) => {
    const isGood = n % 2 === 0;
    const isTurned = draw.chance(0.3);
    const stem = draw.pick(isGood === isTurned ? japanese.bad : japanese.good);
    const end = isTurned ? draw.pick(['くなかった', 'くない']) : draw.pick(['かった', 'い']);
    const thing = draw.pick(japanese.things);
    const plain = draw.pick(japanese.plain);
    const text = draw.pick([
      `${plain}い${thing}は${stem}${end}。`,
      `${thing}はとても${stem}${end}。`,
      `この${thing}、${stem}${end}ね。`,
    ]);
    return { text, label: isGood ? '良' : '悪' };
  });
  return labelledData('opinions-ja', rows, draw, characters);
}

/** Task 6a of the LSTM paper: the symbols that decide lie some fifty symbols before the end. */
export function temporalOrderData(count: number, draw: Draw): BenchData {
  const { sequences, labels, classNames } = createTemporalOrder(count, 2, draw.seed());
  const rows = sequences.map((ids, n) => ({
    text: Array.from(ids, (id) => TEMPORAL_ORDER_SYMBOLS[id]).join(''),
    label: classNames[labels[n]],
  }));
  return labelledData('temporal-order', rows, draw, characters);
}
