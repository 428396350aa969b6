import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runGroup } from '../../contract/groups/group-records.ts';
import { rungUnits } from '../../contract/sweeps/sweep-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';

const id = z.uuid();
const name = z.string().min(1).max(255);
const mostRungs = 100;
const count = z.int().min(0);

/**
 * The repeats and the sweep that a run belongs to, and the share of its tokens that began with the vectors of a file. All
 * of it is left out where there is none, and by older studios. The runs of a group that come one by one find each other by
 * its id.
 */
export const bundledMemberships = {
  group: z.strictObject({ id, name, kind: runGroup.shape.kind, createdAt: count }).exactOptional(),
  sweep: z
    .strictObject({
      id,
      name,
      plan: z.strictObject({
        unit: z.enum(rungUnits),
        counts: z.array(z.int().min(1)).max(mostRungs),
        reduction: z.int().min(2).max(10),
      }),
      createdAt: count,
      /** The rung at which the run ended early; null means that it was to go on to its end. */
      rung: count.nullable(),
      /** The losses at the rungs from which it went on; null stands for one that was no number. */
      rungLosses: z.array(z.number().nullable()).max(mostRungs),
    })
    .exactOptional(),
  vectorShare: z.number().min(0).max(1).exactOptional(),
};

type Memberships = z.infer<z.ZodObject<typeof bundledMemberships>>;

/** Returns what a run belongs to. The sides of a trial are left out, since the trial itself stays here. */
export function membershipsOf(store: Store, run: RunView): Memberships {
  const group = run.group_key === null ? undefined : store.groups.byKey(run.group_key);
  const sweep = run.sweep_key === null ? undefined : store.sweeps.byKey(run.sweep_key);
  return {
    ...(group?.kind === 'seeds' && {
      group: { id: group.id, name: group.name, kind: group.kind, createdAt: group.created_at },
    }),
    ...(sweep !== undefined && {
      sweep: {
        ...{ id: sweep.id, name: sweep.name, createdAt: sweep.created_at, rung: run.rung },
        plan: JSON.parse(sweep.plan) as NonNullable<Memberships['sweep']>['plan'],
        rungLosses: JSON.parse(run.rung_losses ?? '[]') as (number | null)[],
      },
    }),
    ...(run.vector_share !== null && { vectorShare: run.vector_share }),
  };
}

/**
 * Lets an imported run join its group and its sweep, which are made where they are not here yet. It joins none that has a
 * run with its settings already, as the original of a copy would count twice. A sweep that came here promotes no runs.
 */
export function putMemberships(store: Store, runKey: number, { group, sweep, vectorShare }: Memberships): void {
  const own = settingsOf(store.runs.arriving(runKey)?.train);
  const isNew = (members: readonly RunView[]) =>
    members.every(({ train }) => !isDeepStrictEqual(settingsOf(train), own));
  if (group !== undefined) {
    const { createdAt: created_at, ...rest } = group;
    const key = store.groups.get(group.id)?.key ?? store.groups.insert({ ...rest, created_at });
    if (isNew(store.runs.listGroup(key))) store.groups.put(runKey, key);
  }
  if (sweep !== undefined) joinSweep(store, runKey, sweep, isNew);
  if (vectorShare !== undefined) store.runs.setVectorShare(runKey, vectorShare);
}

const settingsOf = (train = '{}'): unknown => JSON.parse(train);

function joinSweep(
  store: Store,
  runKey: number,
  { id: sweepId, name: sweepName, plan, createdAt: created_at, rung, rungLosses }: NonNullable<Memberships['sweep']>,
  isNew: (members: readonly RunView[]) => boolean,
): void {
  let key = store.sweeps.get(sweepId)?.key;
  if (key === undefined) {
    key = store.sweeps.insert({ id: sweepId, name: sweepName, plan: JSON.stringify(plan), created_at });
    store.sweeps.end(key);
  }
  if (!isNew(store.runs.listSweep(key))) return;
  store.sweeps.put(runKey, key, rung);
  if (rungLosses.length > 0) store.sweeps.promote(runKey, rung, JSON.stringify(rungLosses));
}
