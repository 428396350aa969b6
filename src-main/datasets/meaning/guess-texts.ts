import type { ImportQuestion } from '../../contract/datasets/column-records.ts';
import { untreated, type ImportContent } from '../../contract/datasets/import-content.ts';
import type { FoundColumn } from '../columns/column-facts.ts';
import { ask, classify, forecast, listed, write } from './ask.ts';
import { isNamed } from './column-names.ts';
import type { TableParts } from './table-parts.ts';

export interface Guess {
  suggestion: ImportContent;
  questions: ImportQuestion[];
}

const shownAnswers = 6;

/** Guesses what a table with texts is for: to tell labels of texts, or to write such texts. */
export function guessTexts(parts: TableParts): Guess {
  const { texts } = parts;
  const [only] = texts;
  return texts.length === 1 ? guessLabels(only.name, parts) : askWhichText(parts);
}

/** Guesses what is beside the one column of texts. */
function guessLabels(text: string, parts: TableParts): Guess {
  const { mayLabel, numbers, categories } = parts;
  const named = mayLabel.filter(({ name }) => isNamed('label', name));
  const certain = named.length > 0 ? named : mayLabel.length === 1 ? categories : [];
  if (certain.length === 1) return clear(classify(text, certain[0].name).content);
  const labels = mayLabel.map(({ name }) => name);
  if (labels.length > 1) {
    const values = { columns: labels };
    const answers = [...labels.slice(0, shownAnswers).map((label) => classify(text, label)), write(text)];
    const asked = `${listed(labels)} beside the texts “${text}” may be labels. Which of them is to be told?`;
    return { suggestion: answers[0].content, questions: [ask({ id: 'which-label', text: asked, values, answers })] };
  }
  if (numbers.length === 0)
    return parts.times.length > 0 && areCodes(parts.texts[0]) ? askOddValues(text) : clear(write(text).content);
  return askLabelsOrNumbers(text, numbers.find(({ name }) => labels.includes(name)) ?? numbers[0], parts);
}

/** Short cells with digits and hardly a word are values in a way that cannot be read, rather than texts. */
function areCodes({ examples }: FoundColumn): boolean {
  return examples.every((cell) => cell.length <= 24 && /\d/.test(cell) && !/\p{L}{4}/u.test(cell));
}

function askOddValues(text: string): Guess {
  const answers = [write(text)];
  const asked = `“${text}” beside times holds neither texts nor numbers that can be read. Write its numbers without units and words to forecast them.`;
  return {
    suggestion: answers[0].content,
    questions: [ask({ id: 'odd-values', column: text, text: asked, values: { name: text }, answers })],
  };
}

/** Whole numbers that come again may be labels, or values to forecast; others are hardly labels. */
function askLabelsOrNumbers(text: string, number: FoundColumn, { times, mayLabel }: TableParts): Guess {
  const { name, distinct, cells } = number;
  const answers = [
    ...(mayLabel.includes(number) ? [classify(text, name)] : []),
    write(text),
    forecast({
      kind: 'series',
      ...untreated,
      time: times[0]?.name ?? null,
      series: null,
      predict: [name],
      read: [],
      knownAhead: [],
      horizon: null,
    }),
  ];
  const asked = `“${name}” beside the texts “${text}” holds numbers, ${distinct} different ones in ${cells} rows: they may be labels, values to forecast, or of no matter.`;
  return {
    suggestion: answers[0].content,
    questions: [
      ask({ id: 'labels-or-numbers', column: name, text: asked, values: { name, text, distinct, cells }, answers }),
    ],
  };
}

function askWhichText({ texts, mayLabel }: TableParts): Guess {
  const names = texts.map(({ name }) => name);
  const byName = texts.toSorted((a, b) => Number(isNamed('text', b.name)) - Number(isNamed('text', a.name)));
  const labels = mayLabel.filter(({ name }) => mayLabel.length === 1 || isNamed('label', name)).map(({ name }) => name);
  const answers = byName
    .slice(0, shownAnswers / 2)
    .flatMap(({ name }) => [...labels.slice(0, 1).map((label) => classify(name, label)), write(name)]);
  const asked = `${listed(names)} hold texts. Which of them is to be read?`;
  return {
    suggestion: answers[0].content,
    questions: [ask({ id: 'which-text', text: asked, values: { columns: names }, answers })],
  };
}

export function clear(suggestion: ImportContent): Guess {
  return { suggestion, questions: [] };
}
