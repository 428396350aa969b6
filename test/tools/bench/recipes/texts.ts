import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../../src-engine/text/fit-tokenizer.ts';
import { readSample } from '../../../../src-main/datasets/sample-texts.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';

/** A text as networks read it. */
export interface TokenizedText {
  ids: Int32Array;
  vocabularySize: number;
}

export interface BenchText {
  id: string;
  tokenizer: TokenizerSpec;
  read(): Promise<string>;
  /** `false` means that it lies beside the project, and is missing here. */
  isHere: boolean;
}

const characters: TokenizerSpec = { type: 'character', minimumFrequency: 1 };
/** The texts that do not come with the project are looked for here, if nowhere else. */
const folderBeside = join(projectFolder, '..', 'shared', 'data');

function beside(id: string, path: string): BenchText {
  return { id, tokenizer: characters, isHere: existsSync(path), read: async () => readFileSync(path, 'utf8') };
}

function bundled(id: string, tokenizer: TokenizerSpec, read: () => Promise<string>): BenchText {
  return { id, tokenizer, isHere: true, read };
}

const mobyDick = async (): Promise<string> => (await readSample('moby-dick')).text;

/** The names alone, one a line. */
async function names(): Promise<string> {
  const { text } = await readSample('first-names');
  const rows = text.trimEnd().split('\n');
  return rows.map((row) => `${(JSON.parse(row) as { text: string }).text}\n`).join('');
}

/** The sources of this engine, one file after the other. */
async function code(): Promise<string> {
  const folder = join(projectFolder, 'src-engine');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !/(^|[/\\])build[/\\]/.test(file)).sort();
  return sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

const words: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 2 };
const pieces: TokenizerSpec = { type: 'bpe', minimumFrequency: 1, vocabularySize: 1000 };

/** Texts of several sizes, scripts and tokenizers. The first two lie in a folder of their own; all others come with the project. */
export function benchTexts(folder: string | null): readonly BenchText[] {
  return [
    beside('tinyshakespeare', join(folder ?? folderBeside, 'tinyshakespeare.txt')),
    beside('soseki-neko', join(folder ?? folderBeside, 'soseki-neko.ja.txt')),
    ...bundledTexts,
  ];
}

const bundledTexts: readonly BenchText[] = [
  bundled('moby-dick', characters, mobyDick),
  bundled('moby-dick-50k', characters, async () => (await mobyDick()).slice(0, 50_000)),
  bundled('moby-dick-4k', characters, async () => (await mobyDick()).slice(0, 4_000)),
  bundled('moby-dick-words', words, mobyDick),
  bundled('moby-dick-bpe', pieces, mobyDick),
  bundled('japanese-sentences', characters, async () => (await readSample('japanese-sentences')).text),
  bundled('names', characters, names),
  bundled('code', characters, code),
];

export async function tokenize({ tokenizer, read }: BenchText): Promise<TokenizedText> {
  const text = await read();
  const { state } = fitTokenizer(text, tokenizer);
  return { ids: createTokenizer(state).encode(text), vocabularySize: state.vocabulary.length };
}
