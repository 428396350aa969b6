import type { DatasetContent } from '../../src-engine/spec/dataset-content.ts';
import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import { givenTokensSpec } from '../../src-engine/text/given-tokens.ts';
import { StudioError } from '../contract/errors.ts';
import type { DatasetRecord } from '../contract/datasets/dataset-records.ts';
import type { StoredAnalysis } from '../db/analysis-table.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Store } from '../db/open-store.ts';
import { DatasetReader } from './content/dataset-reader.ts';
import { datasetRecord, summarize } from './dataset-record.ts';
import type { TextAnalysis } from './content/character-count.ts';
import { readBeginning, readContent } from './content/stored-content.ts';

/** Fits a tokenizer to all texts of a dataset, in an engine process. */
export type AnalyzeContent = (content: DatasetContent, tokenizer: TokenizerSpec) => Promise<TextAnalysis>;

/** Counts the tokens of each text, in an engine process. */
export type MeasureTexts = (content: DatasetContent, tokenizer: TokenizerState) => Promise<Int32Array>;

/**
 * The number of datasets and tokenizers whose lengths of texts are remembered, since a person tries several sequence
 * lengths one after the other.
 */
const mostMeasured = 4;

/** The data that people have brought; how it comes is for `Imports` to say. */
export class Datasets {
  readonly #store: Store;
  readonly #analyzeContent: AnalyzeContent;
  readonly #measureTexts: MeasureTexts;
  /** The lengths of texts by the keys of their analyses, the latest last. */
  readonly #measured = new Map<number, Int32Array>();
  readonly reader: DatasetReader;

  constructor(store: Store, analyzeContent: AnalyzeContent, measureTexts: MeasureTexts) {
    this.#store = store;
    this.#analyzeContent = analyzeContent;
    this.#measureTexts = measureTexts;
    this.reader = new DatasetReader(store);
  }

  list(): DatasetRecord[] {
    return this.#store.datasets.list().map(datasetRecord);
  }

  get(id: string): DatasetRecord {
    return datasetRecord(this.row(id));
  }

  /** Returns a dataset, also one of which just its hash is known; null where there is none. */
  find(id: string): DatasetRow | null {
    return this.#store.datasets.get(id) ?? null;
  }

  /** Throws `dataset-not-found`, and `dataset-missing` where just its hash is known. */
  row(id: string): DatasetRow {
    const row = this.#store.datasets.get(id);
    if (row === undefined) {
      throw new StudioError('dataset-not-found', 'This dataset does not exist any more.', { datasetId: id });
    }
    if (row.is_missing === 1) throw missing(row);
    return row;
  }

  /** Returns the names of a dataset's labels, or of the tags of its tokens, in the order of their numbers, also of a missing dataset; null when it has none. */
  async classes(id: string): Promise<string[] | null> {
    const row = this.#store.datasets.get(id);
    if (row === undefined || (row.kind !== 'labelled' && row.kind !== 'tagged')) return null;
    const known = datasetRecord(row).report?.classes ?? null;
    if (known !== null) return known.map(({ label }) => label);
    const content = row.is_missing === 1 ? null : await this.content(row);
    if (content?.kind === 'tagged') return content.tags;
    return content?.kind === 'labelled' ? content.classes : null;
  }

  /** The first `characters` UTF-16 units of the content as it is stored, one less where a surrogate pair would be cut. */
  async preview(id: string, characters: number): Promise<string> {
    const bytes = await readBeginning(this.#store, this.row(id).text_key);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
    const cutsPair = /[\uD800-\uDBFF]/.test(text.charAt(characters - 1));
    return text.slice(0, cutsPair ? characters - 1 : characters);
  }

  rename(id: string, name: string): DatasetRecord {
    this.#store.datasets.rename(this.row(id).key, name);
    return this.get(id);
  }

  setTags(id: string, tags: readonly string[]): DatasetRecord {
    this.#store.datasets.setTags(this.row(id).key, [...new Set(tags)]);
    return this.get(id);
  }

  /** Throws `dataset-in-use` while there are runs that were trained on it: those have to go before. */
  requireUnused(id: string): DatasetRow {
    const row = this.row(id);
    const { run_count: runs, name } = row;
    if (runs > 0) {
      throw new StudioError(
        'dataset-in-use',
        `${runs === 1 ? 'A run was' : `${runs} runs were`} trained on ${name}. Delete ${runs === 1 ? 'it' : 'them'} first.`,
        { name },
      );
    }
    return row;
  }

  /** All of it, as a network learns from it. */
  content(dataset: Pick<DatasetRow, 'text_key' | 'kind' | 'layout'>): Promise<DatasetContent> {
    return readContent(this.#store, dataset);
  }

  /** The tokenizer that fits this dataset; made when it is asked for first, the same ever after. */
  async analysis(dataset: DatasetRow, asked: TokenizerSpec): Promise<StoredAnalysis> {
    const tokenizer = dataset.kind === 'tagged' ? givenTokensSpec(asked) : asked;
    const find = () => this.#store.analyses.find(dataset.text_key, tokenizer);
    const known = find();
    if (known !== null) return known;
    const found = await this.#analyzeContent(await this.content(dataset), tokenizer);
    const analysis = summarize(found);
    return this.#store.transaction(() => {
      this.row(dataset.id); // it may have been deleted meanwhile
      return find() ?? { ...analysis, key: this.#store.analyses.insert(dataset.text_key, analysis, found.frequencies) };
    });
  }

  /** Counts the tokens of each text, in the order of the texts. */
  async textLengths(dataset: DatasetRow, spec: TokenizerSpec): Promise<Int32Array> {
    const { key, tokenizer } = await this.analysis(dataset, spec);
    const known = this.#measured.get(key) ?? (await this.#measureTexts(await this.content(dataset), tokenizer));
    this.#measured.delete(key);
    this.#measured.set(key, known);
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > mostMeasured && oldest !== undefined) this.#measured.delete(oldest);
    return known;
  }

  /** Counts each token of that tokenizer, by its id. */
  async tokenCounts(dataset: DatasetRow, tokenizer: TokenizerSpec): Promise<number[]> {
    const { key } = await this.analysis(dataset, tokenizer);
    const known = this.#store.analyses.counts(key);
    if (known !== null) return known;
    const { frequencies } = await this.#analyzeContent(await this.content(dataset), tokenizer);
    this.#store.analyses.setCounts(key, frequencies);
    return frequencies;
  }
}

function missing({ name, hash, bytes }: DatasetRow): StudioError {
  const isKnown = /^[0-9a-f]{64}$/.test(hash);
  return new StudioError(
    'dataset-missing',
    isKnown
      ? `The run came here without its dataset “${name}” (${bytes} bytes, sha-256 ${hash}). Import that dataset, then try again.`
      : 'This network came here without data. Let it go on with a dataset of yours: choose “Train on a dataset” in its menu, or kioku train --from RUN --data FILE.',
    { name },
  );
}
