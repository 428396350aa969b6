import { trainSpecSchema } from '../../../../src-main/contract/spec-schemas.ts';
import { tellListChanges, tellRunChanges } from '../../../../src-main/runs/feed/tell-changes.ts';
import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import { aRun } from '../sample-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { doctorProcedures } from './doctor-procedures.ts';
import { find, named } from './records.ts';
import { unexpected } from '../unexpected.ts';
import { changeRun, tellRun, tellRuns } from './run-changes.ts';

/** Answers about runs and their checkpoints. */
export const runProcedures = (os: Procedures, host: FakeHost) => ({
  sweeps: {
    list: os.sweeps.list.handler(() => host.sweeps),
    start: os.sweeps.start.handler(({ input: { name, runs, rungs } }) => {
      host.startedSweeps.push({ name, runs, rungs });
      runs.forEach((run, index) => host.runs.push(aRun({ id: `swept-${index}`, name: run.name ?? '', tags: [name] })));
      const sweep = {
        id: 'sweep',
        name,
        unit: rungs.unit,
        reduction: rungs.reduction,
        rungs: [{ count: rungs.first, arrived: 0, promoted: 0 }],
        isEnded: false,
        createdAt: 1,
      };
      host.sweeps.unshift(sweep);
      return sweep;
    }),
    end: os.sweeps.end.handler(({ input }) => {
      const ended = { ...find(host.sweeps, input.sweepId), isEnded: true };
      host.sweeps = host.sweeps.map((sweep) => (sweep.id === ended.id ? ended : sweep));
      return ended;
    }),
  },
  trainingFiles: {
    plan: os.trainingFiles.plan.handler(() => host.filePlan),
    ofRun: os.trainingFiles.ofRun.handler(({ input }) => ({ fileName: 'run.yaml', text: `# ${input.runId}` })),
  },
  runs: {
    ...doctorProcedures(os, host),
    list: os.runs.list.handler(() => host.runs),
    get: os.runs.get.handler(({ input }) => find(host.runs, input.runId)),
    start: os.runs.start.handler(({ input }) => {
      host.started.push(input);
      const run = aRun({ id: 'new', state: 'running' });
      host.runs.push(run);
      return run;
    }),
    resume: os.runs.resume.handler(({ input }) => changeRun(host, input.runId, { state: 'running' })),
    pause: os.runs.pause.handler(({ input }) => changeRun(host, input.runId, { state: 'paused' })),
    stop: os.runs.stop.handler(({ input }) => changeRun(host, input.runId, { state: 'stopped' })),
    delete: os.runs.delete.handler(({ input }) => {
      const deleted = find(host.runs, input.runId);
      if (input.stop && deleted.state === 'running') deleted.state = 'stopped';
      host.runs = host.runs.filter((run) => run !== deleted);
      host.changeRuns({ changed: [], deleted: [deleted.id] });
      host.trash.put({ kind: 'run', ...named(deleted) }, () => {
        host.runs.push(deleted);
        host.changeRuns({ changed: [deleted], deleted: [] });
      });
    }),
    breakdown: os.runs.breakdown.handler(() => null),
    lossCurves: os.runs.lossCurves.handler(({ input }) =>
      input.runIds.map((runId) => ({ runId, losses: [3, 2, 1.5] })),
    ),
    metrics: os.runs.metrics.handler(() => host.metrics),
    checkpoints: os.runs.checkpoints.handler(() => host.checkpoints),
    events: os.runs.events.handler(() => host.events),
    extend: os.runs.extend.handler(({ input }) => {
      host.extended.push(input);
      return changeRun(host, input.runId, { state: 'queued', outcome: null, verdict: null });
    }),
    branch: os.runs.branch.handler(({ input }) => {
      host.branched.push(input);
      const run = aRun({ id: 'branch', state: 'running' });
      host.runs.push(run);
      return run;
    }),
    repeatWithSeeds: os.runs.repeatWithSeeds.handler(({ input }) => {
      host.repeated.push(input);
      const run = find(host.runs, input.runId);
      const group = run.group ?? { id: 'group', name: input.name ?? run.name, kind: 'seeds' as const };
      const seeds = Array.from({ length: input.seeds - 1 }, (_, n) => run.train.seed + n + 1);
      const repeats = seeds.map((seed) =>
        aRun({
          id: `${run.id}-${seed}`,
          name: `${run.name} · seed ${seed}`,
          group,
          train: { ...run.train, seed },
          state: 'queued',
        }),
      );
      host.runs.push(...repeats);
      return [changeRun(host, run.id, { group }), ...repeats];
    }),
    tryFix: os.runs.tryFix.handler(({ input }) => {
      host.tried.push(input);
      const { runId, rule, fix } = input;
      const trial = {
        id: `trial-${host.tried.length}`,
        runId,
        rule,
        fix,
        createdAt: 1,
        steps: 100,
        judged: 'best' as const,
        pairs: [],
        open: 10,
        verdict: null,
      };
      host.trials.unshift(trial);
      return trial;
    }),
    fixTrials: os.runs.fixTrials.handler(({ input }) => host.trials.filter(({ runId }) => runId === input.runId)),
    checkDataset: os.runs.checkDataset.handler(({ input }) => host.fitOf(input.datasetId)),
    trainOnDataset: os.runs.trainOnDataset.handler(({ input }) => {
      host.trainedOn.push(input);
      const run = aRun({ id: 'retrained', state: 'running' });
      host.runs.push(run);
      return run;
    }),
    move: os.runs.move.handler(({ input }) => {
      host.moved.push(input);
      return find(host.runs, input.runId);
    }),
    schedule: os.runs.schedule.handler(({ input: { runId, startAt } }) =>
      changeRun(host, runId, { startAt, waitsUntil: startAt }),
    ),
    update: os.runs.update.handler(({ input: { runId, ...fields } }) =>
      changeRun(host, runId, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))),
    ),
    changes: os.runs.changes.handler(({ signal }) => tellRuns(host, signal)),
    follow: os.runs.follow.handler(({ input, signal }) => tellRunChanges(tellRun(host, input.runId, signal))),
    followAll: os.runs.followAll.handler(({ signal }) => tellListChanges(tellRuns(host, signal))),
    estimate: os.runs.estimate.handler(unexpected),
    countTraining: os.runs.countTraining.handler(({ input, errors }) => {
      if (find(host.datasets, input.datasetId).name !== 'A haiku')
        return { stepsPerEpoch: 27, totalSteps: 270, trainingSamples: null, validationSamples: null };
      throw errors.STUDIO({
        data: {
          code: 'text-too-short',
          details: { reason: 'batches', tokens: 40, needed: 2779, batchSize: 1, sequenceLength: 16 },
        },
      });
    }),
    estimateTime: os.runs.estimateTime.handler(({ input }) => {
      const epochs = input.train.epochs ?? 10;
      return { seconds: 12 * epochs, parameters: 417_326, steps: 30 * epochs, stepsPerEpoch: 30 };
    }),
    recommend: os.runs.recommend.handler(({ input }) => {
      host.recommended.push(input);
      const template = modelTemplates(100).find(({ id }) => id === (input.presetId ?? 'char-rnn-s'));
      if (template === undefined) throw new Error(`There is no template ${input.presetId}.`);
      const seconds = input.budget.kind === 'time' ? input.budget.seconds : 3600;
      return {
        presetId: input.presetId,
        tokenizer: input.tokenizer ?? template.tokenizer,
        model: input.model ?? template.model,
        training: trainSpecSchema.parse({
          ...template.train,
          epochs: seconds / 20,
          ...(input.presetId === null && { batchSize: 16 }),
          maxSteps: seconds * 2,
          ...input.train,
        }),
        seconds,
        parameters: 200_000,
        steps: seconds * 2,
        stepsPerEpoch: 40,
        tokensPerSecond: 30_000,
        reasons: [{ key: 'epochs-by-time', values: { epochs: seconds / 20 } }],
      };
    }),
    initialSignals: os.runs.initialSignals.handler(({ input }) => {
      host.signalsAsked.push(input);
      return host.signals;
    }),
    keepCheckpoint: os.runs.keepCheckpoint.handler(({ input: { checkpointId, isPinned, name } }) => {
      const before = find(host.checkpoints, checkpointId);
      const after = {
        ...before,
        isPinned: isPinned ?? before.isPinned,
        name: name === undefined ? before.name : name,
      };
      host.checkpoints = host.checkpoints.map((each) => (each === before ? after : each));
      return after;
    }),
    checkpointSpace: os.runs.checkpointSpace.handler(({ input: { runId } }) => {
      const ofRun = host.checkpoints.filter((each) => each.runId === runId);
      const { spaceBytes = 256_000_000 } = find(host.runs, runId).train.checkpoints;
      return { count: ofRun.length, usedBytes: ofRun.reduce((sum, { bytes }) => sum + bytes, 0), spaceBytes };
    }),
    setCheckpointSpace: os.runs.setCheckpointSpace.handler(({ input: { runId, spaceBytes } }) => {
      const { train } = find(host.runs, runId);
      return changeRun(host, runId, { train: { ...train, checkpoints: { ...train.checkpoints, spaceBytes } } });
    }),
    deleteCheckpoint: os.runs.deleteCheckpoint.handler(({ input }) => {
      const deleted = find(host.checkpoints, input.checkpointId);
      const before = host.checkpoints;
      host.checkpoints = before.filter((checkpoint) => checkpoint !== deleted);
      const { name } = find(host.runs, deleted.runId);
      host.trash.put({ kind: 'checkpoint', id: deleted.id, name, step: deleted.step }, () => {
        host.checkpoints = before;
      });
    }),
    watch: os.runs.watch.handler(({ input, signal }) => tellRun(host, input.runId, signal)),
  },
});
