/** What engines are asked to do here: to learn a sentence, and to go on with it. */
import { randomUUID } from 'node:crypto';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { GenerationJob, TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { BackendChoice } from '../../../src-engine/spec/backends.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { trainSpec } from '../../engine/training/small-run.ts';

export const text = 'Das Leben ist kurz, die Kunst ist lang, die Gelegenheit flüchtig. '.repeat(40);
export const tokenizer = fitTokenizer(text, { type: 'character', minimumFrequency: 1 }).state;
const vocabularySize = tokenizer.vocabulary.length;

export function trainingJob(changes: Partial<TrainSpec> = {}, parts: Partial<TrainingJob> = {}): TrainingJob {
  return {
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize },
      layers: [{ type: 'one_hot' }, lstm(16), dense(vocabularySize)],
    },
    train: trainSpec({
      epochs: 2,
      batchSize: 4,
      sequenceLength: 20,
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      clip: { type: 'norm', max: 5 },
      seed: 1,
      backend: 'auto',
      ...changes,
    }),
    tokenizer,
    preparation: null,
    content: { kind: 'text', documents: [new TextEncoder().encode(text)] },
    resumeFrom: null,
    ...parts,
  };
}

export function generationJob(
  checkpoint: Checkpoint,
  changes: Partial<GenerationJob> = {},
  backend: BackendChoice = 'auto',
): GenerationJob {
  return {
    networkId: randomUUID(),
    network: { model: trainingJob().model, tokenizer, preparation: null, checkpoint, backend },
    prompt: 'Das Leb',
    length: 30,
    clamps: [],
    sampling: {
      temperature: 0.7,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      repetitionWindow: 0,
      stopStrings: [],
      seed: 4,
    },
    threads: 1,
    ...changes,
  };
}
