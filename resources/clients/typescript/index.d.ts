import type { CompleteInput, CompleteOutput, Operations, RequestOptions } from './operations.js';

export type * from './operations.js';

/** An answer of the studio that is an error. */
export declare class KiokuError extends Error {
  readonly status: number;
  readonly type: string;
  /** The field of the request that is wrong. */
  readonly param: string | null;
  readonly code: string | null;
}

export interface KiokuOptions {
  /** The address of the studio; http://127.0.0.1:5860 if left out. */
  baseURL?: string;
  /** A token of “kioku tokens add NAME --scope use”. */
  token: string;
  fetch?: typeof globalThis.fetch;
}

/** The HTTP API of a Kioku Studio. Each operation is a method that takes one object, and rejects with KiokuError. */
export declare class Kioku {
  constructor(options: KiokuOptions);
  /** Yields the parts of a completion as they are written. Leaving the loop ends the writing. */
  streamCompletion(input: CompleteInput, options?: RequestOptions): AsyncGenerator<CompleteOutput, void, void>;
  /** Resolves with the metrics of the studio in Prometheus' text format. */
  metrics(options?: RequestOptions): Promise<string>;
}

export interface Kioku extends Operations {}
