import type { Task } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import { can } from '../../src-engine/tasks/facts.ts';
import type { DatasetRow } from '../db/dataset-table.ts';

/**
 * The tokenizer of a new run, with what was left open decided: a language model of several documents learns where they begin and end, a
 * classifier reads words without the blanks between them, and a language model, which has to write blanks, reads them.
 */
export function tokenizerForTask(
  spec: TokenizerSpec,
  task: Task,
  dataset: Pick<DatasetRow, 'kind' | 'layout'>,
): TokenizerSpec {
  if (can(task, 'generate')) {
    const { boundary = hasDocuments(dataset) } = spec;
    const whole = spec.type === 'word' ? withBlanks(spec) : spec;
    return boundary ? { ...whole, boundary } : whole;
  }
  if (can(task, 'classify') && spec.type === 'word') return { ...spec, leavesOutBlanks: spec.leavesOutBlanks ?? true };
  return spec;
}

/** Tells whether a dataset's texts are documents of their own, and not one text. */
export function hasDocuments({ kind, layout }: Pick<DatasetRow, 'kind' | 'layout'>): boolean {
  return kind === 'labelled' || (kind === 'text' && layout !== null);
}

function withBlanks(spec: TokenizerSpec & { type: 'word' }): TokenizerSpec {
  const whole = { ...spec };
  delete whole.leavesOutBlanks;
  return whole;
}
