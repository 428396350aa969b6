import { compareGradientFlow } from '../../../src-engine/lessons/memory-tasks/vanishing-gradient.ts';
import type { VanishingGradient } from '../../../src-engine/lessons/memory-tasks/vanishing-gradient.ts';
import { openNodeBackends } from '../../engine-process/node-backends.ts';
import { formatTable } from '../formats.ts';
import type { LessonOptions } from './experiment.ts';

/** Enough for the networks to have begun to learn. */
const USUAL_STEPS = 10;
const SHOWN_LAGS = [0, 1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 75, 99];
const COMPARED_LAG = 50;

/** Prints how far back an error is felt by an LSTM and a SimpleRNN. */
export async function showVanishingGradient({ seed, steps, json }: LessonOptions): Promise<void> {
  const totalSteps = steps ?? USUAL_STEPS;
  const backend = (await openNodeBackends()).create('auto');
  const flow = await compareGradientFlow({ seed, totalSteps, backend, clock: () => performance.now() });
  backend.dispose();
  process.stdout.write(
    `${json ? JSON.stringify(record(flow, { seed, totalSteps })) : text(flow, { seed, totalSteps })}\n`,
  );
}

function ratioOf({ simpleRnn, lstm }: VanishingGradient): number {
  return (lstm.cell[COMPARED_LAG] ?? 0) / (simpleRnn.hidden[COMPARED_LAG] ?? 0);
}

function record(flow: VanishingGradient, run: { seed: number; totalSteps: number }) {
  const { simpleRnn, lstm, singularValues, bound } = flow;
  return {
    type: 'gradient-flow',
    lesson: 'vanishing-gradient',
    ...run,
    simpleRnn: { hidden: [...simpleRnn.hidden], singularValues: [...singularValues], bound: [...bound] },
    lstm: { hidden: [...lstm.hidden], cell: [...lstm.cell] },
    ratioAtLag50: ratioOf(flow),
  };
}

function text(flow: VanishingGradient, { seed, totalSteps }: { seed: number; totalSteps: number }): string {
  const { simpleRnn, lstm, singularValues, bound } = flow;
  const rows = SHOWN_LAGS.map((lag) => [
    String(lag),
    ...[simpleRnn.hidden, bound, lstm.hidden, lstm.cell].map((norms) => (norms[lag] ?? 0).toExponential(1)),
  ]);
  const header = ['lag', 'SimpleRNN ‖∂L/∂h‖', 'σᵏ line', 'LSTM ‖∂L/∂h‖', 'LSTM ‖∂L/∂c‖'];
  const at = (share: number) => (singularValues[Math.round(share * (singularValues.length - 1))] ?? 0).toFixed(3);
  return [
    'How far back is an error at the end of a sequence felt? Temporal order (Hochreiter & Schmidhuber 1997, section 5.6).',
    `Both networks began with equally small weights and have taken ${totalSteps} steps, seed ${seed}.`,
    '',
    formatTable([header, ...rows], [0, 1, 2, 3, 4]),
    '',
    `Singular values of the SimpleRNN’s recurrent kernel: largest ${at(0)}, median ${at(0.5)}, smallest ${at(1)}.`,
    `The σᵏ line is what the largest alone would leave, ${at(0)}ᵏ times the gradient at lag 0; the slope of tanh, below 1, takes the rest.`,
    `At lag ${COMPARED_LAG} the LSTM’s ‖∂L/∂c‖ is ${ratioOf(flow).toPrecision(3)} times the SimpleRNN’s ‖∂L/∂h‖: the cell state is only ever added to.`,
  ].join('\n');
}
