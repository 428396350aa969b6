import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import { UsageError } from '../../usage-error.ts';
import { settled } from './decided-training.ts';
import { tokenizerOf } from './tokenizer-of.ts';

/** The size of a vocabulary that nobody knows yet. */
const anySize = 1;
const usualBudget = '5m';

/**
 * Returns a whole training file: what is given, with all settings of the preset. Without a preset or layers of one’s own,
 * settings are left to the budget. Throws a UsageError where there is no such preset, or settings do not fit.
 */
export function initialFile(given: TrainingFile): TrainingFile {
  const tokenizer = tokenizerOf(given);
  const { data = { file: 'FILE' }, preset, train = {} } = given;
  const file: TrainingFile = { ...given, data, ...(tokenizer !== null && { tokenizer }) };
  if (preset === undefined) return isOpen(given) ? { ...file, budget: usualBudget } : file;
  const templates = modelTemplates(anySize);
  const template = templates.find(({ id }) => id === preset);
  if (template === undefined)
    throw new UsageError(`--preset is one of ${templates.map(({ id }) => id).join(', ')}, not “${preset}”.`);
  const { sequenceLength, ...settings } = { ...template.train, ...settled(template.train, train) };
  // How many rows are read is for the numbers to say.
  const readsTokens = template.model.input.kind === 'tokens';
  return {
    ...file,
    ...(readsTokens && { tokenizer: tokenizer ?? template.tokenizer }),
    train: { ...settings, ...((readsTokens || train.sequenceLength !== undefined) && { sequenceLength }) },
  };
}

const isOpen = ({ budget, model, from, train }: TrainingFile): boolean =>
  budget === undefined && model === undefined && from === undefined && train === undefined;
