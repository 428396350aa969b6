import { implement, createRouterClient } from '@orpc/server';
import type { SeriesRowsRecord } from '../../../src-main/contract/dataset-views.ts';
import type { DatasetFit, TrainOnDataset } from '../../../src-main/contract/dataset-fit-records.ts';
import type { ClientContext, ClientLink } from '@orpc/client';
import type { Scope } from '../../../src-main/contract/access-records.ts';
import { contract, type StudioClient } from '../../../src-main/contract/contract.ts';
import { trainSpecSchema } from '../../../src-main/contract/spec-schemas.ts';
import { studioErrors, type StudioErrorCode } from '../../../src-main/contract/errors.ts';
import type { ClassifiedRows, EvaluateInput, EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type {
  CreateExport,
  ExportFormatRecord,
  ExportRecord,
  ExportUpdate,
} from '../../../src-main/contract/export-records.ts';
import type { ImportOptions, Inspection } from '../../../src-main/contract/import-records.ts';
import type {
  ActivationsInput,
  ActivationsRecord,
  CounterfactualInput,
  CounterfactualRecord,
} from '../../../src-main/contract/insight-records.ts';
import type { ModelFileInspection, ModelImportUpdate } from '../../../src-main/contract/model-import-records.ts';
import type { GenerateManyInput, GenerateManyUpdate } from '../../../src-main/contract/generate-many-records.ts';
import type { SavedModelRecord, VectorCoverageRecord } from '../../../src-main/contract/model-records.ts';
import type { BundledNetwork } from '../../../src-main/contract/network-records.ts';
import type { RecommendInput } from '../../../src-main/contract/recipe-records.ts';
import type {
  BranchRun,
  CheckpointRecord,
  DatasetRecord,
  EngineName,
  GenerateInput,
  GenerationUpdate,
  ImportUpdate,
  InitialSignalsInput,
  RunEventRecord,
  RunListUpdate,
  RunRecord,
  RunUpdate,
  SilentEngine,
  StartRun,
} from '../../../src-main/contract/records.ts';
import type { StudioSettings } from '../../../src-main/contract/settings-records.ts';
import type { z } from 'zod';
import type { weightsImportOptions } from '../../../src-main/contract/weights-import-records.ts';
import type { Notice } from '../../../src-main/contract/notice-records.ts';
import { announceChanges } from '../../../src-main/api/announce-changes.ts';
import { tellListChanges, tellRunChanges } from '../../../src-main/runs/feed/tell-changes.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { OpenTransport } from '../../../src-renderer/client/connection/transport.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { FakeChanges } from './fake-changes.ts';
import { FakeTrash } from './fake-trash.ts';
import { aDataset, anExport, anInspection, aRun } from './sample-records.ts';

type ModelImportOptions = z.output<typeof weightsImportOptions>;

/** A host in memory, behind the real contract, for tests of the screens. It keeps what it was asked; `refuse` makes calls fail. */
export class FakeHost {
  datasets: DatasetRecord[] = [];
  runs: RunRecord[] = [];
  checkpoints: CheckpointRecord[] = [];
  models: SavedModelRecord[] = [];
  /** Networks that come along. */
  networks: BundledNetwork[] = [];
  /** What was asked to be recommended. */
  recommended: RecommendInput[] = [];
  readonly trash = new FakeTrash();
  readonly storedChanges = new FakeChanges();
  notices: Notice[] = [];
  imported: { name: string; text: string; options: ImportOptions }[] = [];
  /** What an inspection says that is not as usual. */
  inspection: Partial<Inspection> = {};
  /** While set, an import waits until it is cancelled. */
  holdImport = false;
  /** Rows of labelled datasets. */
  rows: { text: string; label: string }[] = [];
  seriesRows: SeriesRowsRecord = { columns: [], total: 0, rows: [] };
  /** Parts of files that come in several messages, by name. */
  uploads = new Map<string, Blob[]>();
  started: StartRun[] = [];
  extended: { runId: string; epochs: number }[] = [];
  generated: GenerateInput[] = [];
  generatedMany: GenerateManyInput[] = [];
  /** Networks that were made ready to write. */
  prepared: { runId: string; checkpointId: string | null }[] = [];
  branched: BranchRun[] = [];
  trainedOn: TrainOnDataset[] = [];
  /** What is found of a dataset that weights are to go on learning from. */
  fitOf: (datasetId: string) => DatasetFit = () => ({ fits: true, problems: [], tokens: 100, unknown: null });
  moved: { runId: string; before: string | null }[] = [];
  settings: StudioSettings = {
    threads: null,
    resumeAfterRestart: true,
    nightsOnly: false,
    nightHours: { from: '22:00', to: '06:00', timeZone: 'UTC' },
  };
  events: RunEventRecord[] = [];
  /** What a generation writes. */
  updates: GenerationUpdate[] = [];
  /** What comes of many at once. */
  manyUpdates: GenerateManyUpdate[] = [];
  /** While set, a generation waits before its second message until it is cancelled, or let go. */
  holdGeneration = false;
  private held: (() => void)[] = [];
  formats: ExportFormatRecord[] = [];
  exports: ExportRecord[] = [];
  created: CreateExport[] = [];
  /** While set, an export waits before its file is written until it is cancelled. */
  holdExport = false;
  /** What a file that brings a run or a network holds, by what was chosen. */
  inspectModel: (options: ModelImportOptions) => ModelFileInspection = unexpected;
  importedModels: ModelImportOptions[] = [];
  /** Answers how well a network does on a file. */
  evaluate: (input: EvaluateInput) => EvaluationRecord = unexpected;
  /** What is measured of a network before its first step. */
  signals: LayerSignal[] = [];
  signalsAsked: InitialSignalsInput[] = [];
  /** Tells which words of a dataset a file of vectors has. */
  coverageOf: (input: { importId: string; datasetId: string }) => VectorCoverageRecord = () => ({
    dim: 50,
    found: 90,
    foundInLowerCase: 4,
    missing: 10,
    missingExamples: ['Kioku'],
    tokenShare: 0.95,
    vectors: 400_000,
    malformed: 0,
    malformedLines: [],
  });
  /** Tells whether a run's model knows a character. */
  canRead: (runId: string, character: string) => boolean = (_, character) => /[a-z .]/i.test(character);
  /** Tells the classes of a file, some rows after the other. */
  classifyFile: (input: EvaluateInput) => ClassifiedRows[] = unexpected;
  /** What was measured of every run. */
  measured: Pick<RunUpdate, 'steps' | 'epochs'> = { steps: [], epochs: [] };
  /** Answer how a network computes. */
  activations: (input: ActivationsInput) => ActivationsRecord = unexpected;
  counterfactual: (input: CounterfactualInput) => CounterfactualRecord = unexpected;
  scope: Scope = 'train';
  /** Procedures that fail, by their path. */
  refuse = new Map<string, StudioErrorCode>();
  silentEngines: SilentEngine[] = [];
  endedEngines: EngineName[] = [];
  private readonly engineEnded = Promise.withResolvers<undefined>();
  private readonly noticeListeners = new Set<() => void>();
  private readonly runListeners = new Set<(update: RunListUpdate) => void>();
  private closeLine: (() => void) | undefined;

  readonly open: OpenTransport = async () => {
    const client = createRouterClient(this.router());
    const closed = new Promise<void>((resolve) => (this.closeLine = resolve));
    return { link: linkTo(client), closed, close: () => this.breakLine() };
  };

  breakLine(): void {
    this.closeLine?.();
  }

  private async *write<Update>(
    [first, ...others]: readonly Update[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Update> {
    yield first;
    if (this.holdGeneration) {
      await new Promise<void>((resolve) => {
        this.held.push(resolve);
        signal?.addEventListener('abort', () => resolve());
      });
    }
    signal?.throwIfAborted();
    yield* others;
  }

  /** Lets the generations that wait go on. */
  letGenerationsGo(): void {
    for (const go of this.held.splice(0)) go();
  }

  private async *importUpload(
    { importId, name = importId, options }: { importId: string; name?: string | undefined; options: ImportOptions },
    add: (dataset: DatasetRecord) => DatasetRecord,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ImportUpdate> {
    const text = await new Blob(this.uploads.get(importId)).text();
    yield { type: 'progress', bytesDone: 0, bytesTotal: text.length };
    if (this.holdImport) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    if (signal?.aborted) return;
    this.imported.push({ name, text, options });
    yield { type: 'imported', dataset: add(aDataset({ id: name, name })) };
  }

  private async *export(input: CreateExport, signal: AbortSignal | undefined): AsyncGenerator<ExportUpdate> {
    this.created.push(input);
    yield { type: 'stage', stage: 'writing' };
    if (this.holdExport) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    if (signal?.aborted) return;
    const exported = anExport({
      id: `${input.format}-1`,
      runId: input.runId,
      format: input.format,
      options: input.options,
    });
    this.exports = [exported, ...this.exports];
    yield { type: 'exported', export: exported };
  }

  private async *importModel(options: ModelImportOptions): AsyncGenerator<ModelImportUpdate> {
    this.importedModels.push(options);
    yield { type: 'progress', done: 1, total: 2 };
    const run = aRun({ id: 'imported', name: options.name ?? 'fox', state: 'interrupted', checkpointCount: 1 });
    this.runs = [...this.runs, run];
    yield { type: 'imported', run };
  }

  /** Tells of a run for as long as somebody listens; it ends at once where there is none. */
  private async *watch(runId: string, signal: AbortSignal | undefined): AsyncGenerator<RunUpdate> {
    const run = this.runs.find(({ id }) => id === runId);
    if (run === undefined) return;
    yield { run, ...this.measured };
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  }

  private async *watchSilence(signal: AbortSignal | undefined): AsyncGenerator<SilentEngine[]> {
    yield this.silentEngines;
    const left = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    await Promise.race([left, this.engineEnded.promise]);
    yield [];
    await left;
  }

  private async *changes(signal: AbortSignal | undefined): AsyncGenerator<RunListUpdate> {
    const updates: RunListUpdate[] = [{ changed: this.runs, deleted: [] }];
    let wake: () => void = () => undefined;
    const listener = (update: RunListUpdate) => {
      updates.push(update);
      wake();
    };
    this.runListeners.add(listener);
    signal?.addEventListener('abort', () => wake());
    while (signal?.aborted !== true) {
      yield* updates.splice(0);
      await new Promise<void>((resolve) => (wake = resolve));
    }
    this.runListeners.delete(listener);
  }

  setNotices(notices: Notice[]): void {
    this.notices = notices;
    for (const listener of this.noticeListeners) listener();
  }

  private async *noticeChanges(signal: AbortSignal | undefined): AsyncGenerator<Notice[]> {
    let wake: () => void = () => undefined;
    const listener = () => wake();
    this.noticeListeners.add(listener);
    signal?.addEventListener('abort', listener);
    while (signal?.aborted !== true) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      yield this.notices;
      await changed;
    }
    this.noticeListeners.delete(listener);
  }

  private changeRuns(update: RunListUpdate): void {
    for (const listener of this.runListeners) listener(update);
  }

  private router() {
    const os = implement(contract)
      .use(({ next, path, errors }) => {
        const code = this.refuse.get(path.join('.'));
        if (code !== undefined) throw errors.STUDIO({ data: { code, details: detailsOf(code) } });
        return next();
      })
      .use(announceChanges(this.storedChanges));
    const find = <T extends { id: string }>(list: T[], id: string): T => {
      const record = list.find((other) => other.id === id);
      if (record === undefined) throw new Error(`There is no ${id}.`);
      return record;
    };
    const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
    const add = (dataset: DatasetRecord) => {
      this.datasets.push(dataset);
      return dataset;
    };
    const change = (id: string, fields: Partial<RunRecord>) => {
      const changed = { ...find(this.runs, id), ...fields };
      this.runs = this.runs.map((run) => (run.id === id ? changed : run));
      this.changeRuns({ changed: [changed], deleted: [] });
      return changed;
    };
    return os.router({
      system: {
        info: os.system.info.handler(() => ({
          version: '0.1.0',
          dataDir: '/data',
          backends: ['auto', 'reference', 'wasm'],
          threads: 2,
          variant: 'relaxed',
          gigaflops: 50,
        })),
        memory: os.system.memory.handler(() => ({ training: 200_000_000, requests: 12_000_000 })),
        access: os.system.access.handler(() => ({ name: 'owner', scope: this.scope })),
        silentEngines: os.system.silentEngines.handler(({ signal }) => this.watchSilence(signal)),
        endEngine: os.system.endEngine.handler(({ input }) => {
          this.endedEngines.push(input.engine);
          this.engineEnded.resolve(undefined);
        }),
        notices: os.system.notices.handler(() => this.notices),
        storedChanges: os.system.storedChanges.handler(({ signal }) => this.storedChanges.watch(signal)),
        noticeChanges: os.system.noticeChanges.handler(({ signal }) => this.noticeChanges(signal)),
        dismissNotice: os.system.dismissNotice.handler(({ input }) =>
          this.setNotices(this.notices.filter(({ id }) => id !== input.noticeId)),
        ),
        removeUpgradeCopies: os.system.removeUpgradeCopies.handler(() =>
          this.setNotices(this.notices.filter(({ code }) => code !== 'upgrade-copy')),
        ),
      },
      datasets: {
        list: os.datasets.list.handler(() => this.datasets),
        get: os.datasets.get.handler(({ input }) => find(this.datasets, input.datasetId)),
        preview: os.datasets.preview.handler(() => ({ text: 'Call me Ishmael.' })),
        read: os.datasets.read.handler(({ input }) =>
          input.offset === 0
            ? { text: 'Call me Ishmael.\n', start: 0, end: 17 }
            : { text: `text from ${input.offset} on\n`, start: input.offset, end: input.offset + input.length },
        ),
        rows: os.datasets.rows.handler(({ input }) => ({
          rows: this.rows.slice(input.first, input.first + input.count),
        })),
        sentences: os.datasets.sentences.handler(() => ({ sentences: [] })),
        seriesRows: os.datasets.seriesRows.handler(() => this.seriesRows),
        lengths: os.datasets.lengths.handler(() => null),
        vocabulary: os.datasets.vocabulary.handler(({ input }) => {
          const all = ['e', '\n', 'a', input.tokenizer.type].map((text, id) => ({ id, text, count: 40 - 13 * id }));
          const entries = all.filter(({ text }) => text.includes(input.search));
          return { size: 4, found: entries.length, tokenCount: 82, singletons: 1, entries };
        }),
        tokenize: os.datasets.tokenize.handler(({ input }) => ({
          tokens: (input.tokenizer.type === 'word' ? input.text.split(/(?= )/) : [...input.text]).map((text) => ({
            text,
            id: /[A-Za-z .]/.test(text) ? (text.codePointAt(0) ?? 0) : null,
          })),
        })),
        import: os.datasets.import.handler(async ({ input }) => {
          this.imported.push({ name: input.name, text: await input.file.text(), options: input.options });
          return add(aDataset({ id: input.name, name: input.name }));
        }),
        samples: os.datasets.samples.handler(() => [
          {
            id: 'moby-dick',
            kind: 'text',
            name: 'Moby Dick',
            description: 'A novel.',
            licence: 'Public domain',
            bytes: 1_200_000,
          },
        ]),
        importSample: os.datasets.importSample.handler(({ input }) =>
          add(aDataset({ id: input.sampleId, name: 'Moby Dick', origin: 'Public domain', bytes: 17 })),
        ),
        rename: os.datasets.rename.handler(({ input }) => Object.assign(find(this.datasets, input.datasetId), input)),
        setTags: os.datasets.setTags.handler(({ input }) => Object.assign(find(this.datasets, input.datasetId), input)),
        addValidation: os.datasets.addValidation.handler(({ input }) => {
          const dataset = find(this.datasets, input.datasetId);
          const validation = { name: input.importId, rows: 12 };
          const report = dataset.report && { ...dataset.report, validation };
          return add({
            ...dataset,
            id: `${dataset.id}-validated`,
            name: `${dataset.name} + ${input.importId}`,
            report,
          });
        }),
        relabel: os.datasets.relabel.handler(unexpected),
        delete: os.datasets.delete.handler(({ input }) => {
          const deleted = find(this.datasets, input.datasetId);
          const before = this.datasets;
          this.datasets = before.filter((dataset) => dataset !== deleted);
          this.trash.put({ kind: 'dataset', ...named(deleted) }, () => (this.datasets = before));
        }),
      },
      imports: {
        begin: os.imports.begin.handler(({ input }) => {
          this.uploads.set(input.name, []);
          return { importId: input.name };
        }),
        append: os.imports.append.handler(({ input }) => {
          const parts = this.uploads.get(input.importId) ?? [];
          parts.push(input.content);
          return { received: parts.reduce((sum, { size }) => sum + size, 0) };
        }),
        inspect: os.imports.inspect.handler(({ input }) => {
          const inspection = anInspection({ name: input.importId, ...this.inspection });
          return { ...inspection, encoding: input.options.encoding ?? inspection.encoding };
        }),
        run: os.imports.run.handler(({ input, signal }) => this.importUpload(input, add, signal)),
        discard: os.imports.discard.handler(({ input }) => void this.uploads.delete(input.importId)),
      },
      models: {
        templates: os.models.templates.handler(() =>
          modelTemplates(100).map((template) => ({ ...template, parameterCount: 1000 })),
        ),
        list: os.models.list.handler(() => this.models),
        get: os.models.get.handler(({ input, errors }) => {
          const known = this.models.find(({ id }) => id === input.modelId);
          if (known === undefined) throw errors.STUDIO({ data: { code: 'model-not-found', details: {} } });
          return known;
        }),
        save: os.models.save.handler(({ input }) => {
          const saved = { ...input, parameterCount: 1000, createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000 };
          this.models = [saved, ...this.models.filter(({ id }) => id !== input.id)];
          return saved;
        }),
        delete: os.models.delete.handler(({ input }) => {
          const deleted = find(this.models, input.modelId);
          this.models = this.models.filter((model) => model !== deleted);
          this.trash.put({ kind: 'model', ...named(deleted) }, () => this.models.push(deleted));
        }),
        vectorCoverage: os.models.vectorCoverage.handler(({ input }) => this.coverageOf(input)),
        dataSizes: os.models.dataSizes.handler(({ input }) => {
          const { kind, characters, vocabularySize } = find(this.datasets, input.datasetId);
          const inputs = input.tokenizer.type === 'byte' ? 256 : vocabularySize;
          const labelled = kind === 'labelled';
          return {
            kind,
            inputs,
            tokens: characters,
            outputs: labelled ? 3 : null,
            samples: kind === 'text' ? null : 900,
            documents: labelled ? 900 : 1,
            longestDocument: null,
          };
        }),
        cutTexts: os.models.cutTexts.handler(({ input }) => {
          if (find(this.datasets, input.datasetId).kind !== 'labelled') return null;
          const { sequenceLength: keptTokens } = input;
          const longest = 64;
          if (keptTokens >= longest) return { texts: 900, cut: 0, keptTokens, longest, examples: [] };
          const examples = [{ row: 6, kept: 'I will call you', rest: 'tomorrow' }];
          return { texts: 900, cut: 300, keptTokens, longest, examples };
        }),
      },
      runs: {
        list: os.runs.list.handler(() => this.runs),
        get: os.runs.get.handler(({ input }) => find(this.runs, input.runId)),
        start: os.runs.start.handler(({ input }) => {
          this.started.push(input);
          const run = aRun({ id: 'new', state: 'running' });
          this.runs.push(run);
          return run;
        }),
        resume: os.runs.resume.handler(({ input }) => change(input.runId, { state: 'running' })),
        pause: os.runs.pause.handler(({ input }) => change(input.runId, { state: 'paused' })),
        stop: os.runs.stop.handler(({ input }) => change(input.runId, { state: 'stopped' })),
        delete: os.runs.delete.handler(({ input }) => {
          const deleted = find(this.runs, input.runId);
          if (input.stop && deleted.state === 'running') deleted.state = 'stopped';
          this.runs = this.runs.filter((run) => run !== deleted);
          this.changeRuns({ changed: [], deleted: [deleted.id] });
          this.trash.put({ kind: 'run', ...named(deleted) }, () => {
            this.runs.push(deleted);
            this.changeRuns({ changed: [deleted], deleted: [] });
          });
        }),
        breakdown: os.runs.breakdown.handler(() => null),
        lossCurves: os.runs.lossCurves.handler(({ input }) =>
          input.runIds.map((runId) => ({ runId, losses: [3, 2, 1.5] })),
        ),
        metrics: os.runs.metrics.handler(() => ({ steps: [], epochs: [] })),
        checkpoints: os.runs.checkpoints.handler(() => this.checkpoints),
        events: os.runs.events.handler(() => this.events),
        extend: os.runs.extend.handler(({ input }) => {
          this.extended.push(input);
          return change(input.runId, { state: 'queued', outcome: null, verdict: null });
        }),
        branch: os.runs.branch.handler(({ input }) => {
          this.branched.push(input);
          const run = aRun({ id: 'branch', state: 'running' });
          this.runs.push(run);
          return run;
        }),
        checkDataset: os.runs.checkDataset.handler(({ input }) => this.fitOf(input.datasetId)),
        trainOnDataset: os.runs.trainOnDataset.handler(({ input }) => {
          this.trainedOn.push(input);
          const run = aRun({ id: 'retrained', state: 'running' });
          this.runs.push(run);
          return run;
        }),
        move: os.runs.move.handler(({ input }) => {
          this.moved.push(input);
          return find(this.runs, input.runId);
        }),
        schedule: os.runs.schedule.handler(({ input: { runId, startAt } }) =>
          change(runId, { startAt, waitsUntil: startAt }),
        ),
        update: os.runs.update.handler(({ input: { runId, ...fields } }) =>
          change(runId, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))),
        ),
        changes: os.runs.changes.handler(({ signal }) => this.changes(signal)),
        follow: os.runs.follow.handler(({ input, signal }) => tellRunChanges(this.watch(input.runId, signal))),
        followAll: os.runs.followAll.handler(({ signal }) => tellListChanges(this.changes(signal))),
        estimate: os.runs.estimate.handler(unexpected),
        countTraining: os.runs.countTraining.handler(({ input, errors }) => {
          if (find(this.datasets, input.datasetId).name !== 'A haiku')
            return { stepsPerEpoch: 27, totalSteps: 270, trainingSamples: null, validationSamples: null };
          throw errors.STUDIO({ data: { code: 'text-too-short', details: { reason: 'text' } } });
        }),
        estimateTime: os.runs.estimateTime.handler(({ input }) => {
          const epochs = input.train.epochs ?? 10;
          return { seconds: 12 * epochs, parameters: 417_326, steps: 30 * epochs, stepsPerEpoch: 30 };
        }),
        recommend: os.runs.recommend.handler(({ input }) => {
          this.recommended.push(input);
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
          this.signalsAsked.push(input);
          return this.signals;
        }),
        keepCheckpoint: os.runs.keepCheckpoint.handler(({ input: { checkpointId, isPinned, name } }) => {
          const before = find(this.checkpoints, checkpointId);
          const after = {
            ...before,
            isPinned: isPinned ?? before.isPinned,
            name: name === undefined ? before.name : name,
          };
          this.checkpoints = this.checkpoints.map((each) => (each === before ? after : each));
          return after;
        }),
        checkpointSpace: os.runs.checkpointSpace.handler(({ input: { runId } }) => {
          const ofRun = this.checkpoints.filter((each) => each.runId === runId);
          const { spaceBytes = 256_000_000 } = find(this.runs, runId).train.checkpoints;
          return { count: ofRun.length, usedBytes: ofRun.reduce((sum, { bytes }) => sum + bytes, 0), spaceBytes };
        }),
        setCheckpointSpace: os.runs.setCheckpointSpace.handler(({ input: { runId, spaceBytes } }) => {
          const { train } = find(this.runs, runId);
          return change(runId, { train: { ...train, checkpoints: { ...train.checkpoints, spaceBytes } } });
        }),
        deleteCheckpoint: os.runs.deleteCheckpoint.handler(({ input }) => {
          const deleted = find(this.checkpoints, input.checkpointId);
          const before = this.checkpoints;
          this.checkpoints = before.filter((checkpoint) => checkpoint !== deleted);
          const { name } = find(this.runs, deleted.runId);
          this.trash.put({ kind: 'checkpoint', id: deleted.id, name, step: deleted.step }, () => {
            this.checkpoints = before;
          });
        }),
        watch: os.runs.watch.handler(({ input, signal }) => this.watch(input.runId, signal)),
      },
      trash: {
        list: os.trash.list.handler(() => this.trash.items),
        changes: os.trash.changes.handler(({ signal }) => this.trash.changes(signal)),
        restore: os.trash.restore.handler(({ input }) => this.trash.restore(input.ids)),
        empty: os.trash.empty.handler(({ input }) => this.trash.empty(input.ids)),
      },
      forecasts: {
        forecast: os.forecasts.forecast.handler(unexpected),
        history: os.forecasts.history.handler(unexpected),
        preparation: os.forecasts.preparation.handler(() => null),
        backtest: os.forecasts.backtest.handler(unexpected),
        anomalies: os.forecasts.anomalies.handler(unexpected),
      },
      evaluations: {
        evaluate: os.evaluations.evaluate.handler(({ input }) => this.evaluate(input)),
        classify: os.evaluations.classify.handler(({ input, signal }) => this.write(this.classifyFile(input), signal)),
      },
      insight: {
        activations: os.insight.activations.handler(({ input }) => this.activations(input)),
        cellSteps: os.insight.cellSteps.handler(unexpected),
        gradientFlow: os.insight.gradientFlow.handler(unexpected),
        spectra: os.insight.spectra.handler(unexpected),
        cells: os.insight.cells.handler(unexpected),
        counterfactual: os.insight.counterfactual.handler(({ input }) => this.counterfactual(input)),
        classify: os.insight.classify.handler(unexpected),
        confusion: os.insight.confusion.handler(unexpected),
        tag: os.insight.tag.handler(unexpected),
        tagMistakes: os.insight.tagMistakes.handler(unexpected),
        steps: os.insight.steps.handler(() => []),
        samples: os.insight.samples.handler(({ input }) => ({
          step: 100,
          texts: input.samplings.map(({ temperature }) => `written at ${temperature}`),
        })),
      },
      exports: {
        formats: os.exports.formats.handler(() => this.formats),
        create: os.exports.create.handler(({ input, signal }) => this.export(input, signal)),
        list: os.exports.list.handler(() => this.exports),
        read: os.exports.read.handler(unexpected),
        delete: os.exports.delete.handler(({ input }) => {
          this.exports = this.exports.filter(({ id }) => id !== input.exportId);
        }),
      },
      modelImports: {
        inspect: os.modelImports.inspect.handler(({ input }) => this.inspectModel(input.options)),
        run: os.modelImports.run.handler(({ input }) => this.importModel(input.options)),
      },
      networks: {
        list: os.networks.list.handler(() => this.networks),
        open: os.networks.open.handler(({ input }) => {
          const network = find(this.networks, input.networkId);
          const run = aRun({ id: network.id, name: input.name ?? network.id, bundledNetwork: network.id });
          this.networks = this.networks.with(this.networks.indexOf(network), {
            ...network,
            runId: run.id,
            isRemoved: false,
          });
          this.runs = [...this.runs.filter(({ id }) => id !== run.id), run];
          return run;
        }),
        remove: os.networks.remove.handler(({ input }) => {
          const network = find(this.networks, input.networkId);
          this.networks = this.networks.with(this.networks.indexOf(network), {
            ...network,
            runId: null,
            isRemoved: true,
          });
          this.runs = this.runs.filter(({ id }) => id !== network.runId);
        }),
      },
      settings: {
        get: os.settings.get.handler(() => this.settings),
        set: os.settings.set.handler(({ input }) => {
          const changes = Object.entries(input).filter(([, value]) => value !== undefined);
          return Object.assign(this.settings, Object.fromEntries(changes));
        }),
      },
      playground: {
        tokenize: os.playground.tokenize.handler(({ input }) => ({
          tokens: [...input.text].map((text) => ({ text, known: this.canRead(input.runId, text) })),
        })),
        prepare: os.playground.prepare.handler(({ input }) => void this.prepared.push(input)),
        generate: os.playground.generate.handler(({ input, signal }) => {
          this.generated.push(input);
          return this.write(this.updates, signal);
        }),
        generateMany: os.playground.generateMany.handler(({ input, signal }) => {
          this.generatedMany.push(input);
          return this.write(this.manyUpdates, signal);
        }),
      },
    });
  }
}

function unexpected(): never {
  throw new Error('No test asks for this yet.');
}

function linkTo(client: StudioClient): ClientLink<ClientContext> {
  return {
    call(path, input, options) {
      let target: unknown = client;
      for (const key of path) target = Reflect.get(Object(target), key);
      return (target as (input: unknown, options: unknown) => Promise<unknown>)(input, options);
    },
  };
}

/** Of the first reason, where there are several. */
function detailsOf(code: StudioErrorCode): Record<string, string> {
  const entry: readonly string[] | Readonly<Record<string, readonly string[]>> = studioErrors[code];
  if (Array.isArray(entry)) return { name: 'A novel' };
  return { name: 'A novel', reason: Object.keys(entry)[0] ?? '' };
}
