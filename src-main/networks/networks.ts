import { StudioError } from '../contract/errors.ts';
import type { BundledNetwork } from '../contract/network-records.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { Imports } from '../datasets/imports/imports.ts';
import type { Store } from '../db/open-store.ts';
import type { ModelImports } from '../exports/model-imports.ts';
import type { Runs } from '../runs/runs.ts';
import type { Trash } from '../trash/trash.ts';
import { networkFacts, networkFile, type NetworkFacts } from './network-files.ts';

interface NetworksOptions {
  store: Store;
  imports: Imports;
  modelImports: ModelImports;
  runs: Runs;
  trash: Trash;
}

/**
 * Holds the trained networks that come along with the studio. Each becomes a run when it is opened first, so that a data folder
 * holds nothing that nobody asked for.
 */
export class Networks {
  readonly #options: NetworksOptions;
  /** Runs that are on their way in, by the network's id: who opens a network twice at once gets one run. */
  readonly #opening = new Map<string, Promise<string>>();

  constructor(options: NetworksOptions) {
    this.#options = options;
  }

  list(): BundledNetwork[] {
    const known = new Map(this.#options.store.bundledNetworks.list().map((row) => [row.id, row]));
    return networkFacts.map((facts) => {
      const row = known.get(facts.id);
      const runId = row?.presence === 'present' ? row.run_id : null;
      return { ...facts, runId, isRemoved: row !== undefined && runId === null };
    });
  }

  /**
   * Returns the run of a network, also of one that was removed, which brings it back. `name` is what a new run is called, or else what
   * it is called in its file. Throws `network-not-found`.
   */
  async open(id: string, name?: string): Promise<RunRecord> {
    const facts = find(id);
    const opening = this.#opening.get(id) ?? this.#bring(facts, name);
    this.#opening.set(id, opening);
    try {
      return this.#options.runs.get(await opening);
    } finally {
      this.#opening.delete(id);
    }
  }

  /** Puts the run of a network into the trash, and offers the network no more. Throws `network-not-found`. */
  async remove(id: string): Promise<void> {
    find(id);
    const { store, runs } = this.#options;
    const row = store.bundledNetworks.list().find((each) => each.id === id);
    if (row === undefined) store.bundledNetworks.put(id, null);
    else if (row.presence === 'present' && row.run_id !== null) await runs.delete(row.run_id, true);
  }

  async #bring({ id, sampleId }: NetworkFacts, name: string | undefined): Promise<string> {
    const { store, imports, modelImports, trash } = this.#options;
    const row = store.bundledNetworks.list().find((each) => each.id === id);
    if (row?.presence === 'trashed' && row.run_id !== null) await trash.restore([row.run_id]);
    if (row !== undefined && row.run_id !== null) return row.run_id;
    // The network's text comes first, by which its run finds it.
    await imports.importSample({ sampleId });
    return modelImports.importBundle(await networkFile(id), (runKey) => {
      store.bundledNetworks.put(id, runKey);
      if (name !== undefined) store.runs.describe(runKey, { name, tags: '[]', notes: '' });
    });
  }
}

function find(id: string): NetworkFacts {
  const facts = networkFacts.find((each) => each.id === id);
  if (facts !== undefined) return facts;
  const known = networkFacts.map((each) => each.id).join(', ');
  throw new StudioError('network-not-found', `There is no network “${id}”. Choose one of: ${known}.`, {});
}
