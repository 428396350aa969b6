import { cleanUpIds, type CleanUpId, type Inspection } from '../../contract/datasets/import-records.ts';
import { changedLines, countNewlines } from './text-cleaning.ts';

const shownSamples = 3;
const sampleCharacters = 120;

/** The clean-ups that would change something in this text. */
export function cleanUpOffers(text: string): CleanUpOffer[] {
  return cleanUpIds.map((id) => offers[id](text)).filter(({ count }) => count > 0);
}

type CleanUpOffer = Inspection['cleanUps'][number];

/** Tells the effect of each clean-up on this text. */
const offers: Record<CleanUpId, (text: string) => CleanUpOffer> = {
  'byte-order-mark'(text) {
    const count = text.startsWith('\u{FEFF}') ? 1 : 0;
    const beginning = cutSample(text.slice(0, sampleCharacters));
    return {
      id: 'byte-order-mark',
      count,
      samples: count === 0 ? [] : [{ before: beginning, after: beginning.slice(1) }],
    };
  },
  newlines(text) {
    const { crlf, cr } = countNewlines(text);
    const lines = text.match(new RegExp(`[^\\r\\n]{0,${sampleCharacters}}\\r\\n?`, 'g'))?.slice(0, shownSamples) ?? [];
    return {
      id: 'newlines',
      count: crlf + cr,
      samples: lines.map((before) => ({ before, after: before.replace(/\r\n?/, '\n') })),
    };
  },
  nfkc(text) {
    const normal = text.normalize('NFKC');
    if (normal === text) return { id: 'nfkc', count: 0, samples: [] };
    const afterLines = normal.split('\n');
    const samples: CleanUpOffer['samples'] = [];
    for (const [n, before] of text.split('\n').entries()) {
      if (samples.length === shownSamples) break;
      if (before !== afterLines[n]) samples.push(aroundDifference(before, afterLines[n] ?? ''));
    }
    return { id: 'nfkc', count: changedLines(text, normal), samples };
  },
};

/** Both lines from shortly before the first character that differs. */
function aroundDifference(before: string, after: string): { before: string; after: string } {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const start = Math.max(0, at - 20);
  return { before: cutSample(before.slice(start)), after: cutSample(after.slice(start)) };
}

/** Cuts a text to what is shown as a sample. */
export function cutSample(text: string): string {
  return cutText(text, sampleCharacters);
}

/** One character fewer where a surrogate pair would be cut. */
export function cutText(text: string, length: number): string {
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);
}
