import { measureGradientFlow } from '../../insight/gradient-flow.ts';
import { recurrentSpectra } from '../../insight/recurrent-spectra.ts';
import { lstm, simpleRnn } from '../../models/default-layers.ts';
import type { RecurrentSpectrum } from '../../spec/insight-spec.ts';
import type { ExperimentOf1997 } from './experiment.ts';
import { createExperimentTrainer } from './experiment-trainer.ts';
import type { ContenderOptions } from './experiment-trainer.ts';
import { orderClassifier, temporalOrder } from './temporal-order.ts';

/** Measures how far back an LSTM and a SimpleRNN, with equally small initial weights, feel the error at the end of a sequence. */
export interface VanishingGradient {
  /** By lag, 0 to 99 steps before the end: means over the sequences. */
  simpleRnn: { hidden: Float64Array };
  lstm: { hidden: Float64Array; cell: Float64Array };
  /** The singular values of the SimpleRNN's recurrent kernel, largest first. */
  singularValues: Float64Array;
  /** σᵏ·‖∂L/∂h‖ at lag 0, by lag k, σ the largest singular value: more than this cannot be left, since no slope of tanh is above 1. */
  bound: Float64Array;
}

/** Every sequence has at least as many steps. */
const LAGS = 100;
const SEQUENCES = 64;

const smallWeights = { returnSequences: false, kernelInitializer: 'uniform', recurrentInitializer: 'uniform' } as const;

const pair: ExperimentOf1997 = {
  ...temporalOrder,
  models: {
    lstm: orderClassifier(lstm(32, { ...smallWeights, forgetBias: 5 })),
    simple_rnn: orderClassifier(simpleRnn(68, smallWeights)),
  },
};

/**
 * Measures it on the sequences of temporal order, whose class is asked for only at their end. `totalSteps`: of training before that; 0
 * for the networks as they begin. Throws EngineError `diverged`, and OutOfMemoryError.
 */
export async function compareGradientFlow(options: Omit<ContenderOptions, 'contender'>): Promise<VanishingGradient> {
  const rnnFlow = await flowOf('simple_rnn', options);
  const lstmFlow = await flowOf('lstm', options);
  const [{ singularValues }] = rnnFlow.spectra;
  const [largest] = singularValues;
  return {
    simpleRnn: { hidden: rnnFlow.norms['h'] },
    lstm: { hidden: lstmFlow.norms['h'], cell: lstmFlow.norms['c'] },
    singularValues,
    bound: rnnFlow.norms['h'].map((_, lag) => largest ** lag * rnnFlow.norms['h'][0]),
  };
}

async function flowOf(contender: 'lstm' | 'simple_rnn', options: Omit<ContenderOptions, 'contender'>) {
  const data = pair.data(options.seed);
  const trainer = createExperimentTrainer(pair, data, { ...options, contender });
  while (trainer.progress.step < options.totalSteps) await trainer.step();
  const steps = pair.train.sequenceLength;
  const rows = Array.from({ length: SEQUENCES }, (_, row) => row);
  const lengths = Int32Array.from(rows, (row) => data.test.lengths[row]);
  const batch = { batch: SEQUENCES, steps, lengths, ...data.test.fill(rows, steps) };
  const [flow] = await measureGradientFlow(trainer.model, batch);
  const spectra: RecurrentSpectrum[] = [];
  for await (const spectrum of recurrentSpectra(trainer.model)) spectra.push(spectrum);
  const norms = Object.entries(flow.norms).map(([state, byLag]) => [state, byLag.slice(0, LAGS)] as const);
  return { norms: Object.fromEntries(norms), spectra };
}
