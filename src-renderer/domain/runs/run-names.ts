import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { describeModel } from '../models/describe-model.ts';
import { configRows, type ConfigRow, type ConfiguredRun } from '../training/config-rows.ts';

/** Names are put together from a dataset, a model, a branch: `moby-dick · LSTM 96 · tanh`. */
const separator = ' · ';

/** A name in two parts: what it has for itself, and the beginning that others have too. */
export interface PartedName {
  shared: string;
  own: string;
  /** The settings that distinguish it from others of the same name; left out where there are none. */
  difference?: string;
}

/**
 * Parts each name after the longest beginning that it shares with another one, as long as its end tells it from all of them: in a narrow
 * column, the beginnings alone would be seen.
 */
export function partedNames(names: readonly string[]): PartedName[] {
  const sharers = new Map<string, number>();
  const owners = new Map<string, Set<string>>();
  const cuts = names.map((name) => {
    const words = name.split(separator);
    return words.map((_, count) => ({
      shared: words.slice(0, count).join(separator),
      own: words.slice(count).join(separator),
    }));
  });
  cuts.forEach((own, place) => {
    for (const cut of own) {
      sharers.set(cut.shared, (sharers.get(cut.shared) ?? 0) + 1);
      owners.set(cut.own, (owners.get(cut.own) ?? new Set()).add(names[place]));
    }
  });
  const tells = ({ shared, own }: PartedName) => (sharers.get(shared) ?? 0) > 1 && owners.get(own)?.size === 1;
  return cuts.map((own, place) => own.findLast(tells) ?? { shared: '', own: names[place] });
}

export type NamedRun = ConfiguredRun & { name: string };

/**
 * Parts the names of a list as `partedNames` does; runs of one name are distinguished by the settings that differ, or
 * else by their age.
 */
export function listedNames(runs: readonly (NamedRun & { createdAt: number })[], locale: Locale): PartedName[] {
  const differences = new Map<NamedRun, string>();
  for (const namesakes of Map.groupBy(runs, ({ name }) => name).values()) {
    if (namesakes.length < 2) continue;
    const byAge = namesakes.toSorted((a, b) => a.createdAt - b.createdAt);
    differencesOf(byAge, locale).forEach((difference, place) => differences.set(byAge[place], difference));
  }
  const parted = partedNames(runs.map(({ name }) => name));
  return runs.map((run, place) => {
    const difference = differences.get(run);
    return difference === undefined ? parted[place] : { ...parted[place], difference };
  });
}

/**
 * Names each run in one line, where a person chooses from them: runs of one name have the settings by which they
 * differ.
 */
export const namesToChoose = (runs: readonly (NamedRun & { createdAt: number })[], locale: Locale): string[] =>
  listedNames(runs, locale).map(({ difference }, place) =>
    [runs[place].name, ...(difference === undefined ? [] : [difference])].join(separator),
  );

/**
 * Names a few runs beside each other by their differences: the beginning that all of their names share is left out, and
 * equal names are followed by the settings that differ.
 */
export function differingNames(runs: readonly NamedRun[], locale: Locale): string[] {
  const parts = runs.map(({ name }) => name.split(separator));
  const shortest = Math.min(...parts.map(({ length }) => length));
  let count = 0;
  while (count < shortest - 1 && parts.every((own) => own[count] === parts[0]?.[count])) count++;
  const names = parts.map((own) => own.slice(count).join(separator));
  return names.map((name, place) => {
    const alike = runs.filter((_, other) => names[other] === name);
    if (alike.length < 2) return name;
    return [name, differencesOf(alike, locale)[alike.indexOf(runs[place])]].join(separator);
  });
}

/** Returns the settings that distinguish each run: as few as possible, and a number where they are not enough. */
function differencesOf(runs: readonly ConfiguredRun[], locale: Locale): string[] {
  const rows = configRows(runs, locale)
    .filter(({ differs }) => differs)
    .sort((one, other) => longest(one.values) - longest(other.values));
  let told = runs.map((): string[] => []);
  const kinds = (of: string[][]) => new Set(of.map((parts) => parts.join(separator))).size;
  const withRow = ({ label, values }: ConfigRow) => told.map((parts, run) => [...parts, `${label} ${values[run]}`]);
  for (;;) {
    // The shortest one is taken of those settings that distinguish most runs.
    const best = rows.map(withRow).reduce((one, other) => (kinds(other) > kinds(one) ? other : one), told);
    if (best === told) break;
    told = best;
  }
  const texts = told.map((parts) => parts.join(separator));
  return texts.map((text, run) => {
    const same = texts.flatMap((other, place) => (other === text ? [place] : []));
    if (same.length < 2) return text;
    const number = `#${locale.integer(same.indexOf(run) + 1)}`;
    return text === '' ? number : `${text}${separator}${number}`;
  });
}

const longest = (values: readonly string[]) => Math.max(...values.map(({ length }) => length));

/** The network in shorthand, or null where the run's name has said it. */
export function unsaidModel({ name, model }: { name: string; model: ModelSpec }): string | null {
  const said = describeModel(model);
  return name.includes(said) ? null : said;
}
