import type { TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import type { Reader } from './handles/handles.ts';

/** Reads the tokenizers of analyses by their keys; null where there is none. */
export function analysisReader(database: Reader): (key: number) => TokenizerState | null {
  const select = database.prepare<[number], string>('SELECT tokenizer FROM analyses WHERE key = ?').pluck();
  return (key) => {
    const tokenizer = select.get(key);
    return tokenizer === undefined ? null : (JSON.parse(tokenizer) as TokenizerState);
  };
}
