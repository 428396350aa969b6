import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import { UsageError } from '../../usage-error.ts';

const usualLocale = 'en';
const usualVocabularySize = 1000;

/** Returns the tokenizer that is asked for, with its usual settings; null where none is. Throws a UsageError where a setting belongs to another one. */
export function tokenizerOf({ tokenizer }: TrainingFile): TokenizerSpec | null {
  if (tokenizer === undefined) return null;
  const given: Partial<Record<string, unknown>> & { type?: TokenizerSpec['type'] } = tokenizer;
  const { type = 'character', locale, vocabularySize, leavesOutBlanks, ...others } = given;
  if (type !== 'word' && locale !== undefined) throw new UsageError('--locale goes with --tokenizer word.');
  if (type !== 'word' && leavesOutBlanks !== undefined)
    throw new UsageError('--tokenizer-leaves-out-blanks goes with --tokenizer word.');
  if (type !== 'bpe' && vocabularySize !== undefined) throw new UsageError('--vocabulary goes with --tokenizer bpe.');
  return {
    minimumFrequency: 1,
    ...others,
    type,
    ...(type === 'word' && {
      locale: locale ?? usualLocale,
      ...(leavesOutBlanks !== undefined && { leavesOutBlanks }),
    }),
    ...(type === 'bpe' && { vocabularySize: vocabularySize ?? usualVocabularySize }),
  } as TokenizerSpec;
}
