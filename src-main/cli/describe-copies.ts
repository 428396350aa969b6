import type { CopiesRecord } from '../contract/measurement-records.ts';
import { formatAmount } from './formats.ts';

/** The most characters of a passage that are printed. */
const SHOWN = 200;

/** Describes, in some lines, the passages of the texts that also occur in the text that the network was trained on. */
export function describeCopies(
  texts: readonly string[],
  { texts: found, written, heldOut, recites }: CopiesRecord,
): string {
  const lines = [`Compared with the training text: ${figures(written)}.`];
  if (heldOut !== null) lines.push(`As much of the held-out text, which nobody copied: ${figures(heldOut)}.`);
  const longest = found
    .flatMap(({ passages }, n) => passages.map(({ from, to }) => texts[n].slice(from, to)))
    .reduce((most, passage) => (passage.length > most.length ? passage : most), '');
  if (longest !== '') {
    lines.push(
      `The longest copied passage: ${JSON.stringify(longest.slice(0, SHOWN))}${longest.length > SHOWN ? '…' : ''}`,
    );
  }
  lines.push(recites ? 'It recites what it has learnt.' : 'It does not recite.');
  return lines.join('\n');
}

function figures({ share, longest }: CopiesRecord['written']): string {
  const copied =
    share === null ? 'no text has 20 tokens' : `${(100 * share).toFixed(1)} % of all passages of 20 tokens`;
  return `${copied}, the longest passage has ${formatAmount(longest, 'token')}`;
}
