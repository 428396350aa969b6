import type { ImportContent } from '../../contract/datasets/import-content.ts';
import type { FoundColumn } from '../columns/column-facts.ts';
import type { TableBeginning } from '../columns/table-beginning.ts';
import { ask, classify, listed, write } from './ask.ts';
import { isNamed } from './column-names.ts';
import { guessSeries } from './guess-series.ts';
import { clear, guessTexts, type Guess } from './guess-texts.ts';
import { partsOf, type Cells, type TableParts } from './table-parts.ts';
import { isTagName, isTokenName } from '../readers/recognize-conll.ts';

/** Guesses what the beginning of a table is for. */
export function guessTable({ columns, rows, tokens }: TableBeginning): Guess {
  if (tokens !== null) {
    const [tokenColumn, tagColumn] = [columns[tokens.token].name, columns[tokens.tag].name];
    return clear({ kind: 'tagged', tokenColumn, tagColumn });
  }
  const cells = new Map(columns.map((column, place) => [column, rows.map((row) => row[place] ?? '')]));
  return guessContent(columns, (column) => cells.get(column) ?? []);
}

/**
 * Guesses what a table is for by the names of its columns and the cells of its beginning. Where the table could mean several things the
 * guess comes with a question, and is only a suggestion until a person has answered.
 */
function guessContent(columns: readonly FoundColumn[], cellsOf: Cells): Guess {
  const tagged = guessTagged(columns);
  if (tagged !== null) return clear(tagged);
  const parts = withTexts(partsOf(columns, cellsOf));
  if (parts.texts.length > 0) return guessTexts(parts);
  if (parts.numbers.length > 0) return guessSeries(parts, cellsOf);
  return guessWithoutNumbers(columns, parts);
}

/** Suggests the columns of tokens and tags, which hold lists; null means that there are none. */
function guessTagged(columns: readonly FoundColumn[]): ImportContent | null {
  const lists = columns.filter(({ holds }) => holds === 'list');
  const token = lists.find(({ name }) => isTokenName(name));
  const tag = lists.findLast(({ name }) => isTagName(name));
  return token === undefined || tag === undefined
    ? null
    : { kind: 'tagged', tokenColumn: token.name, tagColumn: tag.name };
}

/** In a short table texts look like categories: then their names tell, or which of two comes again less often. */
function withTexts(parts: TableParts): TableParts {
  const { texts, categories, numbers, times } = parts;
  const named = categories.filter(({ name }) => isNamed('text', name));
  const found = named.length > 0 ? named : numbers.length + times.length === 0 ? withoutLabels(categories) : [];
  if (texts.length > 0 || found.length === 0) return parts;
  const isLeft = (column: FoundColumn) => !found.includes(column);
  return { ...parts, texts: found, categories: categories.filter(isLeft), mayLabel: parts.mayLabel.filter(isLeft) };
}

function withoutLabels(categories: readonly FoundColumn[]): FoundColumn[] {
  if (categories.length === 1) return [...categories];
  const unnamed = categories.filter(({ name }) => !isNamed('label', name));
  return unnamed.length === 1 ? unnamed : [];
}

function guessWithoutNumbers(columns: readonly FoundColumn[], { categories, rowNumbers, times }: TableParts): Guess {
  const names = categories.map(({ name }) => name);
  if (names.length > 1) {
    const pairs = names.flatMap((text) =>
      names.filter((label) => label !== text).map((label) => classify(text, label)),
    );
    const asked = `${listed(names)} may be texts or labels. Which is which?`;
    const question = ask({
      id: 'which-text',
      text: asked,
      values: { columns: names },
      answers: pairs.slice(0, 6),
    });
    return { suggestion: pairs[0].content, questions: [question] };
  }
  const text = names[0] ?? times[0]?.name ?? rowNumbers[0]?.name ?? columns[0]?.name ?? null;
  return clear(text === null ? { kind: 'text', textColumn: null } : write(text).content);
}
