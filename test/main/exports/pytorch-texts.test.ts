import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { TokenizerSpec, TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { englishTagged } from '../../../src-engine/samples/english-tagged.ts';
import { writeConll, writeTaggedSentences } from '../../../src-engine/samples/tagged-sentences.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { exportRun, trainTiny } from './export-files.ts';
import { pythonWith, runScript, unpackExport } from './python-project.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/texts/${name}.utf-8.txt`, import.meta.url), 'utf8');
/** Where characters are not code points, and where words are not what is between spaces. */
const intricate =
  'Zoë’s naïve café — “1,234.5 €”\r\nか\u3099く が\u200d 👩‍👩‍👧 🇯🇵🇫🇷 각 क्षि ｶﾞ ヴァイオリン\tend\u2028東京都に住む。\n';
const [english, japanese] = [golden('shakespeare'), golden('soseki-neko')];

const tokenizers: TokenizerSpec[] = [
  { type: 'character', minimumFrequency: 3 },
  { type: 'word', minimumFrequency: 2, locale: 'ja' },
  { type: 'byte', minimumFrequency: 1 },
  { type: 'bpe', minimumFrequency: 2, vocabularySize: 700 },
];

/** What the most likely tokens make of a prompt here. */
async function written({ client }: TemporaryHost, runId: string, prompt: string, length: number): Promise<string> {
  const sampling = { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 0, seed: 0 };
  const asked = { runId, prompt, length, sampling: { ...sampling, stopStrings: [] } };
  let text = prompt;
  for await (const update of await client.playground.generate(asked)) {
    if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
  }
  return text;
}

/** Encodes texts and runs generate.py as a program for each prompt: all in one process, as PyTorch takes seconds to be imported. */
const inOneProcess = `
import contextlib, io, json, runpy, sys
from tokenizer import load_tokenizer
asked = json.load(sys.stdin)

def generate(prompt):
    sys.argv = ['generate.py', prompt, '--length', '40', '--temperature', '0']
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), newline='')) as printed:
        runpy.run_path('generate.py', run_name='__main__')
    printed.flush()
    return printed.buffer.getvalue().decode()

ids = [load_tokenizer().encode(text) for text in asked['texts']]
print(json.dumps({'ids': ids, 'written': [generate(prompt) for prompt in asked['prompts']]}))
`;

it.for(tokenizers)('generate.py reads and writes as the studio does: $type', async (tokenizer, { skip }) => {
  const modules = tokenizer.type === 'word' ? ['torch', 'icu'] : ['torch'];
  const python = pythonWith(...modules);
  if (python === null) return skip(`No Python here has ${modules.join(' and ')}.`);
  const host = await openTemporaryHost();
  const text = english.slice(0, 6000) + intricate + japanese.slice(0, 3000);
  const { id: datasetId } = await host.client.datasets.import({ name: 'both.txt', file: new Blob([text]) });
  const run = await trainTiny(host, {
    datasetId,
    tokenizer,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [embedding(8), lstm(16), dense(2)],
    },
    train: {
      batchSize: 8,
      sequenceLength: 16,
      epochs: 5,
      optimizer: { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    },
  });
  expect(run).toMatchObject({ state: 'finished', error: null });
  const folder = await unpackExport(host, await exportRun(host, { runId: run.id, format: 'pytorch' }));

  const state = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as TokenizerState;
  const texts = [english, japanese, intricate];
  const prompts = ['What say you', '吾輩は'];
  const read = JSON.parse(
    await runScript(python, folder, ['-c', inOneProcess], JSON.stringify({ texts, prompts })),
  ) as {
    ids: number[][];
    written: string[];
  };
  texts.forEach((each, n) => expect(read.ids[n]).toEqual([...createTokenizer(state).encode(each)]));
  for (const [n, prompt] of prompts.entries()) {
    expect(read.written[n]).toBe(`${await written(host, run.id, prompt, 40)}\n`);
  }
});

it('tag.py tags tokens as the studio does', async ({ skip }) => {
  const python = pythonWith('torch');
  if (python === null) return skip('No Python here has torch.');
  const host = await openTemporaryHost();
  const sentences = writeTaggedSentences(englishTagged, 120, 3);
  const { id: datasetId } = await host.client.datasets.import({
    name: 'names.txt',
    file: new Blob([writeConll(sentences)]),
  });
  const run = await trainTiny(host, {
    datasetId,
    tokenizer: { type: 'word', locale: 'en', minimumFrequency: 2 },
    model: {
      task: 'tagging',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [embedding(16), lstm(16, { bidirectional: 'concat' }), dense(2)],
    },
    train: { batchSize: 16, sequenceLength: 30, epochs: 6 },
  });
  const folder = await unpackExport(host, await exportRun(host, { runId: run.id, format: 'pytorch' }));
  const asked = [...sentences.slice(0, 20).map(({ tokens }) => tokens), ['Xanthippe', 'left', 'Oslo', '.']];
  const lines = asked.map((tokens) => tokens.join(' ')).join('\n');
  const written = await runScript(python, folder, ['tag.py'], `${lines}\n`);
  const { sentences: tagged } = await host.client.insight.tag({ runId: run.id, sentences: asked });
  expect(written).toBe(
    tagged.map(({ tokens, tags }) => `${tokens.map((token, n) => `${token}\t${tags[n]}\n`).join('')}\n`).join(''),
  );
});
