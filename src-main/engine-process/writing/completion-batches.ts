import { createContinuationLane } from '../../../src-engine/sampling/continuation-lane.ts';
import { encodePrompt } from '../../../src-engine/sampling/encode-prompt.ts';
import { LaneBatch } from '../../../src-engine/sampling/lane-batch.ts';
import type { Pacing } from '../../../src-engine/sampling/time-slices.ts';
import { unknownPieces } from '../../../src-engine/sampling/unknown-pieces.ts';
import type { CompletionPart, CompletionUsage, ScoredText } from '../../../src-engine/spec/completion-spec.ts';
import type { CompletionJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { AbortSignal } from '../../../src-engine/spec/interruptible.ts';
import { lanesToShare, type WritingNetwork, type WritingNetworks } from './writing-networks.ts';

/** The time after which others in the thread run, so that those who come join at once, and those who have left are noticed. */
const SLICE_MS = 8;
/** The interval at which a text that is followed is told. */
const TELL_MS = 40;

/** The parts of a completion that are told at once. */
export interface CompletionUpdate {
  /** `null` where there are none. */
  prompt: ScoredText[] | null;
  parts: CompletionPart[];
}

interface CompletionOptions {
  signal: AbortSignal;
  tell: (update: CompletionUpdate) => void;
}

interface CompletionSummary extends CompletionUsage {
  unknown: string[];
}

/** Writes the texts that programs ask for: those of one network, by weights of one precision, together in one batch, whoever asks for them, and whenever. */
export class CompletionBatches {
  readonly #networks: WritingNetworks;
  readonly #pacing: Omit<Pacing, 'signal'>;
  /** Those in progress, by the network's id and the precision of its weights. */
  readonly #batches = new Map<string, CompletionBatch>();

  constructor(networks: WritingNetworks, pacing: Omit<Pacing, 'signal'>) {
    this.#networks = networks;
    this.#pacing = pacing;
  }

  /**
   * Resolves with the numbers of the completion when it is written or cancelled; null means that the network is not here. Rejects where
   * it fails.
   */
  async complete(job: CompletionJob, options: CompletionOptions): Promise<CompletionSummary | null> {
    const { networkId, weights = 'float32' } = job;
    const key = `${networkId} ${weights}`;
    const running = this.#batches.get(key);
    if (running !== undefined) return running.complete(job, options);
    let own: Promise<CompletionSummary> | null = null;
    const lent = this.#networks.use(job, lanesToShare, async (network) => {
      const batch = new CompletionBatch(network, this.#pacing);
      this.#batches.set(key, batch);
      own = batch.complete(job, options);
      try {
        await batch.run();
      } finally {
        this.#batches.delete(key);
      }
      return null;
    });
    if (own === null) return lent;
    // The batch may go on with the texts of others for hours. Where it fails, each of its texts fails.
    lent.catch(() => undefined);
    return own;
  }
}

/** A text that somebody waits for, with what was not told of it yet. */
class UntoldCompletion {
  #prompt: ScoredText[] | null = null;
  readonly #parts = new Map<number, CompletionPart>();
  #toldAt = -Infinity;
  readonly #tell: CompletionOptions['tell'];

  constructor(tell: CompletionOptions['tell']) {
    this.#tell = tell;
  }

  addPromptToken(token: ScoredText): void {
    (this.#prompt ??= []).push(token);
  }

  add(
    choice: number,
    { text, token, end }: { text: string; token: ScoredText | null; end: CompletionPart['end'] },
  ): void {
    const part = this.#parts.get(choice) ?? { choice, text: '', tokens: [], end: null };
    part.text += text;
    part.end = end;
    if (token !== null) part.tokens.push(token);
    this.#parts.set(choice, part);
  }

  tellWhenDue(now: number): void {
    if (now - this.#toldAt < TELL_MS || this.#parts.size === 0) return;
    this.#toldAt = now;
    this.tellAll();
  }

  tellAll(): void {
    const update = { prompt: this.#prompt, parts: [...this.#parts.values()] };
    this.#prompt = null;
    this.#parts.clear();
    if (update.prompt !== null || update.parts.length > 0) this.#tell(update);
  }
}

/** The texts that one network writes now. */
class CompletionBatch {
  readonly #network: WritingNetwork;
  readonly #pacing: Omit<Pacing, 'signal'>;
  readonly #lanes: LaneBatch;
  readonly #followed = new Set<UntoldCompletion>();
  #sliceStart = -Infinity;

  constructor(network: WritingNetwork, pacing: Omit<Pacing, 'signal'>) {
    this.#network = network;
    this.#pacing = pacing;
    this.#lanes = new LaneBatch(network.model);
  }

  run(): Promise<void> {
    return this.#lanes.run(async () => {
      const now = this.#pacing.clock();
      if (now - this.#sliceStart < SLICE_MS) return;
      for (const completion of this.#followed) completion.tellWhenDue(now);
      await this.#pacing.yieldToEventLoop();
      this.#sliceStart = this.#pacing.clock();
    });
  }

  async complete(job: CompletionJob, { signal, tell }: CompletionOptions): Promise<CompletionSummary> {
    const { tokenizer } = this.#network;
    const { length, count, sampling, alternatives } = job;
    const prompt = encodePrompt(tokenizer, job.prompt);
    const completion = new UntoldCompletion(tell);
    if (job.streams) this.#followed.add(completion);
    let writtenTokens = 0;
    const lanes = Array.from(
      { length: count },
      (_, choice) =>
        new Promise<void>((resolve, reject) => {
          this.#lanes.add(
            createContinuationLane({
              ...{ tokenizer, prompt, length, choice, sampling, alternatives, signal },
              onPromptToken: job.scorePrompt && choice === 0 ? (token) => completion.addPromptToken(token) : undefined,
              onText(part) {
                if (part.end !== 'document' && length > 0) writtenTokens++;
                completion.add(choice, part);
              },
              onOver: (error) => (error === null ? resolve() : reject(error as Error)),
            }),
          );
        }),
    );
    try {
      await Promise.all(lanes);
      completion.tellAll();
    } finally {
      this.#followed.delete(completion);
    }
    const isDocument = tokenizer.state.boundaryId !== undefined;
    const promptTokens = prompt.length - (isDocument ? 1 : 0);
    return { promptTokens, writtenTokens, unknown: unknownPieces(tokenizer, job.prompt) };
  }
}
