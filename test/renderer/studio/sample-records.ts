import type { ColumnFacts } from '../../../src-main/contract/datasets/column-records.ts';
import type { Diagnosis, Finding } from '../../../src-main/contract/doctor/doctor-records.ts';
import type { ExportFormatRecord, ExportRecord } from '../../../src-main/contract/export-records.ts';
import type { FixTrial } from '../../../src-main/contract/groups/trial-records.ts';
import type { ImportReport, Inspection } from '../../../src-main/contract/datasets/import-records.ts';
import type { ModelTemplateRecord } from '../../../src-main/contract/model-records.ts';
import type { RunRecord, RunUpdate } from '../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../src-main/contract/runs/checkpoint-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';

/** Records as the host would send them, for the screens' tests. */
export const aPreset = (fields: Partial<ModelTemplateRecord> = {}): ModelTemplateRecord => ({
  id: 'char-rnn-s',
  name: 'Small',
  description: 'Two LSTM layers of 128 units.',
  model: {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 100 },
    layers: [
      { type: 'one_hot' },
      lstm(128),
      lstm(128),
      { type: 'dense', units: 100, kernelInitializer: 'xavier_uniform' },
    ],
  },
  train: {
    epochs: 10,
    maxSteps: null,
    batchSize: 50,
    sequenceLength: 50,
    optimizer: { type: 'adam', learningRate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    schedule: { type: 'constant', warmupSteps: 0 },
    clip: { type: 'norm', max: 5 },
    l2: 0,
    gradientAccumulation: 1,
    validationFraction: 0.1,
    earlyStopping: null,
    classWeights: null,
    checkpoints: {
      everyEpoch: true,
      everySteps: null,
      everyMinutes: 5,
      keepLast: 3,
      keepBest: 1,
      spaceBytes: 256_000_000,
    },
    seed: 1,
    backend: 'auto',
    threads: null,
  },
  tokenizer: { type: 'character', minimumFrequency: 1 },
  rival: null,
  parameterCount: 262_000,
  ...fields,
});

function lstm(units: number): ModelTemplateRecord['model']['layers'][number] {
  return {
    type: 'lstm',
    units,
    activation: 'tanh',
    recurrentActivation: 'sigmoid',
    returnSequences: true,
    bidirectional: null,
    recurrentDropout: 0,
    kernelInitializer: 'xavier_uniform',
    recurrentInitializer: 'orthogonal',
    forgetBias: 1,
  };
}

export const aDataset = (fields: Partial<DatasetRecord> = {}): DatasetRecord => ({
  id: 'd',
  name: 'A novel',
  kind: 'text',
  hash: '0'.repeat(64),
  bytes: 1_000_000,
  characters: 1_000_000,
  vocabularySize: 65,
  frequencies: [
    { token: 'e', count: 100_000 },
    { token: '\n', count: 40_000 },
  ],
  origin: null,
  tags: [],
  report: null,
  byteOrderMarkRemoved: false,
  createdAt: 1_700_000_000_000,
  runCount: 0,
  ...fields,
});

export const anInspection = (fields: Partial<Inspection> = {}): Inspection => ({
  name: 'novel.txt',
  bytes: 1_000_000,
  files: [{ path: 'novel.txt', bytes: 1_000_000 }],
  fileCount: 1,
  skippedFiles: [],
  format: 'text',
  alternatives: [],
  encodings: [
    { encoding: 'utf-8', confidence: 0.99 },
    { encoding: 'windows-1252', confidence: 0.2 },
  ],
  byteOrderMark: false,
  encoding: 'utf-8',
  preview: 'Call me Ishmael.',
  inspectedCharacters: 16,
  isWhole: true,
  leftOut: [],
  validationFiles: [],
  cleanUps: [],
  table: null,
  tagged: null,
  folders: null,
  suggestion: { kind: 'text', textColumn: null },
  questions: [],
  understood: null,
  refusal: null,
  ...fields,
});

/** A column of a table that is imported, by its name and what it holds. */
export const aColumn = (
  name: string,
  holds: ColumnFacts['holds'],
  fields: Partial<ColumnFacts> = {},
): NonNullable<Inspection['table']>['columns'][number] => ({
  name,
  holds,
  role: 'ignore',
  cells: 3,
  empty: 0,
  absent: 0,
  unread: 0,
  distinct: 3,
  examples: [],
  whole: false,
  decimal: null,
  thousands: null,
  timeFormat: null,
  dateOrders: [],
  ...fields,
});

export const aRun = (fields: Partial<RunRecord> = {}): RunRecord => ({
  id: 'r',
  name: 'A novel · Small',
  tags: [],
  notes: '',
  parent: null,
  datasetId: 'd',
  datasetName: 'A novel',
  state: 'finished',
  model: aPreset().model,
  train: aPreset().train,
  tokenizer: { type: 'character', minimumFrequency: 1 },
  presetId: 'char-rnn-s',
  backend: 'wasm',
  parameterCount: 239_297,
  step: 100,
  totalSteps: 1000,
  unitsPerToken: { characters: 1, words: 0.2, bytes: 1 },
  epoch: 1,
  trainLoss: 2,
  validationLoss: 2.1,
  bestValidationLoss: 2.1,
  bestEpoch: 1,
  bestScores: {},
  tokensPerSecond: 40_000,
  elapsedMs: 60_000,
  remainingMs: null,
  error: null,
  queuePosition: null,
  startAt: null,
  waitsUntil: null,
  outcome: null,
  verdict: null,
  continues: false,
  createdAt: 1_700_000_000_000,
  checkpointCount: 1,
  bundledNetwork: null,
  group: null,
  sweep: null,
  checkpointBytes: 3_000_000,
  ...fields,
});

export const aCheckpoint = (fields: Partial<CheckpointRecord> = {}): CheckpointRecord => ({
  id: 'c',
  runId: 'r',
  step: 100,
  epoch: 1,
  restoredEpoch: null,
  reason: 'epoch',
  validationLoss: 2.1,
  bytes: 3_000_000,
  createdAt: 1_700_000_000_000,
  isPinned: false,
  name: null,
  ...fields,
});

export const aFinding = (fields: Partial<Finding> = {}): Finding => ({
  rule: 'learning-rate-too-high',
  severity: 'fault',
  confidence: 0.9,
  evidence: [{ measure: 'loss-jump', value: 3.2, limit: 2.1, unit: 'nats' }],
  region: { chart: 'loss', fromStep: 40, toStep: 100 },
  doubt: 'may-recover',
  idea: 'learningRate',
  expectedGain: 0.9,
  fix: {
    kind: 'branch',
    checkpointId: 'c',
    train: { optimizer: { ...aPreset().train.optimizer, learningRate: 2e-4 } },
  },
  ...fields,
});

export const aTrial = (fields: Partial<FixTrial> = {}): FixTrial => ({
  id: 't',
  runId: 'r',
  rule: 'learning-rate-too-high',
  fix: { kind: 'branch', checkpointId: 'c', train: {} },
  createdAt: 1_700_000_000_000,
  steps: 200,
  judged: 'best',
  pairs: [1, 2].map((seed) => ({
    seed,
    before: { runId: `before-${seed}`, loss: 2, steps: 200 },
    after: { runId: `after-${seed}`, loss: 1.8, steps: 200 },
  })),
  open: 0,
  verdict: null,
  ...fields,
});

export const aDiagnosis = (fields: Partial<Diagnosis> = {}): Diagnosis => ({
  open: [],
  others: [],
  dismissed: [],
  sightings: [],
  isPartial: false,
  ...fields,
});

export const aStep = (step: number): RunUpdate['steps'][number] => ({
  step,
  epoch: 1,
  loss: 4 / step,
  gradientNorm: 1,
  learningRate: 2e-3,
  tokensPerSecond: 40_000,
  elapsedMs: step * 10,
});

export const anEpoch = (epoch: number, step: number): RunUpdate['epochs'][number] => ({
  epoch,
  step,
  trainLoss: 2,
  validationLoss: 2.1,
  validationAccuracy: 0.5,
  validationScores: { accuracy: 0.5 },
  tokensPerSecond: 40_000,
  elapsedMs: step * 10,
});

export const anExport = (fields: Partial<ExportRecord> = {}): ExportRecord => ({
  id: 'e',
  runId: 'a',
  step: 120,
  format: 'onnx',
  options: { precision: 'float32', allCheckpoints: false, includeText: false },
  fileName: 'whale-step-120.onnx',
  bytes: 1_200_000,
  sha256: 'ab'.repeat(32),
  isStored: true,
  createdAt: 1_700_000_000_000,
  certificate: {
    verdict: 'passed',
    runtime: 'ONNX Runtime',
    version: '1.24.1',
    inputs: [
      { batch: 1, steps: 7, isPadded: false },
      { batch: 3, steps: 12, isPadded: true },
    ],
    largestDifference: 3.2e-7,
    tolerance: 1e-4,
    isRelative: false,
    reason: null,
    howTo: null,
    cost: null,
    ownCells: [],
    lacks: null,
    checkedAt: 1_700_000_000_000,
  },
  ...fields,
});

export const someFormats = (): ExportFormatRecord[] => [
  {
    id: 'keras',
    choices: [
      {
        precision: 'float32',
        bytes: 0,
        refusal: { code: 'test', message: 'Keras has no such cell. Take ONNX.', values: {} },
      },
    ],
    extras: null,
  },
  {
    id: 'onnx',
    choices: [
      { precision: 'float32', bytes: 1_200_000, refusal: null },
      { precision: 'int8', bytes: 300_000, refusal: null },
    ],
    extras: null,
  },
  {
    id: 'kioku',
    choices: [{ precision: null, bytes: 3_000_000, refusal: null }],
    extras: { allCheckpointsBytes: 2_000_000, textBytes: 500_000 },
  },
  { id: 'csv', choices: [{ precision: null, bytes: 9000, refusal: null }], extras: null },
];

/** The report of an import of plain texts. */
export const aReport = (fields: Partial<ImportReport> = {}): ImportReport => ({
  encodings: [],
  replaced: 0,
  newlines: { lf: 0, crlf: 0, cr: 0 },
  cleanUps: [],
  documents: 1,
  rareCharacters: 0,
  skippedFiles: [],
  rows: null,
  classes: null,
  ...fields,
});
