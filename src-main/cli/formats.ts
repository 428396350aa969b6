/** Numbers as a person reads them on a terminal. */
import type { CheckpointSpace } from '../contract/runs/checkpoint-records.ts';

/** 14 s, 3:07, 2:05:09. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** 840, 21.4 k, 1.20 M: three significant digits. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 999_500) return `${(perSecond / 1e6).toPrecision(3)} M`;
  if (perSecond >= 999.5) return `${(perSecond / 1e3).toPrecision(3)} k`;
  return perSecond >= 100 ? perSecond.toFixed(0) : perSecond.toPrecision(3);
}

/** 512 B, 1.2 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < 3; unit++) value /= 1000;
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}

/** Tells the room that the checkpoints of a run take, of how much: 12 checkpoints, 34 MB of 256 MB. */
export function describeSpace({ count, usedBytes, spaceBytes }: CheckpointSpace): string {
  const things = count === 1 ? '1 checkpoint' : `${formatCount(count)} checkpoints`;
  return `${things}, ${formatBytes(usedBytes)} of ${formatBytes(spaceBytes)}`;
}

/** 1,234,567. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A loss in nats; a dash where there is none. */
export function formatLoss(loss: number | null): string {
  if (loss === null) return '–';
  return loss < 1e6 ? loss.toFixed(3) : loss.toExponential(1);
}

/** Bits per character or another unit. */
export function formatBits(bits: number): string {
  return bits < 1e6 ? bits.toFixed(2) : bits.toExponential(1);
}

/** e^loss: between how many candidates the model still hesitates. */
export function formatPerplexity(loss: number | null): string {
  if (loss === null) return '–';
  const perplexity = Math.exp(loss);
  if (perplexity < 100) return perplexity.toPrecision(3);
  if (perplexity === Infinity) return '∞';
  return perplexity < 1e6 ? perplexity.toFixed(0) : perplexity.toExponential(1);
}

/** 1 row, 1,234 rows. */
export function formatAmount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Returns as many decimals as show about that many digits of the largest magnitude; 2 where there is none. */
export function decimalsFor(largest: number, digits: number): number {
  return largest > 0 ? Math.min(10, Math.max(0, digits - 1 - Math.floor(Math.log10(largest)))) : 2;
}

/** Columns as wide as their widest cell; the columns named in `right` are aligned right. */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
