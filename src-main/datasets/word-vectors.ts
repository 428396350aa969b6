import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import { readPretrainedVectors } from '../../src-engine/text/pretrained-vectors.ts';
import type { PretrainedVectors } from '../../src-engine/text/pretrained-vectors.ts';
import { StudioError } from '../contract/errors.ts';
import type { VectorCoverageRecord } from '../contract/model-records.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Datasets } from './datasets.ts';
import type { ImportStaging } from './imports/import-staging.ts';
import { diskFile } from './readers/source-file.ts';

const toldMissing = 50;

/** Files of word vectors in the text formats of GloVe and word2vec, which are staged as imports are, and never stored whole. */
export class WordVectors {
  readonly #datasets: Datasets;
  readonly #staging: ImportStaging;

  constructor(datasets: Datasets, staging: ImportStaging) {
    this.#datasets = datasets;
    this.#staging = staging;
  }

  /** Reads the vectors of a dataset's words. Throws `import-not-found`, and `invalid-data` where there are none. */
  async read(importId: string, dataset: DatasetRow, tokenizer: TokenizerSpec): Promise<PretrainedVectors> {
    const { name, files } = this.#staging.get(importId);
    const [file] = files;
    if (files.length !== 1 || file === undefined) {
      throw new StudioError('invalid-data', `${name} is not one file. Choose the file with the vectors.`, {
        reason: 'no-single-file',
        name,
      });
    }
    if (dataset.kind === 'numeric' || dataset.kind === 'sequences') {
      throw new StudioError('invalid-data', `${dataset.name} holds numbers, which have no vectors of words.`, {
        reason: 'needs-text',
      });
    }
    const counts = await this.#datasets.tokenCounts(dataset, tokenizer);
    const { tokenizer: state } = await this.#datasets.analysis(dataset, tokenizer);
    return readPretrainedVectors(diskFile(file.path, file.file, file.bytes).read(), state, counts).catch(
      (error: unknown) => {
        if (!(error instanceof EngineError) || error.code !== 'invalid-data') throw error;
        throw StudioError.relayed({
          code: error.code,
          message: `${file.path}: ${error.message}`,
          details: error.details,
        });
      },
    );
  }

  /** Measures the share of a dataset that has a vector. Throws as `read` does. */
  async coverage(importId: string, datasetId: string, tokenizer: TokenizerSpec): Promise<VectorCoverageRecord> {
    const dataset = this.#datasets.row(datasetId);
    const { dim, coverage, file } = await this.read(importId, dataset, tokenizer);
    const { tokenizer: state } = await this.#datasets.analysis(dataset, tokenizer);
    return {
      dim,
      found: coverage.found,
      foundInLowerCase: coverage.foundInLowerCase,
      missing: coverage.missing.length,
      missingExamples: coverage.missing.slice(0, toldMissing).flatMap((id) => state.vocabulary[id] || []),
      tokenShare: coverage.tokenShare,
      vectors: file.vectorCount,
      malformed: file.malformedCount,
      malformedLines: file.malformedLines,
    };
  }

  /** They are not needed any more. */
  discard(importId: string): Promise<void> {
    return this.#staging.discard(importId);
  }
}
