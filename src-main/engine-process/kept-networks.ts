import type { StoredNetwork } from '../../src-engine/spec/engine-protocol.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { Tokenizer } from '../../src-engine/text/tokenizer.ts';

/** Two that are compared. */
const MOST_KEPT = 2;
const MOST_KEPT_BYTES = 512 * 2 ** 20;
const KEPT_MS = 10 * 60_000;

/** A network as it came, with its tokenizer ready. */
export interface KeptNetwork {
  readonly stored: StoredNetwork;
  readonly tokenizer: Tokenizer;
}

/**
 * Networks that were looked into last. Reading one from the disk, comparing it with its hashes and sending it takes longer than most
 * looks, and a vocabulary of 400,000 words takes as long to prepare.
 */
export class KeptNetworks {
  /** By id, the one used last at the end. */
  readonly #kept = new Map<string, KeptNetwork & { expiry: NodeJS.Timeout }>();

  /** Returns null where it is not here and was not brought. */
  get(id: string, brought: StoredNetwork | null): KeptNetwork | null {
    const known = this.#kept.get(id);
    if (known !== undefined) this.#drop(id);
    const stored = known?.stored ?? brought;
    if (stored === null) return null;
    const tokenizer = known?.tokenizer ?? createTokenizer(stored.tokenizer);
    this.#kept.set(id, { stored, tokenizer, expiry: setTimeout(() => this.#drop(id), KEPT_MS).unref() });
    while (this.#kept.size > MOST_KEPT || (this.#kept.size > 1 && this.#bytes() > MOST_KEPT_BYTES)) {
      const [oldest] = this.#kept.keys();
      this.#drop(oldest);
    }
    return { stored, tokenizer };
  }

  #bytes(): number {
    return [...this.#kept.values()].reduce(
      (sum, { stored }) => stored.checkpoint.tensors.reduce((bytes, tensor) => bytes + tensor.bytes.byteLength, sum),
      0,
    );
  }

  #drop(id: string): void {
    clearTimeout(this.#kept.get(id)?.expiry);
    this.#kept.delete(id);
  }
}
