import { createPortableBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { classifyTexts } from '../../../src-engine/insight/classify-texts.ts';
import { computeOutputs } from '../../../src-engine/interchange/compute-outputs.ts';
import {
  packedBytes,
  unpackTensor,
  type NetworkDescription,
} from '../../../src-engine/interchange/html/packed-network.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { generate, type GenerationResult } from '../../../src-engine/sampling/generator.ts';
import type { GeneratedToken, SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { Piece } from '../../../src-engine/text/tokenizer.ts';
import { createByteReader, decodeBase64, encodeBase64 } from './byte-reader.ts';

/** The parts of a page that are data, as texts. */
export interface PageData {
  /** `NetworkDescription` as JSON. */
  description: string;
  /** The compiled kernels in base64. */
  kernels: string;
  /** The packed weights, in base64, cut anywhere between two groups of three bytes. Read once, one after the other. */
  weights: Iterable<string>;
}

/** A batch as JSON has it. */
type PlainInput = { [K in keyof ParityInput]: ParityInput[K] extends number ? number : number[] | null };

interface Writing {
  prompt: string;
  length: number;
  sampling: SamplingSpec;
  emit(tokens: GeneratedToken[]): void;
  signal: AbortSignal;
}

/** A network that computes in this page, with nothing from elsewhere. */
export interface PageNetwork {
  readonly description: NetworkDescription;
  readonly parameterCount: number;
  /** Cuts a text as the tokenizer does; an id of null marks a piece that the network has never seen. */
  pieces(text: string): Piece[];
  /** Writes as the studio's playground does, to the last character. */
  write(writing: Writing): Promise<GenerationResult>;
  /** Probabilities (texts, classes). */
  classify(texts: readonly string[]): Promise<Float32Array>;
  /** For each batch the outputs as `computeOutputs` has them: float32, little-endian, in base64. */
  compute(inputs: readonly PlainInput[]): Promise<string[]>;
}

/** Unpacks a page's network. Throws where its data is damaged, or where this browser has no WebAssembly with SIMD. */
export async function openNetwork(data: PageData): Promise<PageNetwork> {
  const description = JSON.parse(data.description) as NetworkDescription;
  const { model: spec, precision } = description;
  if (description.tokenizer === null) throw new Error('A page holds a network that reads text.');
  const tokenizer = createTokenizer(description.tokenizer);
  const backend = createPortableBackend(decodeBase64(data.kernels));
  const model = createModel(backend, spec);
  const reader = createByteReader(data.weights);
  const specs = parameterSpecs(spec);
  for (const [n, parameter] of specs.entries()) {
    const bytes = reader.take(packedBytes(parameter, precision));
    backend.write(model.parameters[n].value, unpackTensor(parameter, precision, bytes));
    await yieldToPage();
  }
  model.freeze();

  return {
    description,
    parameterCount: specs.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    pieces: (text) => tokenizer.pieces(text),
    write: (writing) =>
      generate({ ...writing, model, tokenizer, clock: () => performance.now(), yieldToEventLoop: yieldToPage }),
    async classify(texts) {
      const encoded = texts.map((text) => tokenizer.encode(text).subarray(0, description.longestText));
      const toTheEnd = { signal: { aborted: false }, yieldToEventLoop: yieldToPage };
      const probabilities = await classifyTexts(model, encoded, toTheEnd);
      return probabilities ?? new Float32Array(0);
    },
    async compute(inputs) {
      const outputs: string[] = [];
      for (const input of inputs) {
        const values = Float32Array.from(await computeOutputs(model, toParityInput(input)));
        outputs.push(encodeBase64(new Uint8Array(values.buffer)));
      }
      return outputs;
    },
  };
}

function toParityInput({ batch, steps, ids, features, lengths }: PlainInput): ParityInput {
  return {
    batch,
    steps,
    ids: ids && Int32Array.from(ids),
    features: features && Float32Array.from(features),
    lengths: lengths && Int32Array.from(lengths),
  };
}

function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
