import type { AnswerId, ImportAnswer, ImportQuestion, QuestionId } from '../../contract/datasets/column-records.ts';
import type { ImportContent } from '../../contract/datasets/import-content.ts';
import { optionsOf } from './command-options.ts';

type Answer = Pick<ImportAnswer, 'id' | 'columns' | 'content' | 'text'>;

interface Question {
  id: QuestionId;
  /** `null`, or nothing, means the table. */
  column?: string | null;
  text: string;
  values?: ImportQuestion['values'];
  places?: ImportQuestion['places'];
  step?: ImportQuestion['step'];
  answers: readonly Answer[];
}

export function ask(question: Question): ImportQuestion {
  const { id, column = null, text, values = {}, places = [], step = null, answers } = question;
  return {
    id,
    column,
    text,
    values,
    places,
    step,
    answers: answers.map((answer) => ({ ...answer, options: optionsOf(answer.content) })),
  };
}

export const classify = (text: string, label: string): Answer => ({
  id: 'classify',
  columns: [text, label],
  content: { kind: 'labelled', textColumn: text, labelColumn: label },
  text: `tell “${label}” of “${text}”`,
});

export const write = (text: string): Answer => ({
  id: 'write',
  columns: [text],
  content: { kind: 'text', textColumn: text },
  text: `write texts like “${text}”`,
});

export function forecast(content: Extract<ImportContent, { kind: 'series' }>, id: AnswerId = 'forecast'): Answer {
  const { predict, read, knownAhead, series } = content;
  const beside = read.length === 0 ? '' : `, reading ${listed(read)} too`;
  const ahead = knownAhead.length === 0 ? '' : `, with ${listed(knownAhead)} known ahead`;
  const each = series === null ? '' : `, for each “${series}”`;
  return { id, columns: predict, content, text: `forecast ${listed(predict)}${beside}${ahead}${each}` };
}

export function classifySeries(content: Extract<ImportContent, { kind: 'labelled-series' }>): Answer {
  const { label, series, read } = content;
  const sequences = series === null ? 'each row of numbers' : `each “${series}”`;
  return {
    id: 'classify-series',
    columns: [label, ...(series === null ? [] : [series]), ...read],
    content,
    text: `tell “${label}” of ${sequences}`,
  };
}

export function listed(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}
