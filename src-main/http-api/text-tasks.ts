import type { StudioClient } from '../contract/contract.ts';
import type {
  ClassifyRequest,
  ClassifyResponse,
  EmbeddingsRequest,
  EmbeddingsResponse,
  TagRequest,
  TagResponse,
} from '../contract/http-api/text-resources.ts';
import { Coalescer } from './coalesce.ts';

interface TextCall {
  client: StudioClient;
  runId: string;
}

interface Classified {
  classes: string[];
  probabilities: number[];
}

type Tagged = TagResponse['data'][number]['tokens'];

interface Embedded {
  vector: Float32Array;
  tokens: number;
}

/** Answers requests about texts. Those for the same network that come while it is reading are read together. */
export class TextTasks {
  readonly #classified = new Coalescer<string, Classified>();
  readonly #tagged = new Coalescer<string | string[], Tagged>();
  readonly #embedded = new Coalescer<string, Embedded>();

  async classify(request: ClassifyRequest, { client, runId }: TextCall): Promise<ClassifyResponse> {
    const { model, input, top } = request;
    const network = { runId, checkpointId: request.checkpoint ?? null };
    const found = await this.#classified.ask(keyOf(network), [input].flat(), async (texts) => {
      const { classes, probabilities } = await client.insight.classify({ ...network, texts });
      return probabilities.map((ofText) => ({ classes, probabilities: ofText }));
    });
    const data = found.map(({ classes, probabilities }, index) => {
      const ranked = probabilities
        .map((probability, n) => ({ label: classes[n] ?? '', probability }))
        .toSorted((a, b) => b.probability - a.probability);
      const [best] = ranked;
      return { object: 'classification' as const, index, ...best, classes: ranked.slice(0, top ?? undefined) };
    });
    return { object: 'list', model, data };
  }

  async tag(request: TagRequest, { client, runId }: TextCall): Promise<TagResponse> {
    const network = { runId, checkpointId: request.checkpoint ?? null };
    const sentences = typeof request.input === 'string' ? [request.input] : request.input;
    const found = await this.#tagged.ask(keyOf(network), sentences, async (together) => {
      const tagged = await client.insight.tag({ ...network, sentences: together });
      return tagged.sentences.map(({ tokens, tags, known, probabilities }) =>
        tokens.map((token, n) => ({
          token,
          tag: tags[n] ?? '',
          probability: Math.max(...(probabilities[n] ?? [])),
          known: known[n] ?? false,
        })),
      );
    });
    const data = found.map((tokens, index) => ({ object: 'tagging' as const, index, tokens }));
    return { object: 'list', model: request.model, data };
  }

  async embed(request: EmbeddingsRequest, { client, runId }: TextCall): Promise<EmbeddingsResponse> {
    const network = { runId, checkpointId: request.checkpoint ?? null, pooling: request.pooling ?? ('last' as const) };
    const found = await this.#embedded.ask(keyOf(network), [request.input].flat(), async (texts) => {
      const { size, vectors, tokens } = await client.insight.embed({ ...network, texts });
      const all = new Float32Array(await vectors.arrayBuffer());
      return tokens.map((count, n) => ({ vector: all.subarray(n * size, (n + 1) * size), tokens: count }));
    });
    const isBase64 = request.encoding_format === 'base64';
    const data = found.map(({ vector }, index) => ({
      object: 'embedding' as const,
      index,
      embedding: isBase64 ? base64Of(vector) : Array.from(vector),
    }));
    const read = found.reduce((sum, { tokens }) => sum + tokens, 0);
    return { object: 'list', model: request.model, data, usage: { prompt_tokens: read, total_tokens: read } };
  }
}

const keyOf = (network: object): string => JSON.stringify(network);

const base64Of = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
