import { createRouterClient } from '@orpc/server';
import type { SeriesRowsRecord } from '../../../src-main/contract/datasets/dataset-views.ts';
import type { DatasetFit, TrainOnDataset } from '../../../src-main/contract/datasets/dataset-fit-records.ts';
import type { ClientContext, ClientLink } from '@orpc/client';
import type { Scope, HttpApiStatusRecord, TokenRecord } from '../../../src-main/contract/access-records.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type {
  ApplyFix,
  DoctorBeforeInput,
  DoctorInput,
  DoctorMarks,
} from '../../../src-main/contract/doctor/doctor-records.ts';
import type { StudioErrorCode } from '../../../src-main/contract/errors.ts';
import type { ClassifiedRows, EvaluateInput, EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { CreateExport, ExportFormatRecord, ExportRecord } from '../../../src-main/contract/export-records.ts';
import type { ImportOptions, Inspection } from '../../../src-main/contract/datasets/import-records.ts';
import type {
  NearestTokensInput,
  NearestTokensRecord,
  TokenMapInput,
  TokenMapUpdate,
} from '../../../src-main/contract/insight/token-map-records.ts';
import type { AttributionInput, AttributionRecord } from '../../../src-main/contract/insight/attribution-records.ts';
import type {
  ClassifiedRecord,
  ClassifyInput,
  ActivationsInput,
  ActivationsRecord,
  CounterfactualInput,
  CounterfactualRecord,
  StepInsightRecord,
} from '../../../src-main/contract/insight-records.ts';
import type { RepeatWithSeeds } from '../../../src-main/contract/groups/group-records.ts';
import type { FixTrial, TryFix } from '../../../src-main/contract/groups/trial-records.ts';
import type { FindLearningRate, LearningRateUpdate } from '../../../src-main/contract/doctor/learning-rate-records.ts';
import type {
  ForecastInput,
  ForecastRecord,
  HistoryRecord,
} from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { ModelFileInspection } from '../../../src-main/contract/model-import-records.ts';
import type {
  GenerateManyInput,
  GenerateManyUpdate,
} from '../../../src-main/contract/writing/generate-many-records.ts';
import type { SavedModelRecord, VectorCoverageRecord } from '../../../src-main/contract/model-records.ts';
import type { BundledNetwork } from '../../../src-main/contract/network-records.ts';
import type { RecommendInput } from '../../../src-main/contract/recipe-records.ts';
import type {
  RunEventRecord,
  RunListUpdate,
  RunRecord,
  RunUpdate,
} from '../../../src-main/contract/runs/run-records.ts';
import type { BranchRun, InitialSignalsInput, StartRun } from '../../../src-main/contract/runs/start-records.ts';
import type { CheckpointRecord } from '../../../src-main/contract/runs/checkpoint-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';
import type { EngineName, SilentEngine } from '../../../src-main/contract/system-records.ts';
import type { GenerateInput, GenerationUpdate } from '../../../src-main/contract/writing/writing-records.ts';
import type { StudioSettings } from '../../../src-main/contract/settings-records.ts';
import type { StartSweep, SweepRecord } from '../../../src-main/contract/sweeps/sweep-records.ts';
import type { PlannedTrainingFile } from '../../../src-main/contract/training-files/training-file-procedures.ts';
import type { z } from 'zod';
import type { weightsImportOptions } from '../../../src-main/contract/weights-import-records.ts';
import type { CopiesRecord, DataMeasurementsRecord } from '../../../src-main/contract/measurement-records.ts';
import type { Notice } from '../../../src-main/contract/notice-records.ts';
import type { ChannelRecord, DeliveryAttempt } from '../../../src-main/contract/notifications/notification-records.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { OpenTransport } from '../../../src-renderer/client/connection/transport.ts';
import { FakeChanges } from './fake-changes.ts';
import { FakeTrash } from './fake-trash.ts';
import { datasetProcedures } from './host/dataset-procedures.ts';
import { insightProcedures } from './host/insight-procedures.ts';
import { FakeLessons, lessonProcedures } from './host/lesson-procedures.ts';
import { measurementProcedures } from './host/measurement-procedures.ts';
import { modelProcedures } from './host/model-procedures.ts';
import { runProcedures } from './host/run-procedures.ts';
import { accessProcedures } from './host/access-procedures.ts';
import { systemProcedures } from './host/system-procedures.ts';
import { writingProcedures } from './host/writing-procedures.ts';
import { proceduresOf } from './host/procedures.ts';
import { aDiagnosis } from './sample-records.ts';
import { unexpected } from './unexpected.ts';

export type ModelImportOptions = z.output<typeof weightsImportOptions>;

/** A host in memory, behind the real contract, for tests of the screens. It keeps what it was asked; `refuse` makes calls fail. */
export class FakeHost {
  datasets: DatasetRecord[] = [];
  /** The answer about how a dataset's text begins. */
  preview = (): { text: string } | Promise<{ text: string }> => ({ text: 'Call me Ishmael.' });
  runs: RunRecord[] = [];
  checkpoints: CheckpointRecord[] = [];
  models: SavedModelRecord[] = [];
  /** Networks that come along. */
  networks: BundledNetwork[] = [];
  /** The questions for a recommendation. */
  recommended: RecommendInput[] = [];
  readonly lessons = new FakeLessons();
  readonly trash = new FakeTrash();
  readonly storedChanges = new FakeChanges();
  notices: Notice[] = [];
  imported: { name: string; text: string; options: ImportOptions }[] = [];
  /** The unusual parts of an inspection's answer. */
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
  repeated: RepeatWithSeeds[] = [];
  sweeps: SweepRecord[] = [];
  startedSweeps: StartSweep[] = [];
  /** The answer about a training file. */
  filePlan: PlannedTrainingFile = { problems: [], start: null, branch: null, seeds: null };
  /** The fixes that were asked to be tried, and their trials. */
  tried: TryFix[] = [];
  trials: FixTrial[] = [];
  /** The answer about a dataset that weights are to go on learning from. */
  fitOf: (datasetId: string) => DatasetFit = () => ({ fits: true, problems: [], tokens: 100, unknown: null });
  moved: { runId: string; before: string | null }[] = [];
  /** The answers of the doctor, and the questions that it was asked. */
  diagnosis = aDiagnosis();
  diagnosisBefore = aDiagnosis();
  doctorMarks: DoctorMarks = [];
  examined: DoctorInput[] = [];
  examinedBefore: DoctorBeforeInput[] = [];
  applied: ApplyFix[] = [];
  /**
   * The updates of a search for a learning rate; while it is held, it waits after the first one until it is cancelled.
   */
  rateUpdates: LearningRateUpdate[] = [];
  holdsSearch = false;
  searches: { input: FindLearningRate; signal: AbortSignal | undefined }[] = [];
  settings: StudioSettings = {
    threads: null,
    resumeAfterRestart: true,
    nightsOnly: false,
    nightHours: { from: '22:00', to: '06:00', timeZone: 'UTC' },
    httpApi: false,
    httpApiPort: 5861,
  };
  httpApiStatus: HttpApiStatusRecord = { state: 'listening', url: 'http://127.0.0.1:5860/v1', message: null };
  tokens: TokenRecord[] = [];
  channels: ChannelRecord[] = [];
  /** The outcome of trying a channel. */
  attempt: DeliveryAttempt = { result: 'sent', answer: '200 OK' };
  events: RunEventRecord[] = [];
  /** The tokens that a generation writes. */
  updates: GenerationUpdate[] = [];
  /** The texts that many at once come to. */
  manyUpdates: GenerateManyUpdate[] = [];
  /** While set, a generation waits before its second message until it is cancelled, or let go. */
  holdGeneration = false;
  readonly held: (() => void)[] = [];
  formats: ExportFormatRecord[] = [];
  exports: ExportRecord[] = [];
  created: CreateExport[] = [];
  /** While set, an export waits before its file is written until it is cancelled. */
  holdExport = false;
  /** The contents of a file that brings a run or a network, by what was chosen. */
  inspectModel: (options: ModelImportOptions) => ModelFileInspection = unexpected;
  importedModels: ModelImportOptions[] = [];
  /** Answers how well a network does on a file. */
  evaluate: (input: EvaluateInput) => EvaluationRecord = unexpected;
  /** The measurements of a network before its first step. */
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
  /** The looks that every training has taken. */
  looks: StepInsightRecord[] = [];
  /** The steps and epochs of every run, for those who ask for them at once. */
  metrics: Pick<RunUpdate, 'steps' | 'epochs'> = { steps: [], epochs: [] };
  /** The measurements of every run. */
  measured: Pick<RunUpdate, 'steps' | 'epochs'> = { steps: [], epochs: [] };
  /** The measurements of every run's data. */
  measurements: DataMeasurementsRecord = { nGrams: null, dependency: null, leak: null };
  /** The copies in texts; none unless a test says otherwise. */
  copiesOf: (texts: readonly string[]) => CopiesRecord = (texts) => ({
    texts: texts.map((text) => ({ tokens: text.length, share: 0, longest: 3, passages: [] })),
    written: { share: 0, longest: 3, usualLongest: 3 },
    heldOut: { share: 0, longest: 4, usualLongest: 4 },
    recites: false,
  });
  /** The answers about the rows of a table, and about their forecast. */
  history: () => HistoryRecord = unexpected;
  forecast: (input: ForecastInput) => ForecastRecord = unexpected;
  /** Answer how a network computes. */
  activations: (input: ActivationsInput) => ActivationsRecord | Promise<ActivationsRecord> = unexpected;
  counterfactual: (input: CounterfactualInput) => CounterfactualRecord = unexpected;
  tokenMap: (input: TokenMapInput) => TokenMapUpdate[] = unexpected;
  nearestTokens: (input: NearestTokensInput) => NearestTokensRecord = unexpected;
  attribution: (input: AttributionInput) => AttributionRecord = unexpected;
  classify: (input: ClassifyInput) => ClassifiedRecord = unexpected;
  scope: Scope = 'train';
  /** Procedures that fail, by their path. */
  refuse = new Map<string, StudioErrorCode>();
  silentEngines: SilentEngine[] = [];
  endedEngines: EngineName[] = [];
  readonly engineEnded = Promise.withResolvers<undefined>();
  readonly noticeListeners = new Set<() => void>();
  readonly runListeners = new Set<(update: RunListUpdate) => void>();
  private closeLine: (() => void) | undefined;

  readonly open: OpenTransport = async () => {
    const client = createRouterClient(this.router());
    const closed = new Promise<void>((resolve) => (this.closeLine = resolve));
    return { link: linkTo(client), closed, close: () => this.breakLine() };
  };

  breakLine(): void {
    this.closeLine?.();
  }

  /** Lets the generations that wait go on. */
  letGenerationsGo(): void {
    for (const go of this.held.splice(0)) go();
  }

  setNotices(notices: Notice[]): void {
    this.notices = notices;
    for (const listener of this.noticeListeners) listener();
  }

  changeRuns(update: RunListUpdate): void {
    for (const listener of this.runListeners) listener(update);
  }

  private router() {
    const os = proceduresOf(this);
    return os.router({
      ...systemProcedures(os, this),
      ...accessProcedures(os, this),
      ...datasetProcedures(os, this),
      ...modelProcedures(os, this),
      ...runProcedures(os, this),
      ...insightProcedures(os, this),
      ...writingProcedures(os, this),
      ...measurementProcedures(os, this),
      ...lessonProcedures(os, this.lessons),
    });
  }
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
