import { EngineError } from '../spec/engine-error.ts';
import type { FlowData } from '../spec/insight-spec.ts';
import { tokenIds } from '../text/given-tokens.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { Batch } from '../training/batch-source.ts';
import { labelledSequences } from '../training/labelled-sequences.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';
import { taggedSequences } from '../training/tagged-data.ts';
import type { SeriesFlowData } from './series-flow.ts';
import { textWindows } from './text-windows.ts';

interface Flow {
  data: Exclude<FlowData, SeriesFlowData>;
  steps: number;
}

/** The number of sequences whose gradients are averaged. */
const WINDOWS = 16;

/**
 * Returns the sequences whose gradients an inspection follows. Throws EngineError `invalid-data` for a text that is too
 * short.
 */
export function flowBatch(tokenizer: Tokenizer, { data, steps }: Flow): Batch {
  switch (data.kind) {
    case 'texts':
      return windowsOf(
        data.texts.map((text) => tokenizer.encode(text)),
        steps,
      );
    case 'labelled': {
      const sequences = data.texts
        .slice(0, WINDOWS)
        .map((text, n) => ({ ids: tokenizer.encode(text), label: data.labels[n] }));
      return batchOf(labelledSequences(sequences, null), steps);
    }
    case 'tagged': {
      const idOf = tokenIds(tokenizer.state);
      const pieces = data.sentences.slice(0, WINDOWS).map(({ tokens, tags }) => ({
        ids: Int32Array.from(tokens.slice(0, steps), idOf),
        tags: Int32Array.from(tags.slice(0, steps)),
      }));
      return batchOf(taggedSequences(pieces, null), steps);
    }
  }
}

function windowsOf(sequences: readonly Int32Array[], steps: number): Batch {
  const longest = sequences.reduce((best, ids) => (ids.length > best.length ? ids : best), new Int32Array(0));
  if (longest.length > steps) return textWindows(longest, steps, Math.min(WINDOWS, longest.length - steps));
  throw new EngineError('invalid-data', `The text has ${longest.length} tokens. Take one of more than ${steps}.`, {
    reason: 'text-too-short-to-look',
    tokens: longest.length,
    steps,
  });
}

function batchOf(samples: SequenceSamples, steps: number): Batch {
  const lengths = Int32Array.from(samples.lengths, (length) => Math.min(length, steps));
  const longest = Math.max(1, ...lengths);
  return { batch: lengths.length, steps: longest, lengths, ...samples.fill([...lengths.keys()], longest) };
}
