import { randomUUID } from 'node:crypto';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { RepeatWithSeeds, RunGroupKind } from '../../contract/groups/group-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Runs } from '../runs.ts';
import { otherSeeds } from './other-seeds.ts';
import type { Repeats } from './repeats.ts';

const longestName = 255;

/** The groups of repeats with other seeds. */
export class RunGroups {
  readonly #store: Store;
  readonly #runs: Runs;
  readonly #repeats: Repeats;

  constructor(store: Store, runs: Runs, repeats: Repeats) {
    this.#store = store;
    this.#runs = runs;
    this.#repeats = repeats;
  }

  /**
   * Trains a run again until its group has this many seeds; the run itself is one of them. Returns all runs of the
   * group, the oldest first. Rejects as `runs.start` does.
   */
  async repeat({ runId, seeds, name, startAt }: RepeatWithSeeds): Promise<RunRecord[]> {
    await this.#runs.requireVariant(JSON.parse(this.#runs.row(runId).train) as TrainSpec);
    const repeated = this.#runs.row(runId);
    const groupKey = this.#groupOf(repeated, name);
    const members = this.#store.runs.listGroup(groupKey);
    const taken = [repeated, ...members].map(seedOf);
    for (const seed of otherSeeds(taken, seeds - members.length)) {
      const row = this.#runs.row(runId);
      await this.#repeats.start(row, { train: { seed }, name: repeatName(row.name, seed), startAt, groupKey });
    }
    return this.members(groupKey);
  }

  /** The runs of a group, the oldest first. */
  members(groupKey: number): RunRecord[] {
    return this.#store.runs.listGroup(groupKey).map(({ id }) => this.#runs.get(id));
  }

  /** Makes a group that has no runs yet, and returns its key. */
  create(name: string, kind: RunGroupKind): number {
    return this.#store.groups.insert({ id: randomUUID(), name, kind, created_at: Date.now() });
  }

  /**
   * The group of a run, made where it has none. A run that belongs to a trial stays there, and its repeats form a group
   * without it.
   */
  #groupOf(row: RunView, name: string | undefined): number {
    if (row.group_key !== null && row.group_kind === 'seeds') {
      if (name !== undefined) this.#store.groups.rename(row.group_key, name);
      return row.group_key;
    }
    return this.#store.transaction(() => {
      const groupKey = this.create(name ?? row.name, 'seeds');
      if (row.group_key === null) this.#repeats.join(row.id, groupKey);
      return groupKey;
    });
  }
}

export const seedOf = ({ train }: Pick<RunView, 'train'>): number => (JSON.parse(train) as TrainSpec).seed;

/** The name of a run that repeats another one. */
export function repeatName(name: string, seed: number): string {
  const ending = ` · seed ${seed}`;
  return name.slice(0, longestName - ending.length) + ending;
}
