import { createDraw } from '../draw.ts';
import { runningTexts } from '../data/running-texts.ts';
import { acceptedRules, type FaultId } from '../faults/accepted-rules.ts';
import type { Plant } from '../faults/fault.ts';
import { faultsOfData } from '../faults/faults-of-data.ts';
import { faultsOfNetworks } from '../faults/faults-of-networks.ts';
import { faultsOfRates } from '../faults/faults-of-rates.ts';
import type { BenchRun } from './bench-run.ts';
import { healthyTemplate, templateGroups } from './healthy-templates.ts';
import { healthyText, type HealthyGroup } from './healthy-texts.ts';

export type BenchSplit = 'tuning' | 'held-out';

/**
 * The seeds of the splits. Rules are chosen by their findings in one split, and judged by their findings in the other.
 */
const seeds: Readonly<Record<BenchSplit, number>> = { tuning: 1997, 'held-out': 2014 };
const RUNS_OF_FAULT = 7;
const GROUPS_OF_TEXT = 5;
const GROUPS_OF_TEMPLATE = 4;
/** The trainings of a group, by name: the choice for the data, and reasonable variants of it. */
const OF_TEXT = ['recipe', 'variant-1', 'variant-2', 'variant-3'];
const OF_TEMPLATE = ['template', 'variant-1', 'variant-2', 'variant-3'];

const plants: Readonly<Record<FaultId, Plant>> = { ...faultsOfRates, ...faultsOfNetworks, ...faultsOfData };
const textSources = [...Object.keys(runningTexts), 'moby-dick:words', 'moby-dick:bpe'];

/** Returns all runs of a split in random order, so that an interrupted bench has runs of all kinds. */
export function benchRuns(split: BenchSplit): BenchRun[] {
  const seed = seeds[split];
  const units = [...faultyRuns(seed).map((run) => [run]), ...healthyGroups(seed)];
  return createDraw(seed, 'order', 0).shuffled(units).flat();
}

function faultyRuns(seed: number): BenchRun[] {
  return (Object.keys(acceptedRules) as FaultId[]).flatMap((fault) =>
    Array.from({ length: RUNS_OF_FAULT }, (_, n): BenchRun => {
      const make = () => plants[fault](createDraw(seed, fault, n));
      return { id: `${fault}/${n + 1}`, fault, group: null, make };
    }),
  );
}

function healthyGroups(seed: number): BenchRun[][] {
  const groupsOf = (
    names: readonly string[],
    count: number,
    members: readonly string[],
    makeGroup: typeof healthyText,
  ) =>
    names.flatMap((name) =>
      Array.from({ length: count }, (_, n) => {
        const makeAll = () => makeGroup(name, createDraw(seed, `healthy ${name}`, n));
        return groupOf(`healthy/${name}/${n + 1}`, members, makeAll);
      }),
    );
  return [
    ...groupsOf(textSources, GROUPS_OF_TEXT, OF_TEXT, healthyText),
    ...groupsOf(Object.keys(templateGroups), GROUPS_OF_TEMPLATE, OF_TEMPLATE, healthyTemplate),
  ];
}

function groupOf(group: string, members: readonly string[], makeAll: () => Promise<HealthyGroup | null>): BenchRun[] {
  return members.map((member) => ({
    id: `${group}/${member}`,
    fault: null,
    group,
    async make() {
      const made = await makeAll();
      return made && { data: made.data, settings: made.settings[member] };
    },
  }));
}
