import { EngineError } from '../spec/engine-error.ts';
import type { DatasetContent } from '../spec/dataset-content.ts';
import type { Task } from '../spec/model-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import { describeMismatch } from '../tasks/describe-mismatch.ts';
import { taskFacts } from '../tasks/facts.ts';
import { decodeUtf8 } from '../text/utf8.ts';

/** Returns the texts of a dataset, one after the other; none when it holds numbers or tokens. */
export function* textsOf(content: DatasetContent): Generator<string> {
  if (content.kind === 'text') for (const document of content.documents) yield decodeUtf8(document);
  if (content.kind === 'labelled') yield* content.texts;
}

/** Content of the kinds that a task learns from. */
export function requireContent<Kind extends DatasetContent['kind']>(
  task: Task,
  content: DatasetContent,
  kinds: readonly Kind[],
): Extract<DatasetContent, { kind: Kind }> {
  if (isOf(content, kinds)) return content;
  const message = describeMismatch(task, content.kind) ?? `Content of the kind ${content.kind} was not expected.`;
  throw new EngineError('invalid-data', message, { reason: taskFacts[task].needs.reason });
}

function isOf<Kind extends DatasetContent['kind']>(
  content: DatasetContent,
  kinds: readonly Kind[],
): content is Extract<DatasetContent, { kind: Kind }> {
  return kinds.some((kind) => kind === content.kind);
}

/** Throws EngineError `invalid-data` where there is none. */
export function requireTokenizer(tokenizer: TokenizerState | null): TokenizerState {
  if (tokenizer !== null) return tokenizer;
  throw new EngineError('invalid-data', 'Texts need a tokenizer. Choose one.', { reason: 'needs-numbers' });
}
