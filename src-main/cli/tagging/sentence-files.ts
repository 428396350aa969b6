import { stat } from 'node:fs/promises';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { listIn } from '../../datasets/cleaning/tagged-sentences.ts';
import { ConllReader } from '../../datasets/readers/conll-reader.ts';
import { conllForm, looksLikeConll } from '../../datasets/readers/recognize-conll.ts';
import { diskFile } from '../../datasets/readers/source-file.ts';
import { decodeFile, encodingOf } from '../../datasets/readers/text-source.ts';
import { UsageError } from '../usage-error.ts';

/** A sentence that is still to be cut into words, or tokens as they are. */
export type Sentence = string | string[];

const deepestJson = 20;

/**
 * Reads the sentences of a file: tokens of columns or of JSONL are taken as they are; of any other text each line is a sentence. With
 * `tokenLines` every line is a token, and blank lines are between sentences. Throws UsageError for JSONL without tokens or text.
 */
export async function readSentences(path: string, tokenLines: boolean): Promise<Sentence[]> {
  const text = await readWholeText(path);
  if (/\.(jsonl|ndjson)$/i.test(path)) return sentencesOfJson(path, text);
  const form = tokenLines ? { delimiter: '\t' as const, columns: 1 } : conllForm(text);
  const isConll = tokenLines || /\.(conllu?|iob2?|bio)$/i.test(path) || looksLikeConll(text) === 'yes';
  if (form === null || !isConll) return linesOf(text);
  const reader = new ConllReader(path, form.delimiter, form.columns);
  const sentences: string[][] = [[]];
  for (const { cells } of [...reader.push(text), ...reader.end()]) {
    const [token] = cells ?? [];
    if (token === undefined) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter(({ length }) => length > 0);
}

async function readWholeText(path: string): Promise<string> {
  const { size } = await stat(path);
  const file = { ...diskFile(path, path, size), format: 'text' as const };
  const encoding = await encodingOf(file, null);
  let text = '';
  const ignore = () => undefined;
  const decoding = {
    ...{ encoding, malformed: 'refuse' as const, keep: [] },
    ...{ onBytes: ignore, onReplaced: ignore, onLeftOut: ignore },
  };
  for await (const piece of decodeFile(file, decoding)) text += piece;
  return text.replace(/^\u{FEFF}/u, '');
}

function sentencesOfJson(path: string, text: string): Sentence[] {
  return linesOf(text).map((line, index) => {
    const { tokens, text: sentence } = objectIn(line);
    const list = listIn(JSON.stringify(tokens));
    if (list !== null) return list;
    if (typeof sentence === 'string') return sentence;
    throw new UsageError(`${path}: object ${index + 1} has neither a list “tokens” nor a “text”.`);
  });
}

function objectIn(line: string): { tokens?: unknown; text?: unknown } {
  try {
    const value: unknown = parseShallowJson(line, deepestJson);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
}
