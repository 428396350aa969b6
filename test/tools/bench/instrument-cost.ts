import type { Backend } from '../../../src-engine/backends/backend.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { TrainingData } from '../../../src-engine/training/batch-source.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer, type Trainer } from '../../../src-engine/training/trainer.ts';
import { startTraining } from '../../../src-engine/training/training-run.ts';
import { upperBoundOfMean } from './statistics.ts';

const VOCABULARY = 65;
/** The number of tokens in the data, which is more than any turn reads. */
const TOKENS = 20_000_000;
const SENTENCES = 20_000;
const CLASSES = 2;
const SENTENCE_TOKENS = 40;

/** The templates of the trainings that are timed. */
const templates = ['char-rnn-s', 'char-rnn-m', 'bi-lstm-classifier'] as const;

interface InstrumentCost {
  template: string;
  /** The number of steps of each turn. */
  steps: number;
  /** The number of looks in the last turn with instruments, and the number of parabolas among them. */
  looks: number;
  parabolas: number;
  /**
   * The time with instruments, divided by the time without: the geometric mean over all pairs, and its upper 95 %
   * bound.
   */
  ratio: number;
  upperBound: number;
}

/**
 * Trains from the beginning in turns, with and without instruments, each pair in the opposite order to the one before.
 */
export async function measureInstrumentCost(
  createBackend: () => Backend,
  { pairs, seconds }: { pairs: number; seconds: number },
  onResult: (cost: InstrumentCost) => void,
): Promise<void> {
  for (const template of templates) {
    const steps = await stepsIn(seconds, template, createBackend);
    const logarithms: number[] = [];
    let seen = { looks: 0, parabolas: 0 };
    for (let pair = 0; pair < pairs; pair++) {
      const times = new Map<boolean, number>();
      for (const isLooking of pair % 2 === 0 ? [true, false] : [false, true]) {
        const turn = await train(template, steps, isLooking, createBackend);
        times.set(isLooking, turn.ms);
        if (isLooking) seen = turn;
      }
      logarithms.push(Math.log((times.get(true) ?? NaN) / (times.get(false) ?? NaN)));
    }
    const { looks, parabolas } = seen;
    const { mean, bound } = upperBoundOfMean(logarithms);
    onResult({ template, steps, looks, parabolas, ratio: Math.exp(mean), upperBound: Math.exp(bound) });
  }
}

async function stepsIn(seconds: number, template: string, createBackend: () => Backend): Promise<number> {
  const steps = 20;
  const { ms } = await train(template, steps, false, createBackend);
  return Math.max(steps, Math.round((1000 * seconds * steps) / ms));
}

/**
 * Trains this many steps as the studio does, and measures from the beginning of the first step to the end of the last
 * one.
 */
async function train(template: string, maxSteps: number, isLooking: boolean, createBackend: () => Backend) {
  const { model, train: usual } = templateOf(template);
  const spec: TrainSpec = { ...usual, epochs: 1_000_000, maxSteps, validationFraction: 0 };
  const backend = createBackend();
  const clock = () => performance.now();
  let [begin, end, looks, parabolas] = [0, 0, 0, 0];
  try {
    const run = startTraining({
      runId: 'bench',
      checkpoints: { everyEpoch: false, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 1 },
      clock,
      yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
      async open() {
        const data = dataOf(template, spec);
        const trainer = createTrainer({ backend, model, train: spec, data, resumeFrom: null, clock });
        return isLooking ? trainer : withoutLooks(trainer);
      },
      emit(event) {
        if (event.type === 'failed') throw new Error(event.message);
        if (event.type === 'started') begin = clock();
        if (event.type === 'steps') end = clock();
        if (event.type !== 'insight') return;
        looks++;
        parabolas += Number(event.insight.parabola !== null);
      },
    });
    await run.finished;
  } finally {
    backend.dispose();
  }
  return { ms: end - begin, looks, parabolas };
}

/** Replaces every look by a plain step. */
function withoutLooks(trainer: Trainer): Trainer {
  trainer.lookingStep = async () => ({ metrics: await trainer.step(), insight: null });
  return trainer;
}

function templateOf(id: string) {
  const template = modelTemplates(VOCABULARY).find((each) => each.id === id);
  if (template === undefined) throw new Error(`There is no template ${id}.`);
  return template;
}

function dataOf(template: string, train: TrainSpec): TrainingData {
  const stream = createStream(1, 'bench', 0);
  const draw = (length: number) => Int32Array.from({ length }, () => stream.below(VOCABULARY));
  if (templateOf(template).model.task === 'language-model') {
    const tokens = Math.min(
      TOKENS,
      (train.maxSteps ?? 1) * train.batchSize * train.sequenceLength + train.batchSize + 1,
    );
    return createLanguageModelData([draw(tokens)], train);
  }
  const sentences = Array.from({ length: SENTENCES }, (_, n) => ({ ids: draw(SENTENCE_TOKENS), label: n % CLASSES }));
  return createSequenceData(labelledSequences(sentences, train.classWeights), train);
}
