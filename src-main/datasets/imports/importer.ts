import { randomUUID } from 'node:crypto';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ImportOptions, ImportReport } from '../../contract/datasets/import-records.ts';
import type { DatasetRow, NewDataset } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { KnownTable } from '../cleaning/series/known-table.ts';
import { SourceReading, type ImportControl } from '../cleaning/source-reading.ts';
import type { CharacterCount, OpenCharacterCount, TextAnalysis } from '../content/character-count.ts';
import { ContentSink } from '../content/content-sink.ts';
import { ContentWriter } from '../content/content-writer.ts';
import type { ContentRequest, ImportedContent } from '../content/imported-content.ts';
import { writeDocuments, writeLabelledFiles } from '../content/write-documents.ts';
import { writeSeries } from '../content/write-series.ts';
import { writeTagged } from '../content/write-tagged.ts';
import { writeWithValidation } from '../content/write-with-validation.ts';
import { writeTextRows } from '../content/write-text-rows.ts';
import { summarize } from '../dataset-record.ts';
import { readContent } from '../content/stored-content.ts';
import { planImport, type ImportPlan } from '../meaning/import-plan.ts';
import type { ImportSource } from '../readers/open-source.ts';
import { writeRelabelled } from '../relabel.ts';

type Description = Pick<NewDataset, 'name' | 'kind' | 'layout' | 'report' | 'origin' | 'byte_order_mark_removed'>;

/** A content that is being stored, and how to describe it once it is. */
type Writing = (writer: ContentWriter) => Promise<{ description: Description; analysis: TextAnalysis | null }>;

const toldFiles = 100;
const longestName = 255;

/** Files as an import reads them, with what it would report. */
export interface ReadFile {
  name: string;
  content: DatasetContent;
  report: ImportReport;
}

/** The part that a dataset with a validation part of its own is learnt from. */
interface TrainingPart extends Pick<Description, 'name' | 'origin'> {
  training: DatasetContent;
  /** The facts that were found when it was imported; null where nothing is known of that. */
  report: ImportReport | null;
  /** How many it has, where it is running text and they were counted. */
  characters: number | null;
  isMarkRemoved: Description['byte_order_mark_removed'];
}

/** Makes datasets. What is refused, cancelled or there already leaves nothing behind. */
export class Importer {
  readonly #store: Store;
  readonly #openCharacterCount: OpenCharacterCount;
  readonly #onRevived: () => void;

  /** `onRevived` is called when the content of a dataset in the trash has come again. */
  constructor(store: Store, openCharacterCount: OpenCharacterCount, onRevived: () => void) {
    this.#store = store;
    this.#onRevived = onRevived;
    this.#openCharacterCount = openCharacterCount;
  }

  /**
   * The same content again gives the dataset that is there, or the one that lies in the trash, described anew; a run that came without it can
   * be trained on it from now on.
   */
  async import(
    source: ImportSource,
    options: ImportOptions,
    origin: string | null,
    control: ImportControl,
  ): Promise<DatasetRow> {
    const plan = await planImport(source, options);
    return this.#add(async (writer) => {
      const count = await this.#openCharacterCount();
      try {
        const { description, countsNoNewlines, report } = await writeSource({
          source,
          plan,
          options,
          control,
          writer,
          count,
        });
        const analysis = isCounted(plan.content.kind) ? await count.finish() : null;
        if (analysis !== null && countsNoNewlines) report.newlines = newlinesIn(analysis);
        if (analysis !== null) report.rareCharacters = analysis.frequencies.filter((times) => times === 1).length;
        return { description: { ...description, origin, report: JSON.stringify(report) }, analysis };
      } finally {
        count.cancel();
      }
    });
  }

  /** Does the same with files of which some validate: they are read by what the others mean. */
  async importSplits(
    source: ImportSource,
    options: ImportOptions,
    origin: string | null,
    control: ImportControl,
  ): Promise<DatasetRow> {
    const { content: training, report } = await this.read(source, options, control, null);
    const name = source.validationFiles
      .map(({ path }) => path)
      .join(', ')
      .slice(0, longestName);
    const validating = { ...source, name, files: source.validationFiles, validationFiles: [] };
    const file = await this.read(validating, { ...options, content: report.content ?? null }, control, null);
    const { name: own } = source;
    return this.#addWithValidation({ name: own, training, report, characters: null, origin, isMarkRemoved: 0 }, file);
  }

  /** Reads files as an import would, or by a larger table like them, and keeps nothing of them. */
  async read(
    source: ImportSource,
    options: ImportOptions,
    control: ImportControl,
    known: KnownTable | null,
  ): Promise<ReadFile> {
    const plan = await planImport(source, options, false);
    const writer = new ContentWriter(this.#store);
    try {
      const written = await writeSource({ source, plan, options, control, writer, count: noCount, known });
      const { kind, layout, name } = written.description;
      const { textKey } = await writer.finish(kind, layout);
      this.#store.texts.setBytes(textKey, writer.bytes);
      return {
        name,
        content: await readContent(this.#store, { text_key: textKey, kind, layout }),
        report: written.report,
      };
    } finally {
      await writer.abandon();
    }
  }

  /** Sequences of numbers, a JSON object a line, that the studio has made itself. */
  importSequences(name: string, lines: string, origin: string): Promise<DatasetRow> {
    return this.#add(async (writer) => {
      await writer.write(lines);
      const description: Description = {
        name,
        kind: 'sequences',
        layout: '{}',
        report: null,
        origin,
        byte_order_mark_removed: 0,
      };
      return { description, analysis: null };
    });
  }

  /** A copy in which some rows, by their places, have other labels. Throws `invalid-data` for a row that there is not. */
  async relabel(dataset: DatasetRow, name: string, labels: ReadonlyMap<number, string>): Promise<DatasetRow> {
    return this.#add(async (writer) => {
      const count = await this.#openCharacterCount();
      try {
        const { rows, classes } = await writeRelabelled(this.#store, dataset, labels, writer, count);
        const known = dataset.report === null ? null : (JSON.parse(dataset.report) as ImportReport);
        const report = known && { ...known, rows: known.rows && { ...known.rows, ...rows }, classes };
        const description: Description = {
          name,
          kind: 'labelled',
          layout: dataset.layout,
          report: report && JSON.stringify(report),
          origin: dataset.origin,
          byte_order_mark_removed: dataset.byte_order_mark_removed,
        };
        return { description, analysis: await count.finish() };
      } finally {
        count.cancel();
      }
    });
  }

  /** A dataset whose last part, which is that of a file, validates instead of a share. Throws `invalid-data` where the file does not fit. */
  async addValidation(dataset: DatasetRow, name: string, file: ReadFile): Promise<DatasetRow> {
    return this.#addWithValidation(
      {
        name,
        training: await readContent(this.#store, dataset),
        report: dataset.report === null ? null : (JSON.parse(dataset.report) as ImportReport),
        characters: dataset.kind === 'text' ? dataset.token_count : null,
        origin: dataset.origin,
        isMarkRemoved: dataset.byte_order_mark_removed,
      },
      file,
    );
  }

  #addWithValidation(
    { name, training, report: known, characters, origin, isMarkRemoved }: TrainingPart,
    file: ReadFile,
  ): Promise<DatasetRow> {
    return this.#add(async (writer) => {
      const count = await this.#openCharacterCount();
      try {
        const parts = { training, validation: file.content, name: file.name };
        const { layout, heldBack, training: trainingRows } = await writeWithValidation(parts, writer, count);
        const { kind } = training;
        const analysis = isCounted(kind) ? await count.finish() : null;
        const report =
          known &&
          withValidation(known, file, {
            name: file.name,
            rows: heldBack,
            trainingRows,
            ...(analysis !== null &&
              characters !== null && {
                characters: { training: characters, validation: analysis.tokenCount - characters },
              }),
          });
        const description: Description = {
          ...{ name, kind, layout, origin },
          report: report && JSON.stringify(report),
          byte_order_mark_removed: isMarkRemoved,
        };
        return { description, analysis };
      } finally {
        count.cancel();
      }
    });
  }

  async #add(write: Writing): Promise<DatasetRow> {
    const { datasets, texts, analyses } = this.#store;
    const writer = new ContentWriter(this.#store);
    let isKept = false;
    let isRevived = false;
    try {
      const { description, analysis } = await write(writer);
      const { textKey, hash } = await writer.finish(description.kind, description.layout);
      const row = this.#store.transaction(() => {
        const known = datasets.findByHash(hash);
        if (known !== undefined && known.is_missing === 0) {
          isRevived = known.presence !== 'present';
          if (isRevived) datasets.fill(known.key, { ...description, created_at: Date.now() });
          return datasets.get(known.id);
        }
        isKept = true;
        const id = known?.id ?? randomUUID();
        const created_at = Date.now();
        if (known === undefined) {
          texts.finish(textKey, hash, writer.bytes);
          datasets.insert({ ...description, id, text_key: textKey, created_at });
        } else {
          texts.fill(known.text_key, textKey, writer.bytes);
          datasets.fill(known.key, { ...description, created_at });
        }
        if (analysis !== null) {
          analyses.insert(known?.text_key ?? textKey, summarize(analysis), analysis.frequencies);
        }
        return datasets.get(id);
      });
      if (row === undefined) throw new Error('A dataset that was just stored is not there.');
      if (isRevived) this.#onRevived();
      return row;
    } finally {
      if (!isKept) await writer.abandon();
    }
  }
}

/** Returns what an import found of both parts. */
function withValidation(
  report: ImportReport,
  { report: added }: ReadFile,
  validation: NonNullable<ImportReport['validation']>,
): ImportReport {
  const counts = new Map([...(added.classes ?? [])].map(({ label, count }) => [label, count]));
  return {
    ...report,
    documents: report.documents + added.documents,
    rows: report.rows && { ...report.rows, count: report.rows.count + (added.rows?.count ?? 0) },
    classes:
      report.classes && report.classes.map(({ label, count }) => ({ label, count: count + (counts.get(label) ?? 0) })),
    validation,
  };
}

interface SourceWriting {
  source: ImportSource;
  plan: ImportPlan;
  options: ImportOptions;
  control: ImportControl;
  writer: ContentWriter;
  count: CharacterCount;
  known?: KnownTable | null;
}

/** Writes what the files hold, and tells what was found and done. Throws `dataset-empty`. */
async function writeSource({ source, plan, options, control, writer, count, known = null }: SourceWriting) {
  const reading = new SourceReading(options, control);
  const imported = await writeContent({ source, reading, sink: new ContentSink(writer, count), known }, plan);
  if (imported.documents === 0 || imported.emptyFiles.length === source.files.length) throw empty(source.name);
  const report: ImportReport = {
    ...reading.report(),
    documents: imported.documents,
    rareCharacters: 0,
    skippedFiles: [...source.skippedFiles, ...imported.emptyFiles].slice(0, toldFiles),
    rows: imported.rows,
    classes: imported.classes,
    ...(imported.constantColumns !== undefined && { constantColumns: imported.constantColumns }),
    ...(imported.tagged !== undefined && { tagged: imported.tagged }),
    ...(imported.understood !== undefined && { understood: imported.understood }),
    content: plan.content,
  };
  const isMarkRemoved = report.cleanUps.some(({ id }) => id === 'byte-order-mark');
  const description = {
    name: source.name,
    kind: plan.content.kind,
    layout: imported.layout,
    byte_order_mark_removed: isMarkRemoved ? (1 as const) : (0 as const),
  };
  return { description, report, countsNoNewlines: reading.countsNoNewlines };
}

/** Characters are counted of texts alone. */
const isCounted = (kind: DatasetContent['kind']) => kind !== 'series' && kind !== 'labelled-series';

/** For files of which nothing is kept, so that nobody asks for their characters. */
const noCount: CharacterCount = {
  add: async () => undefined,
  finish: () => Promise.reject(new Error('No characters were counted.')),
  cancel: () => undefined,
};

function writeContent(request: ContentRequest, { content, table }: ImportPlan): Promise<ImportedContent> {
  if (table === null) return content.kind === 'labelled' ? writeLabelledFiles(request) : writeDocuments(request);
  switch (content.kind) {
    case 'series':
    case 'labelled-series':
      return writeSeries(request, table, content);
    case 'tagged':
      return writeTagged(request, table, content);
    case 'text':
    case 'labelled':
      return writeTextRows(request, table, content);
  }
}

/** Every line end is a character by itself. */
function newlinesIn({ tokenizer, frequencies }: TextAnalysis): ImportReport['newlines'] {
  const countOf = (character: string) => frequencies[tokenizer.vocabulary.indexOf(character)] ?? 0;
  return { lf: countOf('\n'), crlf: countOf('\r\n'), cr: countOf('\r') };
}

function empty(name: string): StudioError {
  return new StudioError('dataset-empty', `${name} is empty. Choose a file with text in it.`, { reason: 'file', name });
}
