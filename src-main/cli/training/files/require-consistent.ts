import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import { UsageError } from '../../usage-error.ts';
import { tokenizerOf } from './tokenizer-of.ts';

/** Throws a UsageError where parts of a training exclude each other, or one is missing. */
export function requireConsistent(file: TrainingFile): void {
  requireData(file);
  tokenizerOf(file);
  const { preset, model, from, tokenizer, vectors, budget, balanceClasses, train = {}, seeds, sweep } = file;
  if (preset !== undefined && model !== undefined)
    throw new UsageError('Either --preset or --model is given, not both.');
  if (balanceClasses === true && train.classWeights !== undefined && train.classWeights !== null)
    throw new UsageError('Either --balance-classes or --class-weights is given, not both.');
  if (vectors !== undefined && typeof vectors.file !== 'string') throw new UsageError('--freeze goes with --vectors.');
  if (seeds !== undefined && sweep !== undefined)
    throw new UsageError('Either --seeds or a sweep is given, not both: a sweep varies seed with --vary seed=1,2,3.');
  if (sweep !== undefined && Object.keys((sweep as Partial<typeof sweep>).vary ?? {}).length === 0)
    throw new UsageError('A sweep varies something: --vary learning-rate=0.001,0.003, or sweep.vary in the file.');
  if (from === undefined) return;
  if (typeof (from as Partial<typeof from>).run !== 'string')
    throw new UsageError('--from-checkpoint and --from-keep go with --from.');
  if ([preset, model, tokenizer, vectors].some((value) => value !== undefined))
    throw new UsageError(
      '--from brings its network and tokenizer: leave out --preset, --model, --tokenizer and --vectors.',
    );
  if (budget !== undefined)
    throw new UsageError('--from goes on with the training of its run: say --epochs instead of --budget.');
  if (sweep !== undefined) throw new UsageError('A sweep begins with new networks: leave out --from.');
}

/** Throws a UsageError where nothing says what is learnt from, or too much does. */
function requireData({ data = {}, from }: TrainingFile): void {
  const goesOn = from?.keep === 'training';
  if (goesOn && (data.file !== undefined || data.dataset !== undefined))
    throw new UsageError(
      'A training that goes on keeps its data: leave out --data and --dataset, or say --from-keep weights.',
    );
  if (!goesOn && (data.file === undefined) === (data.dataset === undefined))
    throw new UsageError('Either --data or --dataset says what to learn from.');
  if (data.file === undefined && data.columns !== undefined)
    throw new UsageError('What columns mean is said of --data, or of kioku import; a dataset has its columns already.');
}
