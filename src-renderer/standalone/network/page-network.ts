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
import type { NamedNumbers, ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { Piece } from '../../../src-engine/text/tokenizer.ts';
import { createByteReader, decodeBase64, encodeBase64 } from './byte-reader.ts';
import { classifyTable, type SequenceShares } from './classify-table.ts';
import { forecastTable, type TableForecast } from './forecast-table.ts';
import { readPastedTable } from './pasted-table.ts';

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
type PlainInput = {
  [K in keyof Omit<ParityInput, 'numbers'>]: ParityInput[K] extends number ? number : number[] | null;
} & { numbers?: Record<string, { shape: number[]; values: number[] }> };

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
  /** Forecasts the rows that follow those of a pasted table. Throws TableProblem; null where it was interrupted. */
  forecast(asked: {
    text: string;
    seriesColumn: string | null;
    horizon: number;
    signal: AbortSignal;
  }): Promise<TableForecast[] | null>;
  /** Tells the classes of the sequences of a pasted table. Throws TableProblem. */
  classifyRows(text: string, seriesColumn: string | null): Promise<SequenceShares[]>;
  /** For each batch the outputs as `computeOutputs` has them: float32, little-endian, in base64. */
  compute(inputs: readonly PlainInput[]): Promise<string[]>;
}

/** Unpacks a page's network. Throws where its data is damaged, or where this browser has no WebAssembly with SIMD. */
export async function openNetwork(data: PageData): Promise<PageNetwork> {
  const description = JSON.parse(data.description) as NetworkDescription;
  const { model: spec, precision } = description;
  const { preparation } = description;
  if (description.tokenizer === null && preparation === undefined)
    throw new Error('A page holds a network that reads text, or a table.');
  const tokenizer = description.tokenizer && createTokenizer(description.tokenizer);
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
    pieces: (text) => tokenizer?.pieces(text) ?? [],
    write: (writing) =>
      generate({
        ...writing,
        model,
        tokenizer: required(tokenizer),
        clock: () => performance.now(),
        yieldToEventLoop: yieldToPage,
      }),
    async classify(texts) {
      const encoded = texts.map((text) => required(tokenizer).encode(text).subarray(0, description.longestText));
      const toTheEnd = { signal: { aborted: false }, yieldToEventLoop: yieldToPage };
      const probabilities = await classifyTexts(model, encoded, toTheEnd);
      return probabilities ?? new Float32Array(0);
    },
    forecast({ text, seriesColumn, horizon, signal }) {
      if (preparation?.kind !== 'forecast') throw new Error('This network forecasts nothing.');
      const pieces = readPastedTable(text, preparation, seriesColumn);
      return forecastTable({ model, preparation }, pieces, horizon, { signal, yieldToEventLoop: yieldToPage });
    },
    async classifyRows(text, seriesColumn) {
      if (preparation?.kind !== 'sequences') throw new Error('This network reads no sequences of numbers.');
      const sequences = readPastedTable(text, { ...preparation, time: null }, seriesColumn);
      return classifyTable({ model, preparation }, sequences);
    },
    async compute(inputs) {
      const outputs: string[] = [];
      for (const input of inputs) {
        const values = Float32Array.from(await computeOutputs(model, toParityInput(input), preparation));
        outputs.push(encodeBase64(new Uint8Array(values.buffer)));
      }
      return outputs;
    },
  };
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('This network reads no text.');
  return value;
}

function toParityInput({ batch, steps, ids, features, lengths, numbers }: PlainInput): ParityInput {
  const named = Object.entries(numbers ?? {}).map(([name, { shape, values }]) => [
    name,
    { shape, values: Float64Array.from(values) },
  ]);
  return {
    batch,
    steps,
    ids: ids && Int32Array.from(ids),
    features: features && Float32Array.from(features),
    lengths: lengths && Int32Array.from(lengths),
    ...(numbers && { numbers: Object.fromEntries(named) as NamedNumbers }),
  };
}

function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
