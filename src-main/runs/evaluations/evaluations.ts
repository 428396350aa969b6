import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { likeliest } from '../../../src-engine/metrics/scorer.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { describeMismatch } from '../../../src-engine/tasks/describe-mismatch.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import { decodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { StudioError } from '../../contract/errors.ts';
import type * as records from '../../contract/evaluation-records.ts';
import type { ImportContent, ImportOptions, ImportReport } from '../../contract/datasets/import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { ReadFile } from '../../datasets/imports/importer.ts';
import type { Imports } from '../../datasets/imports/imports.ts';
import { longestTextOf } from '../../datasets/longest-text.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { readingLike } from '../../datasets/imports/reading-like.ts';
import type { RunSeries } from '../forecasts/run-series.ts';
import { classNames } from '../networks/class-names.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';
import { classifySeries, classifyTexts, type Classified } from './classify-rows.ts';
import { evaluateClasses } from './evaluate-classes.ts';
import { evaluateTags, knownSentences } from './evaluate-tags.ts';
import { evaluateText } from './evaluate-text.ts';
import { evaluateValues } from './evaluate-values.ts';
import { labelledColumns, textOfTable, withAnyLabel, type ColumnsOfFile } from './labelled-columns.ts';
import { numberLabels } from './number-labels.ts';

export interface EvaluationsOptions {
  store: Store;
  datasets: Datasets;
  imports: Imports;
  networks: InspectedNetworks;
  series: RunSeries;
}

type LeftOut = records.EvaluationRecord['leftOut'];
type Content<Kind extends DatasetContent['kind']> = Extract<DatasetContent, { kind: Kind }>;
type FileOf<Kind extends DatasetContent['kind']> = ReadFile & { content: Content<Kind> };

/** Texts or sequences that a classifier can read; labels that they may have are not looked at. */
type Classifiable = Content<'labelled' | 'labelled-series'> | { kind: 'texts'; texts: string[] };

/** Measures trained networks on files of their own, of which nothing is kept. */
export class Evaluations {
  readonly #options: EvaluationsOptions;

  constructor(options: EvaluationsOptions) {
    this.#options = options;
  }

  /** Throws `invalid-data` for a file of other things than the network has learnt, and what imports and inspections throw. */
  async evaluate(run: RunView, input: records.EvaluateInput, signal?: AbortSignal): Promise<records.EvaluationRecord> {
    const { task } = JSON.parse(run.model) as ModelSpec;
    if (can(task, 'forecast')) return this.#values(run, input, signal);
    const classes = await classNames(this.#options.datasets, run);
    const file = await this.#read(run, input, (found) => meaningOf(run, found, classes), signal);
    if (can(task, 'classify') && (isOf(file, 'labelled') || isOf(file, 'labelled-series')))
      return this.#classes(run, input, file, classes, signal);
    if (can(task, 'tag') && isOf(file, 'tagged')) return this.#tags(run, input, file, classes, signal);
    if (can(task, 'generate') && isOf(file, 'text')) {
      const { content, report } = file;
      const figures = await evaluateText(
        this.#options.networks,
        run,
        { content, checkpointId: input.checkpointId },
        signal,
      );
      return { kind: 'text', ...figures, leftOut: leftOut(report, []) };
    }
    throw unlike(task, file);
  }

  /** Throws like `evaluate`, and `invalid-data` for a run that tells no classes. */
  async *classify(
    run: RunView,
    input: records.EvaluateInput,
    signal?: AbortSignal,
  ): AsyncGenerator<records.ClassifiedRows> {
    const { task } = JSON.parse(run.model) as ModelSpec;
    if (!can(task, 'classify')) {
      throw new StudioError('invalid-data', 'Only a classifier tells classes. Choose a run that has one.', {
        reason: 'only-classifies',
      });
    }
    const classes = await classNames(this.#options.datasets, run);
    const file = await this.#read(run, input, (found) => meaningOf(run, found, classes, false), signal);
    const { content, names } = toClassify(run, file);
    for await (const part of this.#classified(run, content, input.checkpointId, signal)) {
      const rows = part.probabilities.map((probabilities, n) => ({
        text: names[part.first + n],
        predicted: likeliest(probabilities, 0, probabilities.length),
        probabilities: Array.from(probabilities),
      }));
      yield { step: part.step, classes, rows };
    }
  }

  async #values(
    run: RunView,
    { checkpointId, importId, treatments }: records.EvaluateInput,
    signal: AbortSignal | undefined,
  ): Promise<records.EvaluationRecord> {
    const { networks, series } = this.#options;
    const { preparation } = await series.forecaster(run);
    const rows = await series.rows(run, { datasetId: null, importId, treatments }, signal);
    const figures = await evaluateValues(networks, { run, checkpointId, preparation, rows }, signal);
    return { kind: 'values', ...figures, leftOut: { incomplete: 0, ragged: 0, unknownLabels: [] } };
  }

  async #classes(
    run: RunView,
    { checkpointId }: records.EvaluateInput,
    file: FileOf<'labelled'> | FileOf<'labelled-series'>,
    classes: string[],
    signal: AbortSignal | undefined,
  ): Promise<records.EvaluationRecord> {
    const found = labelsOf(file.content);
    const { labels, known, unknownLabels } = numberLabels(found.labels, found.classes, classes);
    if (known === 0) throw nothingKnown(file.name, found.classes, classes);
    const classified = this.#classified(run, file.content, checkpointId, signal);
    const figures = await evaluateClasses(classified, { texts: found.texts, labels, classes });
    return { kind: 'classes', ...figures, leftOut: leftOut(file.report, unknownLabels) };
  }

  #classified(
    run: RunView,
    content: Classifiable,
    checkpointId: string | null,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Classified> {
    const { networks, store } = this.#options;
    if (content.kind === 'labelled-series') {
      const mostSteps = (JSON.parse(run.train) as TrainSpec).sequenceLength;
      return classifySeries(networks, run, { content, mostSteps, checkpointId }, signal);
    }
    const { texts } = content;
    return classifyTexts(networks, run, { texts, mostTokens: longestTextOf(store, run), checkpointId }, signal);
  }

  async #tags(
    run: RunView,
    { checkpointId }: records.EvaluateInput,
    { name, content, report }: FileOf<'tagged'>,
    tags: string[],
    signal: AbortSignal | undefined,
  ): Promise<records.EvaluationRecord> {
    const { known: sentences, unknownLabels } = knownSentences(content.sentences, tags);
    if (sentences.length === 0) throw nothingKnown(name, content.tags, tags);
    const figures = await evaluateTags(this.#options.networks, run, { sentences, tags, checkpointId }, signal);
    return { kind: 'tags', ...figures, leftOut: leftOut(report, unknownLabels) };
  }

  /** Reads a file with the columns that `meaningOf` chooses, having looked at its beginning. */
  async #read(
    run: RunView,
    { importId, options, columns, treatments }: records.EvaluateInput,
    meaningOf: (file: ColumnsOfFile) => ImportContent | null,
    signal: AbortSignal | undefined,
  ): Promise<ReadFile> {
    const { imports, store } = this.#options;
    const like = readingLike(store, run.dataset_id, treatments);
    const chosen: ImportOptions = { ...options, content: null };
    const inspection = await imports.inspect(importId, chosen);
    const content = meaningOf({ columns, understood: like.options.content, inspection });
    return imports.read(importId, { ...chosen, content }, { known: like.known, signal });
  }
}

function isOf<Kind extends DatasetContent['kind']>(file: ReadFile, kind: Kind): file is FileOf<Kind> {
  return file.content.kind === kind;
}

/** Texts of a table are its rows, and several files a text each; of one file each line that is not empty is a text. */
function textsIn({ content: { documents }, report }: FileOf<'text'>): string[] {
  const texts = documents.map(decodeUtf8);
  if (report.rows !== null || texts.length > 1) return texts;
  return texts.flatMap((text) => text.split(/\r\n|\n|\r/)).filter((line) => line.trim() !== '');
}

/** Returns what of a file is to be classified, and its names. Throws `invalid-data` for other things than the network reads. */
function toClassify(run: RunView, file: ReadFile): { content: Classifiable; names: (string | null)[] } {
  if (readsNumbers(run) && isOf(file, 'labelled-series')) {
    return { content: file.content, names: file.content.layout.pieces.map(({ series }) => series) };
  }
  if (readsNumbers(run) || !isOf(file, 'text')) throw unlike((JSON.parse(run.model) as ModelSpec).task, file);
  const texts = textsIn(file);
  return { content: { kind: 'texts', texts }, names: texts };
}

function readsNumbers(run: RunView): boolean {
  return (JSON.parse(run.model) as ModelSpec).input.kind === 'features';
}

/**
 * Chooses the columns of a file: those that the network has learnt from, by their names. A classifier of texts is told which are meant, or
 * finds those that alone can be.
 */
function meaningOf(
  run: RunView,
  file: ColumnsOfFile,
  classes: readonly string[],
  hasLabels = true,
): ImportContent | null {
  const { task } = JSON.parse(run.model) as ModelSpec;
  const { understood } = file;
  if (can(task, 'generate')) return textOfTable(file, classes);
  if (can(task, 'classify') && !readsNumbers(run)) {
    return hasLabels ? labelledColumns(file, classes) : textOfTable(file, classes);
  }
  return hasLabels || understood?.kind !== 'labelled-series' ? understood : withAnyLabel(understood, file);
}

/** The labels of a file, numbered by what occurs in it, and what they are of. */
function labelsOf(content: Content<'labelled' | 'labelled-series'>) {
  if (content.kind === 'labelled') return content;
  const { pieces, classes } = content.layout;
  return {
    labels: pieces.map(({ label }) => label),
    classes,
    texts: pieces.map(({ series }, n) => series ?? String(n + 1)),
  };
}

function leftOut({ rows, tagged }: ImportReport, unknownLabels: LeftOut['unknownLabels']): LeftOut {
  return { incomplete: rows?.incomplete ?? 0, ragged: tagged?.leftOut ?? rows?.raggedCount ?? 0, unknownLabels };
}

function unlike(task: ModelSpec['task'], { name, content }: ReadFile): StudioError {
  const message = describeMismatch(task, content.kind) ?? `${name} cannot be compared with what this network says.`;
  return new StudioError('invalid-data', message, { reason: taskFacts[task].needs.reason });
}

function nothingKnown(name: string, found: readonly string[], known: readonly string[]): StudioError {
  const [here, expected] = [listed(found), listed(known)];
  const message = `The network knows none of the labels of ${name}, which are ${here}. It has learnt ${expected}. Choose the column with these labels.`;
  return new StudioError('invalid-data', message, { reason: 'no-known-label', name, found: here, expected });
}

const listed = (labels: readonly string[]) =>
  labels.slice(0, 10).join(', ') + (labels.length > 10 ? ` and ${labels.length - 10} more` : '');
