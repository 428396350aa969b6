import { createHash, randomUUID } from 'node:crypto';
import type { DatasetContent } from '../../src-engine/spec/engine-protocol.ts';
import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type { DatasetRecord, SampleTextRecord } from '../contract/records.ts';
import type { Analysis, StoredAnalysis } from '../db/analysis-table.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Store } from '../db/open-store.ts';
import { compressText, decompressText } from './compress-text.ts';
import { readTextFile, type TextFile } from './read-text-file.ts';
import { listSamples, readSample } from './sample-texts.ts';

/** Fits a tokenizer to all texts of a dataset, in an engine process. */
export type AnalyzeContent = (content: DatasetContent, tokenizer: TokenizerSpec) => Promise<TextAnalysis>;

interface TextAnalysis {
  tokenizer: TokenizerState;
  tokenCount: number;
  /** Occurrences by token id. */
  frequencies: number[];
}

const shownFrequencies = 200;

/** The texts that people bring. A text is analysed before anything of it is stored, and stored in one transaction. */
export class Datasets {
  readonly #store: Store;
  readonly #analyzeContent: AnalyzeContent;

  constructor(store: Store, analyzeContent: AnalyzeContent) {
    this.#store = store;
    this.#analyzeContent = analyzeContent;
  }

  list(): DatasetRecord[] {
    return this.#store.datasets.list().map(datasetRecord);
  }

  get(id: string): DatasetRecord {
    return datasetRecord(this.row(id));
  }

  /** Throws `dataset-not-found`. */
  row(id: string): DatasetRow {
    const row = this.#store.datasets.get(id);
    if (row !== undefined) return row;
    throw new StudioError('dataset-not-found', 'This dataset does not exist any more.', { datasetId: id });
  }

  /** The first `characters` UTF-16 units, one less where a surrogate pair would be cut. */
  async preview(id: string, characters: number): Promise<string> {
    const chunk = this.#store.texts.firstChunk(this.row(id).text_key);
    const bytes = await decompressText(chunk === undefined ? [] : [chunk]);
    const text = new TextDecoder().decode(bytes, { stream: true });
    const cutsPair = /[\uD800-\uDBFF]/.test(text.charAt(characters - 1));
    return text.slice(0, cutsPair ? characters - 1 : characters);
  }

  async import(name: string, file: Blob): Promise<DatasetRecord> {
    return this.#add(name, await readTextFile(name, file), null);
  }

  samples(): SampleTextRecord[] {
    return listSamples();
  }

  async importSample(sampleId: string): Promise<DatasetRecord> {
    const { name, text, origin } = await readSample(sampleId);
    return this.#add(name, await readTextFile(name, new Blob([text])), origin);
  }

  async delete(id: string): Promise<void> {
    const { key, run_count: runs, name } = this.row(id);
    if (runs > 0) {
      throw new StudioError(
        'dataset-in-use',
        `${runs === 1 ? 'A run was' : `${runs} runs were`} trained on ${name}. Delete ${runs === 1 ? 'it' : 'them'} first.`,
        { name, runs },
      );
    }
    this.#store.datasets.delete(key);
    await this.#store.freeDisk();
  }

  /** All of it, as a network learns from it. */
  async content(dataset: DatasetRow): Promise<DatasetContent> {
    return { kind: 'text', documents: [await decompressText(this.#store.texts.chunks(dataset.text_key))] };
  }

  /** The tokenizer that fits this dataset; made when it is asked for first, the same ever after. */
  async analysis(dataset: DatasetRow, tokenizer: TokenizerSpec): Promise<StoredAnalysis> {
    const find = () => this.#store.analyses.find(dataset.text_key, tokenizer);
    const known = find();
    if (known !== null) return known;
    const analysis = summarize(await this.#analyzeContent(await this.content(dataset), tokenizer));
    return this.#store.transaction(() => {
      this.row(dataset.id); // it may have been deleted meanwhile
      return find() ?? { ...analysis, key: this.#store.analyses.insert(dataset.text_key, analysis) };
    });
  }

  /** The same bytes again give the dataset that is there. */
  async #add(name: string, { bytes, byteOrderMarkRemoved }: TextFile, origin: string | null): Promise<DatasetRecord> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const { datasets, texts, analyses } = this.#store;
    const known = datasets.findByHash(hash);
    if (known !== undefined) return datasetRecord(known);
    const content: DatasetContent = { kind: 'text', documents: [bytes] };
    const analysis = summarize(await this.#analyzeContent(content, { type: 'character', minimumFrequency: 1 }));
    const chunks = await compressText(bytes);
    const id = randomUUID();
    return this.#store.transaction(() => {
      const meanwhile = datasets.findByHash(hash);
      if (meanwhile !== undefined) return datasetRecord(meanwhile);
      const textKey = texts.insert(hash, bytes.length, chunks);
      analyses.insert(textKey, analysis);
      datasets.insert({
        id,
        name,
        text_key: textKey,
        origin,
        byte_order_mark_removed: byteOrderMarkRemoved ? 1 : 0,
        created_at: Date.now(),
      });
      return this.get(id);
    });
  }
}

function summarize({ tokenizer, tokenCount, frequencies }: TextAnalysis): Analysis {
  const topFrequencies = frequencies
    .map((count, id) => ({ token: tokenizer.vocabulary[id] ?? '', count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, shownFrequencies);
  return { tokenizer, tokenCount, vocabularySize: tokenizer.vocabulary.length, topFrequencies };
}

function datasetRecord(row: DatasetRow): DatasetRecord {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    bytes: row.bytes,
    characters: row.token_count,
    vocabularySize: row.vocabulary_size,
    frequencies: JSON.parse(row.top_frequencies) as DatasetRecord['frequencies'],
    origin: row.origin,
    byteOrderMarkRemoved: row.byte_order_mark_removed === 1,
    createdAt: row.created_at,
    runCount: row.run_count,
  };
}
