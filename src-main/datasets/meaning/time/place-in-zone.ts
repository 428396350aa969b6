import { instantsOf, localTime } from '../../../../src-engine/forecast/time/zone.ts';

const dayMs = 86_400_000;

/** The times of one series, in the order of the file: what clocks show, and how far they are ahead of UTC; NaN where not known. */
export interface ClockTimes {
  times: Float64Array;
  offsets: Float64Array;
}

export interface PlacedTimes {
  /** Instants, or what the clocks show where their zone is not known; NaN where there is no such time. */
  times: Float64Array;
  /** Rows in hours that daylight saving gives twice and that were told apart by their order. */
  repeated: number[];
  /** Rows whose time the clocks skip, in an hour that daylight saving takes away. */
  skipped: number[];
}

/**
 * Finds the instants of what clocks of a zone show. Of an hour that comes twice, rows in order take the first and then the second.
 * Offsets that are written count more than the zone; `null` takes clocks as they are.
 */
export function placeInZone({ times, offsets }: ClockTimes, zone: string | null): PlacedTimes {
  const placed: PlacedTimes = { times: new Float64Array(times.length).fill(NaN), repeated: [], skipped: [] };
  const rows = Array.from(times.keys());
  // The first of two instants is the one that comes first in time, also where the file goes back in time.
  if (isDescending(times)) rows.reverse();
  let before = -Infinity;
  for (const row of rows) {
    const local = times[row];
    if (Number.isNaN(local)) continue;
    const offset = offsets[row];
    if (!Number.isNaN(offset)) {
      placed.times[row] = local - offset;
      continue;
    }
    const instants = instantsOf(zone, local);
    const [first] = instants;
    if (first === undefined) {
      placed.skipped.push(row);
      continue;
    }
    if (instants.length > 1) placed.repeated.push(row);
    placed.times[row] = instants.find((instant) => instant > before) ?? first;
    before = placed.times[row];
  }
  return placed;
}

function isDescending(times: Float64Array): boolean {
  let down = 0;
  let up = 0;
  for (let row = 1; row < times.length; row++) {
    if (times[row] < times[row - 1]) down++;
    else if (times[row] > times[row - 1]) up++;
  }
  return down > up;
}

/** Zones that are proposed, where they explain a column; of zones with the same clocks the first. */
const knownZones = [
  ...[
    'Europe/Berlin',
    'Europe/London',
    'Europe/Athens',
    'Europe/Lisbon',
    'Asia/Tokyo',
    'Asia/Shanghai',
    'Asia/Kolkata',
  ],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Sao_Paulo'],
  ...['America/Phoenix', 'America/Halifax', 'America/St_Johns', 'America/Anchorage', 'America/Santiago'],
  ...['Australia/Sydney', 'Australia/Brisbane', 'Australia/Adelaide', 'Pacific/Auckland', 'Asia/Jerusalem'],
  ...['Europe/Moscow', 'Europe/Istanbul', 'Asia/Singapore', 'Asia/Dubai', 'Africa/Cairo', 'Africa/Johannesburg'],
];

/** Zones in the order in which they are tried: that of this machine first. */
function candidateZones(): string[] {
  return [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ...knownZones])];
}

/**
 * Returns the zone whose clocks the written offsets are those of: an offset where it is the same everywhere, and `UTC` where no zone
 * that is known has them. Returns null where a row has none.
 */
export function zoneOfOffsets({ times, offsets }: ClockTimes): string | null {
  const rows = Array.from(times.keys()).filter((row) => !Number.isNaN(times[row]));
  const different = new Set(rows.map((row) => offsets[row]));
  if (rows.length === 0 || different.has(NaN)) return null;
  if (different.size === 1) {
    const [offset] = different;
    return offset === 0 ? 'UTC' : offsetName(offset);
  }
  const agrees = (zone: string) => rows.every((row) => localTime(zone, times[row] - offsets[row]) === times[row]);
  return candidateZones().find(agrees) ?? 'UTC';
}

function offsetName(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Returns zones in which a time that occurs twice in a column of clock times is one that daylight saving gives twice, or, where none
 * does, in which all times that are missing are of hours that it takes away. No row is in such an hour. Empty where nothing in the
 * column looks like daylight saving.
 */
export function zonesExplaining({ times, offsets }: ClockTimes, missing: readonly number[]): string[] {
  if (offsets.some((offset) => !Number.isNaN(offset))) return [];
  const known = times.filter((time) => !Number.isNaN(time)).sort();
  const twice = known.filter((time, n) => n > 0 && time === known[n - 1]);
  // Days have no hours that could be given twice.
  if (twice.length + missing.length === 0 || known.every((time) => time % dayMs === known[0] % dayMs)) return [];
  return candidateZones().filter((zone) => {
    if (!twice.every((time) => instantsOf(zone, time).length === 2)) return false;
    if (twice.length === 0 && !missing.every((time) => instantsOf(zone, time).length === 0)) return false;
    return known.every((time) => instantsOf(zone, time).length > 0);
  });
}
