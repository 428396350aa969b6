import { basename } from 'node:path';
import { defaultTraining } from '../../src-engine/models/presets.ts';
import { modelTemplates } from '../../src-engine/models/templates.ts';
import { usualTemplate } from '../../src-engine/recipes/usual-template.ts';
import type { Budget } from '../../src-engine/spec/recipe-spec.ts';
import type { RecommendInput, Recommendation } from '../contract/recipe-records.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { BranchRun, StartRun } from '../contract/runs/start-records.ts';
import type { CheckpointRecord } from '../contract/runs/checkpoint-records.ts';
import type { DatasetRecord } from '../contract/datasets/dataset-records.ts';
import { budgetOfText } from '../contract/training-files/budget-text.ts';
import type { FieldProblem } from '../contract/training-files/describe-issue.ts';
import type { Fault } from '../contract/training-files/faults.ts';
import type { TrainingFile } from '../contract/training-files/training-file.ts';
import { decideTraining, UnfitSettingError } from './decide-training.ts';
import { networkFor } from './network-for.ts';

/** The things of a studio that a file is about. */
export interface StudioContent {
  datasets: readonly DatasetRecord[];
  runs: readonly RunRecord[];
  checkpointsOf: (runId: string) => readonly CheckpointRecord[];
  recommend: (input: RecommendInput) => Promise<Recommendation>;
}

/** The run that a file starts: a new one, or a branch. */
export type StartOfFile = { start: StartRun; branch: null } | { start: null; branch: BranchRun };

/** A file cannot be trained in this studio as it is. */
export class UnfitFileError extends Error {
  readonly problem: FieldProblem;
  constructor(path: readonly string[], fault: Fault, isName = false) {
    super(fault.code);
    this.name = 'UnfitFileError';
    this.problem = { path, isName, fault };
  }
}

/** Decides the run that a file starts in a studio. Rejects with UnfitFileError. */
export async function startOfFile(file: TrainingFile, content: StudioContent): Promise<StartOfFile> {
  for (const name of ['sweep', 'vectors'] as const)
    if (file[name] !== undefined) throw new UnfitFileError([name], { code: 'command-line-only', name }, true);
  if (file.data?.validation !== undefined)
    throw new UnfitFileError(['data', 'validation'], { code: 'command-line-only', name: 'validation' }, true);
  return file.from === undefined
    ? { start: await newRun(file, content), branch: null }
    : { start: null, branch: branchOf(file, file.from, content) };
}

async function newRun(file: TrainingFile, content: StudioContent): Promise<StartRun> {
  const dataset = datasetOf(file, content.datasets);
  const templates = modelTemplates(Math.max(1, dataset.vocabularySize));
  const template = templates.find(({ id }) => id === (file.preset ?? usualTemplate(dataset)));
  if (file.preset !== undefined && template?.id !== file.preset)
    throw new UnfitFileError(['preset'], { code: 'no-preset', name: file.preset });
  const model = file.model === undefined ? null : networkFor(file.model, dataset);
  const usual =
    model === null && template !== undefined ? template.train : defaultTraining(model?.task ?? 'language-model');
  const budget = file.budget === undefined ? null : budgetOfText(file.budget);
  const chosen = budget === null ? null : await content.recommend(recommendInput(file, { budget, dataset, model }));
  const presetId = model === null ? (chosen === null ? (template?.id ?? null) : chosen.presetId) : null;
  const tokenizer = file.tokenizer ??
    chosen?.tokenizer ??
    template?.tokenizer ?? { type: 'character', minimumFrequency: 1 };
  const window = file.window ?? file.train?.sequenceLength;
  return {
    datasetId: dataset.id,
    tokenizer,
    presetId,
    model: model ?? (presetId === null ? (chosen?.model ?? null) : null),
    train: { ...chosen?.training, ...trainingOf(file, chosen?.training ?? usual) },
    ...(file.name !== undefined && { name: file.name }),
    ...(file.balanceClasses === true && { balanceClasses: true }),
    ...(file.horizon !== undefined && { horizon: file.horizon }),
    ...(window !== undefined && { window }),
  };
}

function trainingOf({ train = {} }: TrainingFile, base: Parameters<typeof decideTraining>[0]): StartRun['train'] {
  try {
    return decideTraining(base, train);
  } catch (error) {
    if (!(error instanceof UnfitSettingError)) throw error;
    const path = ['train', ...error.path];
    throw new UnfitFileError(path, { code: 'unfit-setting', name: error.path.join('.') }, true);
  }
}

function recommendInput(
  { preset, tokenizer, train = {} }: TrainingFile,
  { budget, dataset, model }: { budget: Budget; dataset: DatasetRecord; model: RecommendInput['model'] },
): RecommendInput {
  const { epochs, maxSteps, batchSize, sequenceLength, backend, validationFraction, seed } = train;
  return {
    datasetId: dataset.id,
    budget,
    presetId: preset ?? null,
    model,
    train: { epochs, maxSteps, batchSize, sequenceLength, backend, validationFraction, seed },
    ...(tokenizer !== undefined && { tokenizer }),
  };
}

/** The dataset with the content that the file is meant for, whatever it is called now; else the one of its name, or of the file’s. */
function datasetOf({ data = {} }: TrainingFile, datasets: readonly DatasetRecord[]): DatasetRecord {
  const { dataset: wanted, file, hash } = data;
  const name = wanted ?? (file === undefined ? undefined : basename(file));
  if (name === undefined) throw new UnfitFileError(['data'], { code: 'no-data', name: '' }, true);
  const same = datasets.filter((each) => hash !== undefined && each.hash === hash);
  const named = datasets.filter((each) => each.name === name || each.id === wanted);
  const found = same.find((each) => each.name === name) ?? same[0] ?? named[0];
  if (found === undefined)
    throw wanted === undefined
      ? new UnfitFileError(['data', 'file'], { code: 'not-imported', name })
      : new UnfitFileError(['data', 'dataset'], { code: 'no-dataset', name });
  if (hash !== undefined && found.hash !== hash)
    throw new UnfitFileError(['data', 'hash'], { code: 'other-content', name });
  return found;
}

function branchOf(file: TrainingFile, from: NonNullable<TrainingFile['from']>, content: StudioContent): BranchRun {
  if (from.keep !== 'training') throw new UnfitFileError(['from'], { code: 'command-line-only', name: 'from' }, true);
  const { run: wanted, checkpoint = 'last' } = from;
  const run = content.runs.find(({ id, name }) => id === wanted || name === wanted);
  if (run === undefined) throw new UnfitFileError(['from', 'run'], { code: 'no-run', name: wanted });
  const newestFirst = content.checkpointsOf(run.id).toSorted((a, b) => b.step - a.step);
  const found =
    checkpoint === 'last'
      ? newestFirst[0]
      : newestFirst.find(({ id, step }) => id === checkpoint || String(step) === checkpoint);
  if (found === undefined) throw new UnfitFileError(['from', 'checkpoint'], { code: 'no-run', name: checkpoint });
  return {
    checkpointId: found.id,
    train: trainingOf(file, run.train),
    ...(file.name !== undefined && { name: file.name }),
  };
}
