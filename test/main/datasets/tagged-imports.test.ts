import { expect, test } from 'vitest';
import { englishTagged } from '../../../src-engine/samples/english-tagged.ts';
import { writeConll, writeTaggedSentences } from '../../../src-engine/samples/tagged-sentences.ts';
import type { ImportOptions } from '../../../src-main/contract/datasets/import-records.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { refusalOf } from './studio-error.ts';

const importText = ({ client }: Host, name: string, content: BlobPart, options?: Partial<ImportOptions>) =>
  client.datasets.import({ name, file: new Blob([content]), ...(options && { options }) });

async function inspect(host: Host, name: string, content: string) {
  const { importId } = await host.client.imports.begin({
    name,
    files: [{ path: name, bytes: Buffer.byteLength(content) }],
  });
  await host.client.imports.append({ importId, file: 0, content: new Blob([content]), offset: 0 });
  return host.client.imports.inspect({ importId });
}

const small = 'Ann\tB-PER\nLee\tI-PER\nleft\tO\n.\tO\n\nOn\tO\n3\tB-DATE\nMay\tI-DATE\n';

const forms: [name: string, content: string][] = [
  ['a.txt', small],
  ['a.tsv', small],
  ['a.txt', small.replaceAll('\t', ' ')],
  ['a.conll', `\u{FEFF}${small.replaceAll('\n', '\r\n')}`],
  ['eng.train', `-DOCSTART- -X- -X- O\n\n${small.replaceAll('\t', ' NN I-NP ')}`],
  ['a.tsv', `token\tner_tag\n${small}`],
  ['a.conll', `# id = 1\n${small.replace('\n\n', '\n\n# text = on 3 May\n')}`],
  [
    'a.jsonl',
    '{"tokens":["Ann","Lee","left","."],"tags":["B-PER","I-PER","O","O"]}\n{"tokens":["On","3","May"],"tags":["O","B-DATE","I-DATE"]}\n',
  ],
];

test('tokens with tags are known in all their forms, and become sentences', async () => {
  const host = await openTemporaryHost();
  const tags = [
    { label: 'B-DATE', count: 1 },
    { label: 'B-PER', count: 1 },
    { label: 'I-DATE', count: 1 },
    { label: 'I-PER', count: 1 },
    { label: 'O', count: 3 },
  ];
  const sentences = [
    { tokens: ['Ann', 'Lee', 'left', '.'], tags: ['B-PER', 'I-PER', 'O', 'O'] },
    { tokens: ['On', '3', 'May'], tags: ['O', 'B-DATE', 'I-DATE'] },
  ];
  for (const [name, content] of forms) {
    const { suggestion, tagged, alternatives } = await inspect(host, name, content);
    expect({ name, content, kind: suggestion.kind, alternatives }).toEqual({
      name,
      content,
      kind: 'tagged',
      alternatives: [],
    });
    expect(tagged).toMatchObject({ sentences: 2, tokens: 7, problemCount: 0, tags, examples: sentences });
    const { id, kind, report } = await importText(host, name, content);
    expect({ kind, classes: report?.classes }).toEqual({ kind: 'tagged', classes: tags });
    // The same sentences from another form are the dataset that is there.
    expect(await host.client.datasets.list()).toMatchObject([{ id, report: { tagged: { sentences: 2, tokens: 7 } } }]);
  }
  const [dataset] = await host.client.datasets.list();
  const datasetId = dataset?.id ?? '';
  expect(await host.client.datasets.sentences({ datasetId, first: 0, count: 10 })).toEqual({
    sentences: sentences.map((sentence) => ({ ...sentence, length: sentence.tokens.length })),
  });
  expect(await host.client.datasets.lengths({ datasetId })).toMatchObject({ unit: 'sentences', longest: 4 });
});

test('a file in Shift_JIS is decoded before its columns are read', async () => {
  const host = await openTemporaryHost();
  // 東京 B-LOC, に O, 行く O, and a second sentence of 京都 B-LOC.
  const bytes = Buffer.from('938c8b9e09422d4c4f430a82c9094f0a8d7382ad094f0a0a8b9e937309422d4c4f430a', 'hex');
  const dataset = await importText(host, 'a.txt', bytes);
  expect(dataset.report).toMatchObject({ encodings: ['shift_jis'], tagged: { sentences: 2, tokens: 4 } });
  const { sentences } = await host.client.datasets.sentences({ datasetId: dataset.id, first: 0, count: 1 });
  expect(sentences[0]?.tokens).toEqual(['東京', 'に', '行く']);
});

test('sentences with a problem are left out, and their lines told', async () => {
  const host = await openTemporaryHost();
  const lines = `${small}\nlonely\nhere\tO\n\ntoo\tmany\tO\n\ngood\tO\nday\tB-DATE\n`;
  const { report } = await importText(host, 'a.txt', lines);
  expect(report?.tagged).toEqual({
    sentences: 3,
    tokens: 9,
    leftOut: 2,
    problemCount: 2,
    problems: [
      { file: 'a.txt', line: 10, reason: 'no-tag', found: null, expected: null },
      { file: 'a.txt', line: 13, reason: 'columns-differ', found: 3, expected: 2 },
    ],
  });
  const objects =
    '{"tokens":["a","b"],"tags":["O","X"]}\n{"tokens":["a","b"],"tags":["O"]}\n{"tokens":"a","tags":["O"]}\n';
  const { report: ofObjects } = await importText(host, 'a.jsonl', objects, {
    content: { kind: 'tagged', tokenColumn: 'tokens', tagColumn: 'tags' },
  });
  expect(ofObjects?.tagged).toMatchObject({
    sentences: 1,
    leftOut: 2,
    problems: [
      { line: 2, reason: 'lengths-differ', found: 1, expected: 2 },
      { line: 3, reason: 'not-lists' },
    ],
  });
});

test('two lines with tags of chunks are enough to be known', async () => {
  const host = await openTemporaryHost();
  expect(await inspect(host, 'a.txt', 'Paris B-LOC\nrains O\n')).toMatchObject({ format: 'conll', alternatives: [] });
});

test('an inspection tells how the beginning of a file is understood, before anything is imported', async () => {
  const host = await openTemporaryHost();
  const content = writeConll(writeTaggedSentences(englishTagged, 300, 5));
  const { format, alternatives, suggestion, tagged } = await inspect(host, 'names.txt', content);
  expect({ format, alternatives }).toEqual({ format: 'conll', alternatives: [] });
  expect(suggestion).toEqual({ kind: 'tagged', tokenColumn: 'column 1', tagColumn: 'column 2' });
  expect(tagged).toMatchObject({ sentences: 300, problemCount: 0 });
  expect(tagged?.tags.map(({ label }) => label)).toEqual(['B-DATE', 'B-LOC', 'B-PER', 'I-DATE', 'I-PER', 'O']);
  expect(tagged?.examples[0]?.tags).toHaveLength(tagged?.examples[0]?.tokens.length ?? -1);
});

test('words of CoNLL-U and their parts of speech are found beside the numbers', async () => {
  const host = await openTemporaryHost();
  const word = (n: number, form: string, tag: string) => `${n}\t${form}\t${form}\t${tag}\t_\t_\t0\troot\t_\t_\n`;
  const content = `# text = I go\n${word(1, 'I', 'PRON')}${word(2, 'go', 'VERB')}\n# text = Go on\n${word(1, 'Go', 'VERB')}${word(2, 'on', 'ADV')}\n`;
  const dataset = await importText(host, 'a.conllu', content);
  const { sentences } = await host.client.datasets.sentences({ datasetId: dataset.id, first: 1, count: 1 });
  expect(sentences).toEqual([{ tokens: ['Go', 'on'], tags: ['VERB', 'ADV'], length: 2 }]);
});

/** Pairs of words without blank lines: tokens with tags, a table of labels, or a text. */
const pairs = Array.from({ length: 12 }, (_, n) => `word${n}\t${n % 3 === 0 ? 'noun' : 'verb'}\n`).join('');

test('a file that could be tokens with tags or something else is not trained on in silence', async () => {
  const host = await openTemporaryHost();
  expect(await inspect(host, 'pairs.txt', pairs)).toMatchObject({
    format: 'text',
    alternatives: ['conll', 'tsv', 'text'],
  });
  expect(await refusalOf(importText(host, 'pairs.txt', pairs))).toMatchObject({
    code: 'invalid-data',
    message: expect.stringContaining('--format conll'),
  });
  expect(await host.client.datasets.list()).toEqual([]);
  expect(await importText(host, 'pairs.txt', pairs, { format: 'conll' })).toMatchObject({ kind: 'tagged' });
  expect(await importText(host, 'pairs.txt', pairs, { format: 'tsv' })).toMatchObject({ kind: 'labelled' });
  expect(await importText(host, 'pairs.txt', pairs, { format: 'text' })).toMatchObject({ kind: 'text' });
});

test.each([
  ['prose', 'It was a dark night .\nThe rain fell .\n\nNobody came .\nThe end .\n'.repeat(20)],
  ['a poem of two words a line', 'soft rain\nsoft wind\n\ncold rain\ncold wind\n\nrain falls\nwind falls\n'.repeat(10)],
  ['one line again and again', 'hello world\n'.repeat(50)],
])('%s stays a text', async (_, content) => {
  const host = await openTemporaryHost();
  expect(await importText(host, 'a.txt', content)).toMatchObject({ kind: 'text' });
});

test('a Japanese text with a space in each line is a text, and words with parts of speech are asked about still', async () => {
  const host = await openTemporaryHost();
  const halves = ['名前はまだ無い', '雨が降っている', '日が照っていた', 'もう秋である'];
  const line = (n: number) =>
    `${['吾輩は猫である', '山道を登りながら', 'ある朝のことだった'][n % 3]} ${halves[n % 4]}\n`;
  const verses = Array.from({ length: 40 }, (_, n) => line(n) + (n % 4 === 3 ? '\n' : '')).join('');
  const short = Array.from({ length: 30 }, (_, n) => `${['春', '夏', '秋'][n % 3]} ${halves[n % 4]}\n`).join('');
  for (const text of [verses, verses.replaceAll('\n\n', '\n'), short]) {
    expect(await inspect(host, 'verses.txt', text)).toMatchObject({
      format: 'text',
      alternatives: [],
      questions: [],
      suggestion: { kind: 'text' },
    });
  }
  const words = ['猫', '東京', '走る', '吾輩', 'コンピューター', '美しい'];
  const tagged = Array.from({ length: 24 }, (_, n) => `${words[n % 6]}${n} ${['名詞', '動詞', 'その他'][n % 3]}\n`);
  expect(await inspect(host, 'words.txt', tagged.join(''))).toMatchObject({
    alternatives: expect.arrayContaining(['conll', 'text']),
  });
});

test('a table of names with labels stays a table, and labels in it stay labels', async () => {
  const host = await openTemporaryHost();
  expect(await importText(host, 'names.tsv', pairs)).toMatchObject({ kind: 'labelled' });
});

test('what is meant as tokens with tags and has none is refused, with the first line that is wrong', async () => {
  const host = await openTemporaryHost();
  const refused = importText(host, 'a.jsonl', '{"tokens":["a"],"tags":[]}\n');
  expect(await refusalOf(refused)).toMatchObject({
    code: 'invalid-data',
    message: expect.stringContaining('line 1 of a.jsonl'),
  });
  const asText = importText(host, 'a.txt', small, { content: { kind: 'text', textColumn: 'column 1' } });
  expect(await refusalOf(asText)).toMatchObject({
    code: 'invalid-data',
    message: expect.stringContaining('nothing else'),
  });
});
