import { expect, test } from 'vitest';
import type { StudioClient } from '../../../../src-main/contract/contract.ts';
import type { RunUpdate } from '../../../../src-main/contract/runs/run-records.ts';
import { Studio } from '../../../../src-main/cli/studio/studio.ts';
import { reportUntilOver } from '../../../../src-main/cli/training/report-until-over.ts';
import type { TrainingReporter } from '../../../../src-main/cli/training/training-reporter.ts';
import { anEpoch, aRun, aStep } from '../../../renderer/studio/sample-records.ts';

const running = aRun({ id: 'fox', state: 'running', step: 0, epoch: 0 });
const finished = { ...running, state: 'finished' as const, step: 6, epoch: 3 };
/** Three epochs of two steps each. */
const stored = {
  steps: [1, 2, 3, 4, 5, 6].map(aStep),
  epochs: [anEpoch(1, 2), anEpoch(2, 4), anEpoch(3, 6)],
};

/** Returns what a reporter is told of the stored training where a host streams these updates. */
async function told(...updates: RunUpdate[]): Promise<string[]> {
  const lines: string[] = [];
  const reporter: TrainingReporter = {
    started: () => undefined,
    stepsTaken: (_, steps) => lines.push(...steps.map(({ step }) => `step ${step}`)),
    epochEnded: (_, { epoch }) => lines.push(`epoch ${epoch}`),
    progressed: () => undefined,
    waiting: () => undefined,
    moved: () => undefined,
    stopping: () => undefined,
    diverged: () => undefined,
    ended: () => undefined,
  };
  const studio = await studioOf(updates);
  await reportUntilOver(studio, running, { reporter, isInterrupted: () => false });
  await studio.close();
  return lines;
}

function studioOf(updates: readonly RunUpdate[]): Promise<Studio> {
  const runs = {
    async *watch() {
      yield* updates;
    },
    metrics({ afterStep, lastStep = Infinity }: { afterStep: number; lastStep?: number }) {
      const isAsked = ({ step }: { step: number }) => step > afterStep && step <= lastStep;
      return { steps: stored.steps.filter(isAsked), epochs: stored.epochs.filter(isAsked) };
    },
  };
  const access = {
    client: { runs } as unknown as StudioClient,
    ending: new AbortController().signal,
    isLost: false,
    stageFiles: () => Promise.reject(new Error('There are no files.')),
    exportedFile: () => Promise.reject(new Error('There are no exports.')),
    close: () => Promise.resolve(),
  };
  return Studio.open(() => Promise.resolve(access));
}

const { steps, epochs } = stored;
const inOrder = ['step 1', 'step 2', 'epoch 1', 'step 3', 'step 4', 'epoch 2', 'step 5', 'step 6', 'epoch 3'];

test('of several epochs that one update brings, each comes right after its last step', async () => {
  expect(await told({ run: finished, steps, epochs })).toEqual(inOrder);
});

test('an epoch whose steps came before is told before the steps of the next one', async () => {
  const first = { run: running, steps: steps.slice(0, 2), epochs: [] };
  const second = { run: running, steps: steps.slice(2, 5), epochs: epochs.slice(0, 2) };
  expect(await told(first, second, { run: finished, steps: steps.slice(5), epochs: epochs.slice(2) })).toEqual(inOrder);
});

test('what a host did not stream is told too, in its place', async () => {
  const [late, ended] = [
    { run: running, steps: steps.slice(4, 5), epochs: [] },
    { run: finished, steps: [], epochs: [] },
  ];
  expect(await told(late, ended)).toEqual(inOrder);
  expect(await told({ run: running, steps: [], epochs: epochs.slice(1, 2) }, ended)).toEqual(inOrder);
  expect(await told(ended)).toEqual(inOrder);
});
