import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { describeMismatch } from '../../../src-engine/tasks/describe-mismatch.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type { DatasetFit } from '../../contract/datasets/dataset-fit-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { dataSizes } from '../../datasets/data-sizes.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';

/** The share of a text's unknown pieces above which a network would learn something else than the text. */
const mostUnknownShare = 0.1;
const shownTokens = 20;

/** A network that is to go on with other data: what it reads, what it gives, and what its tokens and classes are called. */
export interface FittedNetwork {
  model: ModelSpec;
  /** null where the network reads numbers. */
  tokenizer: TokenizerState | null;
  /** null where nobody knows them. */
  classes: readonly string[] | null;
  /** null where it reads no numbers over time, or an older studio trained it. */
  preparation: Preparation | null;
}

/** Says whether a network can learn from a dataset, and what of the dataset it does not know. */
export async function checkDatasetFit(
  datasets: Datasets,
  dataset: DatasetRow,
  { model, tokenizer, classes, preparation }: FittedNetwork,
): Promise<DatasetFit> {
  const fit: DatasetFit = { fits: false, problems: [], tokens: null, unknown: null };
  const mismatch = describeMismatch(model.task, dataset.kind);
  if (mismatch !== null) {
    fit.problems.push({ code: 'wrong-kind', message: mismatch, values: {} });
    return fit;
  }
  if (preparation !== null) await checkColumns(datasets, dataset, preparation, fit);
  else if (model.input.kind === 'features') await checkNumbers(datasets, dataset, model, fit);
  else if (tokenizer !== null) await checkTokens(datasets, dataset, tokenizer, fit);
  if (taskFacts[model.task].outputsAre === 'classes') checkClasses(datasets.get(dataset.id), model, classes, fit);
  fit.fits = fit.problems.length === 0;
  return fit;
}

/** Throws `dataset-does-not-fit` with what differs. */
export function requireFit({ problems: [problem] }: DatasetFit): void {
  if (problem === undefined) return;
  const { code, message, values } = problem;
  throw StudioError.relayed({ code: 'dataset-does-not-fit', message, details: { ...values, reason: code } });
}

/** Columns are found by their names; others may be there too. */
async function checkColumns(
  datasets: Datasets,
  dataset: DatasetRow,
  { columns }: Preparation,
  fit: DatasetFit,
): Promise<void> {
  const found = columnsOf(await datasets.content(dataset));
  const missing = columns.map(({ name }) => name).filter((name) => !found.includes(name));
  if (missing.length === 0) return;
  const values = { expected: columns.length, found: columns.length - missing.length };
  const message = `The network reads the column${missing.length === 1 ? '' : 's'} ${missing.join(', ')}, which the dataset does not have. Its columns are ${found.join(', ')}. Import it with columns of the same names.`;
  fit.problems.push({ code: 'features-differ', message, values });
}

function columnsOf(content: DatasetContent): string[] {
  if (content.kind === 'series' || content.kind === 'labelled-series')
    return content.layout.columns.map(({ name }) => name);
  return content.kind === 'numeric' ? [...content.targets, ...content.features] : [];
}

async function checkNumbers(datasets: Datasets, dataset: DatasetRow, model: ModelSpec, fit: DatasetFit): Promise<void> {
  const { inputs, outputs } = await dataSizes(datasets, dataset, { type: 'byte', minimumFrequency: 1 });
  const expected = model.input.kind === 'features' ? model.input.size : 0;
  if (inputs !== expected) {
    const message = `The network reads ${expected} numbers a step, and the dataset has ${inputs}. Import it with as many feature columns, in the order in which the network has learnt them.`;
    fit.problems.push({ code: 'features-differ', message, values: { expected, found: inputs } });
  }
  const given = outputsOf(model);
  if (outputs !== null && outputs !== given) {
    const message = `The network gives ${given} numbers, and the dataset asks for ${outputs}. Import it with as many target columns.`;
    fit.problems.push({ code: 'targets-differ', message, values: { expected: given, found: outputs } });
  }
}

/** Compares the vocabulary of the network with all that occurs in the texts. Bytes and what is made of them hold every text. */
async function checkTokens(
  datasets: Datasets,
  dataset: DatasetRow,
  { spec, vocabulary, unknownId }: TokenizerState,
  fit: DatasetFit,
): Promise<void> {
  if (spec.type === 'byte' || spec.type === 'bpe') {
    fit.tokens = dataset.bytes;
    fit.unknown = { count: 0, share: 0, different: 0, samples: [] };
    return;
  }
  const all = { ...spec, minimumFrequency: 1 };
  const { tokenizer: found } = await datasets.analysis(dataset, all);
  const counts = await datasets.tokenCounts(dataset, all);
  const known = new Set(vocabulary.filter((_, id) => id !== unknownId));
  const tokens = counts.reduce((sum, count) => sum + count, 0);
  const missing = found.vocabulary
    .map((token, id) => ({ token, count: counts[id] ?? 0 }))
    .filter(({ token }) => !known.has(token))
    .toSorted((a, b) => b.count - a.count);
  const count = missing.reduce((sum, each) => sum + each.count, 0);
  const share = tokens === 0 ? 0 : count / tokens;
  const samples = missing.slice(0, shownTokens).map(({ token }) => token);
  fit.tokens = unknownId === null ? tokens - count : tokens;
  fit.unknown = { count, share, different: missing.length, samples };
  if (share <= mostUnknownShare) return;
  const percent = Math.round(100 * share);
  const shown = samples.map((token) => JSON.stringify(token)).join(', ');
  const message =
    `The network’s vocabulary of ${known.size} tokens lacks ${percent} % of the dataset: ${missing.length} different ones, the most frequent ` +
    `${shown}. Choose a text of the same language and script, clean it up as the network’s text was (NFKC, line ends), or train a new network on it.`;
  fit.problems.push({
    code: 'mostly-unknown',
    message,
    values: { size: known.size, percent, different: missing.length, samples: shown },
  });
}

function checkClasses(
  { report }: DatasetRecord,
  model: ModelSpec,
  classes: readonly string[] | null,
  fit: DatasetFit,
): void {
  const found = report?.classes?.map(({ label }) => label) ?? [];
  const expected = outputsOf(model);
  if (found.length !== expected) {
    const message = `The network tells ${expected} classes apart, and the dataset has ${found.length}: ${found.join(', ')}.`;
    fit.problems.push({ code: 'classes-differ', message, values: { expected, found: found.length } });
  } else if (classes !== null && classes.some((label, n) => label !== found[n])) {
    const [known, here] = [classes.join(', '), found.join(', ')];
    const message = `The network’s classes are ${known}, and the dataset’s ${here}. They have to be called the same, and to occur first in the same order.`;
    fit.problems.push({ code: 'class-names-differ', message, values: { expected: known, found: here } });
  }
}

function outputsOf({ layers }: ModelSpec): number {
  return layers.findLast((layer) => layer.type === 'dense')?.units ?? 0;
}
