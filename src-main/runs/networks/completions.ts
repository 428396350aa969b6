import type { CompletionPart, ScoredText } from '../../../src-engine/spec/completion-spec.ts';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import type { CompleteInput, CompletionUpdate } from '../../contract/http-api/completion-records.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { requestWithNetwork, type NetworkSource } from '../engines/network-request.ts';
import { request, type RequestOptions } from '../engines/request.ts';
import type { RunningEngine } from '../engines/running-engine.ts';
import { streamUpdates } from '../feed/stream-updates.ts';
import { findWritingNetwork, type WritingOptions } from './find-writing-network.ts';

interface CompletionsOptions extends WritingOptions {
  supervisor: EngineSupervisor;
}

type Completed = Extract<EngineEvent, { type: 'completed' }>;

/** An engine keeps a network for minutes, so that it wants one twice only where it has many to keep. */
const MOST_ATTEMPTS = 3;

/** Lets trained models write for programs, of which many may ask at once. */
export class Completions {
  readonly #options: CompletionsOptions;
  /** Networks on their way to the engine: all who wait for one, by weights of one precision, wait for the same. */
  readonly #opening = new Map<string, Promise<unknown>>();

  constructor(options: CompletionsOptions) {
    this.#options = options;
  }

  /** Parts as they are written, then one `end`. Leaving the stream cancels the writing. Throws as `findWritingNetwork` does. */
  complete(
    run: RunView,
    input: CompleteInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CompletionUpdate, void, void> {
    const { checkpointId, ...network } = findWritingNetwork(this.#options, run, input);
    let prompt: ScoredText[] | null = null;
    let parts: CompletionPart[] = [];
    return streamUpdates<CompletionUpdate>(signal, {
      work: async (cancelled, hasWritten) => {
        const answer = await this.#ask(network, input, {
          signal: cancelled,
          onEvent(event) {
            if (event.type !== 'completing') return;
            prompt = event.prompt === null ? prompt : [...(prompt ?? []), ...event.prompt];
            parts.push(...event.parts);
            if (input.streams) hasWritten();
          },
        });
        if (answer === null) return null;
        const { promptTokens, writtenTokens, unknown } = answer;
        return { type: 'end', promptTokens, writtenTokens, checkpointId, unknown };
      },
      take() {
        if (prompt === null && parts.length === 0) return null;
        const update = { type: 'parts' as const, prompt, parts };
        prompt = null;
        parts = [];
        return update;
      },
    });
  }

  /** Resolves with null where it was cancelled before the engine had the network. */
  async #ask(network: NetworkSource, input: CompleteInput, options: RequestOptions): Promise<Completed | null> {
    const engine = await this.#options.supervisor.connect();
    const { prompt, length, count, sampling, alternatives, scorePrompt, streams } = input;
    const task = { prompt, length, count, sampling, alternatives, scorePrompt, streams };
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (options.signal?.aborted) return null;
      const job = { ...network.job, network: null, ...task };
      const answer = await request(engine, { type: 'complete', job }, options);
      if (answer.type === 'completed') return answer;
      await this.#open(engine, network);
    }
    const message = 'The engine has more networks to keep than it can. Ask for fewer models at a time.';
    throw new StudioError('out-of-memory', message, { reason: 'engine' });
  }

  #open(engine: RunningEngine, { job, load }: NetworkSource): Promise<unknown> {
    const key = `${job.networkId} ${job.weights ?? 'float32'}`;
    const known = this.#opening.get(key);
    if (known !== undefined) return known;
    const opening = requestWithNetwork(
      engine,
      { type: 'open-network', job: { ...job, forCompletions: true } },
      load,
      {},
    );
    this.#opening.set(key, opening);
    const forget = () => void this.#opening.delete(key);
    opening.then(forget, forget);
    return opening;
  }
}
