import { ORPCError } from '@orpc/client';
import type { StudioClient } from '../contract/contract.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { DatasetRecord } from '../contract/datasets/dataset-records.ts';
import { HttpError } from './http-error.ts';

/** The time for which a list of names is believed: programs ask many times a second, and names change by hand. */
const KNOWN_MS = 1000;

/** Finds the runs that requests name. A model is the network of a run. */
export class RunNames {
  /** The client acts for whoever runs the studio: names are no secret to those who may look. */
  readonly #client: StudioClient;
  readonly #clock: () => number;
  #known: { at: number; runs: Promise<RunRecord[]> } | null = null;

  constructor(client: StudioClient, clock: () => number) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Resolves with the id of the run that is meant by its id or name, or by the id of a network that came with the studio. Rejects with HttpError. */
  async idOf(wanted: string, param: 'model' | 'run'): Promise<string> {
    const found = matching(await this.#runs(KNOWN_MS), wanted, param) ?? matching(await this.#runs(0), wanted, param);
    return found?.id ?? (await this.#openBundled(wanted)) ?? raise(notFound(wanted, param));
  }

  /** Returns the name by which each run is called as a model: its id where another run has the same name. */
  idsOf(runs: readonly RunRecord[]): Map<string, string> {
    const counts = Map.groupBy(runs, ({ name }) => name);
    return new Map(runs.map(({ id, name }) => [id, counts.get(name)?.length === 1 ? name : id]));
  }

  #runs(maximumAgeMs: number): Promise<RunRecord[]> {
    const now = this.#clock();
    if (this.#known !== null && now - this.#known.at < maximumAgeMs) return this.#known.runs;
    const runs = this.#client.runs.list();
    this.#known = { at: now, runs };
    runs.catch(() => (this.#known = null));
    return runs;
  }

  async #openBundled(wanted: string): Promise<string | null> {
    const bundled = await this.#client.networks.list();
    if (!bundled.some(({ id }) => id === wanted)) return null;
    this.#known = null;
    return (await this.#client.networks.open({ networkId: wanted })).id;
  }
}

function matching(runs: readonly RunRecord[], wanted: string, param: 'model' | 'run'): RunRecord | null {
  const byId = runs.find(({ id }) => id === wanted);
  if (byId !== undefined) return byId;
  const named = runs.filter(({ name }) => name === wanted);
  if (named.length <= 1) return named[0] ?? null;
  const ids = named.map(({ id }) => id).join(', ');
  const message = `${named.length} runs are called “${wanted}”. Name one of them by its id: ${ids}.`;
  throw new HttpError(400, { message, param, code: 'ambiguous_name' });
}

const notFound = (wanted: string, param: 'model' | 'run'): HttpError =>
  param === 'model'
    ? new HttpError(404, {
        message: `There is no model “${wanted}”. GET /v1/models lists those that there are.`,
        param,
        code: 'model_not_found',
      })
    : new HttpError(404, {
        message: `There is no run “${wanted}”. GET /v1/runs lists those that there are.`,
        param,
        code: 'run_not_found',
      });

/** Resolves with the dataset that is meant by its id or name. Rejects with HttpError. */
export async function findDataset(client: StudioClient, wanted: string): Promise<DatasetRecord> {
  const byId = await client.datasets.get({ datasetId: wanted }).catch((error: unknown) => {
    if (error instanceof ORPCError) return null;
    throw error;
  });
  if (byId !== null) return byId;
  const named = (await client.datasets.list()).filter(({ name }) => name === wanted);
  const [found] = named;
  if (found !== undefined && named.length === 1) return found;
  const message =
    found === undefined
      ? `There is no dataset “${wanted}”. GET /v1/datasets lists those that there are.`
      : `${named.length} datasets are called “${wanted}”. Name one of them by its id.`;
  throw new HttpError(found === undefined ? 404 : 400, { message, param: 'dataset', code: 'dataset_not_found' });
}

function raise(error: Error): never {
  throw error;
}
