import { z } from 'zod';
import { parseCheckpointHeader } from '../../../src-engine/checkpoint/parse-checkpoint-header.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { keepCheckpoint } from '../../contract/runs/checkpoint-records.ts';
import type { studioErrors } from '../../contract/errors.ts';
import { datasetKinds, importReport } from '../../contract/datasets/import-records.ts';
import { run, runParent } from '../../contract/runs/run-records.ts';
import { preparationSchema } from '../../contract/datasets/series-schemas.ts';
import { modelSpecSchema, tokenizerStateSchema, trainSpecSchema } from '../../contract/spec-schemas.ts';
import { bundledMemberships } from './bundle-memberships.ts';
import type { ThumbnailSize } from './thumbnail/draw-thumbnails.ts';

/**
 * A project bundle: a ZIP archive that holds a run, all of it or without its dataset.
 *
 *   manifest.json          what follows here
 *   Thumbnails/            thumbnail.png, the run's picture for file managers, where OpenDocument and OpenRaster have theirs, and smaller
 *                          ones; stored without compression, so that nothing is to be unpacked for them. Left out by older studios
 *   metrics/steps.jsonl    StepMetrics, one a line; epochs.jsonl, events.jsonl and insights.jsonl in the same way
 *   tensors/<sha-256>      bytes of a tensor, little-endian, stored without compression; what checkpoints share is there once
 *   text                   the content of the dataset as it is stored: UTF-8. Only where it goes along
 */
export const manifestPath = 'manifest.json';
/** The name of the picture with so many pixels on each side. */
export const thumbnailPath = (pixels: ThumbnailSize) =>
  pixels === 512 ? 'Thumbnails/thumbnail.png' : `Thumbnails/thumbnail-${pixels}.png`;
export const textPath = 'text';
export const tensorPath = (sha256: string) => `tensors/${sha256}`;
/** Deeper than anything that the studio writes. */
export const deepestNesting = 32;
export const metricsPaths = {
  steps: 'metrics/steps.jsonl',
  epochs: 'metrics/epochs.jsonl',
  events: 'metrics/events.jsonl',
  insights: 'metrics/insights.jsonl',
} as const;

const format = 'kioku-bundle';
const version = 1;

/** Ten times what a large vocabulary and many checkpoints need. Each value takes far more memory than room in the file. */
const mostValues = 2_000_000;
const COMMA = 0x2c;
const BRACKET = 0x5b;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const finite = z.number();

const checkpoint = z.strictObject({
  reason: z.enum(['epoch', 'interval', 'best', 'pause', 'stop', 'finish', 'request', 'branch']),
  validationLoss: finite.nullable(),
  createdAt: count,
  /** The pin and the name, left out where nobody has pinned or named the checkpoint, and by older studios. */
  isPinned: keepCheckpoint.shape.isPinned,
  name: keepCheckpoint.shape.name,
  progress: z.unknown(),
  tensors: z.array(
    z.strictObject({ name: z.string(), shape: z.array(count), type: z.enum(['float32', 'float64']), sha256 }),
  ),
});

const manifest = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** The version of the studio that wrote it. */
  studio: z.string().max(100),
  createdAt: count,
  run: z.strictObject({
    name: run.shape.name,
    tags: run.shape.tags,
    notes: run.shape.notes,
    parent: runParent.nullable(),
    presetId: run.shape.presetId,
    state: run.shape.state,
    model: modelSpecSchema,
    train: trainSpecSchema,
    /** Left out by older studios. */
    preparation: preparationSchema.nullable().default(null),
    backend: z.string().max(100).nullable(),
    unitsPerToken: run.shape.unitsPerToken,
    tokensPerStep: count.nullable(),
    totalSteps: count.nullable(),
    step: count,
    epoch: count,
    trainLoss: finite.nullable(),
    validationLoss: finite.nullable(),
    bestValidationLoss: finite.nullable(),
    bestEpoch: count.nullable(),
    tokensPerSecond: finite.nullable(),
    elapsedMs: finite.min(0),
    createdAt: count,
    ...bundledMemberships,
  }),
  tokenizer: tokenizerStateSchema,
  /** The sizes of the dataset, with this tokenizer. */
  tokenCount: count,
  topFrequencies: z.array(z.strictObject({ token: z.string(), count })).max(1000),
  dataset: z.strictObject({
    name: z.string().min(1).max(255),
    kind: z.enum(datasetKinds),
    layout: z.string().nullable(),
    sha256: sha256.nullable(),
    bytes: count,
    report: importReport.nullable(),
    origin: z.string().nullable(),
    byteOrderMarkRemoved: z.boolean(),
  }),
  checkpoints: z.array(checkpoint).max(100_000),
  hasText: z.boolean(),
});

type WrittenManifest = z.infer<typeof manifest>;

export type BundleCheckpoint = Omit<WrittenManifest['checkpoints'][number], 'progress'> & {
  progress: TrainingProgress;
};

export type BundleManifest = Omit<WrittenManifest, 'checkpoints'> & { checkpoints: BundleCheckpoint[] };

export function writeManifest(bundle: Omit<BundleManifest, 'format' | 'version'>): string {
  return JSON.stringify({ format, version, ...bundle });
}

/** The faults of a bundle itself, whatever happened to the process that reads it. */
export type BundleFault = Exclude<
  keyof (typeof studioErrors)['bundle-refused'],
  'lacks-memory' | 'takes-too-long' | 'reader-ended'
>;

/** The file is none that can be read at all; any other error tells of damage. */
export class ManifestError extends Error {
  readonly fault: BundleFault;
  constructor(message: string, fault: BundleFault) {
    super(message);
    this.fault = fault;
  }
}

/** Checks a manifest that may come from anywhere. Throws Error: what is wrong, in words that end a sentence. */
export function parseManifest(json: string): BundleManifest {
  if (separators(json) > mostValues) throw new Error('its manifest holds more than any run has');
  let value: unknown;
  try {
    value = parseShallowJson(json, deepestNesting);
  } catch {
    throw new Error('its manifest is not JSON');
  }
  const stated = z.object({ format: z.literal(format), version: z.int() }).safeParse(value);
  if (!stated.success) {
    throw new ManifestError('its manifest is not that of a project bundle', 'wrong-format');
  }
  if (stated.data.version > version) {
    throw new ManifestError('it comes from a newer version of the studio; update this one', 'newer');
  }
  const parsed = manifest.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`its manifest is wrong at ${issue.path.join('.') || 'its top'} (${issue.message})`);
  }
  const { run: itsRun, tokenizer, hasText, dataset } = parsed.data;
  const { model } = itsRun;
  const [problem] = validateModel(model);
  if (problem !== undefined) throw new Error(`its network cannot be built: ${problem.message}`);
  if (model.input.kind === 'tokens' && tokenizer.vocabulary.length !== model.input.vocabularySize) {
    throw new Error(
      `its vocabulary has ${tokenizer.vocabulary.length} tokens, its network ${model.input.vocabularySize}`,
    );
  }
  const unusable = tokenizerProblem(tokenizer);
  if (unusable !== null) throw new Error(`its tokenizer cannot be used: ${unusable}`);
  if (hasText && dataset.sha256 === null) throw new Error('its dataset has no hash');
  return { ...parsed.data, checkpoints: parsed.data.checkpoints.map((each) => checkedCheckpoint(each, model)) };
}

/** `null` means that it can be used. */
function tokenizerProblem(state: TokenizerState): string | null {
  try {
    createTokenizer(state);
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  }
}

/** At least as many as there are values, or as deep as they lie in each other. */
function separators(json: string): number {
  let found = 0;
  for (let place = 0; place < json.length && found <= mostValues; place++) {
    const code = json.charCodeAt(place);
    if (code === COMMA || code === BRACKET) found++;
  }
  return found;
}

function checkedCheckpoint(written: WrittenManifest['checkpoints'][number], model: ModelSpec): BundleCheckpoint {
  try {
    const { progress } = parseCheckpointHeader(
      JSON.stringify({ progress: written.progress, tensors: written.tensors }),
    );
    const problem = misfit(written.tensors, model);
    if (problem !== null)
      throw new Error(`the checkpoint of step ${progress.step} does not fit its network: ${problem}`);
    return { ...written, progress };
  } catch (error) {
    if (error instanceof EngineError)
      throw new Error(error.message.replace(/^This/, 'a').replace(/\.$/, ''), { cause: error });
    throw error;
  }
}

/** Optimizers keep at most two values of each parameter. */
const tensorName = /^(?:(parameter|best|last)\/(.+)|optimizer\/(.+)\/[01]|state\/.+)$/;
/** The recurrent states of a batch; sequences of which are never that many. */
const mostStateElements = 2 ** 26;

/** Returns the parts that would not fit into the network, or null when everything does. */
function misfit(tensors: readonly { name: string; shape: number[] }[], model: ModelSpec): string | null {
  const shapes = new Map(parameterSpecs(model).map(({ name, shape }) => [name, shape]));
  const names = new Set(tensors.map(({ name }) => name));
  for (const name of shapes.keys()) if (!names.has(`parameter/${name}`)) return `it has no ${name}`;
  for (const { name, shape } of tensors) {
    const match = tensorName.exec(name);
    if (match === null) return `it has a tensor ${name.slice(0, 80)}`;
    const parameter = match[2] ?? match[3];
    const wanted = parameter === undefined ? null : shapes.get(parameter);
    if (wanted === undefined) return `it has a tensor ${name.slice(0, 80)}`;
    if (wanted === null ? elementCount(shape) > mostStateElements : wanted.join() !== shape.join()) {
      return `${name.slice(0, 80)} has the shape (${shape.join(', ')})`;
    }
  }
  return null;
}
