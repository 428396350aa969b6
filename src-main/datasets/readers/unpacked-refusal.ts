import { ArchiveRefused } from './archive.ts';

/** Texts shrink to a third, very monotonous ones to a hundredth; what shrinks more is made to fill the disk. */
const largestRatio = 250;
/** Below this size any ratio will do. */
const harmlessBytes = 16 * 2 ** 20;

/** Returns why something packed is not read (on), by the bytes that it has and those that come out of it; null where it may be. */
export function unpackedRefusal(
  name: string,
  packed: number,
  unpacked: number,
  maximumBytes: number,
): ArchiveRefused | null {
  if (unpacked > maximumBytes) {
    const maximum = maximumBytes / 2 ** 20;
    return new ArchiveRefused(name, `holds more than ${maximum} MB. Split it into smaller ones.`, {
      reason: 'too-large',
      maximum,
    });
  }
  if (unpacked <= Math.max(harmlessBytes, packed * largestRatio)) return null;
  const times = Math.round(unpacked / Math.max(packed, 1));
  const why = `claims to hold ${times} times as much as it is large, as archives do that are made to do harm.`;
  return new ArchiveRefused(name, why, { reason: 'harmful', times });
}
