import { expect, test } from 'vitest';
import { shareTemporaryHost } from '../../temporary-host.ts';
import { makeZip } from '../make-zip.ts';
import { fileOf, importFile, inspectFile, leftOutOf, wordsOf } from './format-files.ts';

const host = shareTemporaryHost();

/** LibreOffice's own text of the letter, without the numbers of its notes, and without what was struck out. */
const letter = fileOf('letter.txt')
  .toString()
  .replace(/^\uFEFF/, '')
  .replaceAll(/(?<=\.)[01](?=\s)/g, '')
  .replace('This was struck out. ', '');

const story = `The harbour

Morning

The harbour wakes before the town. Nets are mended, engines cough, and the gulls begin the argument that they left off in the evening.

A boat

bread
rope & tar

boat\tcrew
Petra\t3
Alma\t5

Evening

Nobody counts the boats as they come in. Everybody knows the number.

ebb
  flow`;

test('a document of LibreOffice has the text that LibreOffice finds in it, and what is left out is told before and after', async () => {
  const inspection = await inspectFile(host(), 'letter.docx');
  expect(inspection).toMatchObject({ format: 'docx', table: null, isWhole: true });
  expect(inspection.preview).toContain('The keeper climbed the hundred and twelve steps every evening');
  expect(leftOutOf(inspection)).toEqual({
    ...{ footnotes: 2, deletions: 1, comments: 1, pictures: 1, ruby: 2, headers: 2 },
  });
  const { dataset, text } = await importFile(host(), 'letter.docx');
  expect(wordsOf(text)).toEqual(wordsOf(letter));
  expect(text).toContain('Ships seen\tthree\nShips lost\tnone\n');
  expect(dataset.report?.leftOut).toEqual(inspection.leftOut);
});

test('a PDF of the same letter has the same paragraphs, whatever its lines and pages', async () => {
  const inspection = await inspectFile(host(), 'letter.pdf');
  expect(inspection.format).toBe('pdf');
  expect(leftOutOf(inspection)).toEqual({ ruby: 2, footnotes: 2, 'page-headers': 6, pictures: 1 });
  const { text } = await importFile(host(), 'letter.pdf');
  const paragraphs = letter
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line.length > 20);
  // A PDF shows what was struck out as well.
  const found = text.replace('This was struck out. ', '').split('\n');
  expect(found.filter((line) => line.length > 20)).toEqual(paragraphs);
});

test('what may be kept stays in the text and is not told as left out', async () => {
  const keep = ['ruby', 'footnotes'] as const;
  const docx = await inspectFile(host(), 'letter.docx', undefined, { keep: [...keep] });
  expect(docx.preview).toContain('灯台《とうだい》守は毎晩、階段《かいだん》を数えながら');
  expect(docx.preview).toContain('thirty years.[1] At the top');
  expect(docx.preview).toContain('The tower has one hundred and fourteen steps today.');
  expect(leftOutOf(docx)).toEqual({ deletions: 1, comments: 1, pictures: 1, headers: 2 });
  const pdf = await inspectFile(host(), 'letter.pdf', undefined, { keep: ['page-headers'] });
  expect(pdf.preview.match(/^(The lighthouse letters|page \d)$/gm)).toHaveLength(6);
});

test.each([
  { name: 'story.html', format: 'html', leftOut: { footnotes: 2, pictures: 1, scripts: 1 } },
  { name: 'story.epub', format: 'epub', leftOut: { footnotes: 2, pictures: 1, scripts: 3 } },
  { name: 'story.docx', format: 'docx', leftOut: { footnotes: 2, pictures: 1 } },
])('pandoc’s $name has the words of the story in their order', async ({ name, format, leftOut }) => {
  const inspection = await inspectFile(host(), name);
  expect(inspection.format).toBe(format);
  expect(leftOutOf(inspection)).toEqual(leftOut);
  const { text } = await importFile(host(), name);
  expect(wordsOf(text)).toEqual(wordsOf(story));
  if (name === 'story.html') expect(text).toBe(story);
});

test('a Japanese page in Shift_JIS and a book read without readings, and lines of the source join without a space', async () => {
  const page = await inspectFile(host(), 'neko.shift_jis.html');
  expect(page).toMatchObject({ format: 'html', encoding: 'shift_jis' });
  expect(page.preview).toBe(
    '灯台\n\n灯台守は毎晩、階段を数えながら登った。\n「今日は何も起こらなかった」\n\n港の"朝"は早い。\n\n船\t人\n三\t五',
  );
  expect(leftOutOf(page)).toEqual({ scripts: 2, navigation: 1, ruby: 1, hidden: 1, pictures: 1 });
  const source = await inspectFile(host(), 'neko.shift_jis.html', undefined, { format: 'text' });
  expect(source.preview).toContain('<rt>とうだい</rt>');
  expect(source.leftOut).toEqual([]);
  const book = await inspectFile(host(), 'neko.epub', undefined, { keep: ['ruby'] });
  expect(book.preview).toContain('灯台《とうだい》守は毎晩');
  expect((await inspectFile(host(), 'neko.epub')).preview).toContain('灯台守は毎晩');
});

test('subtitles are what is said, in any encoding; times, numbers and marks of style are left out', async () => {
  const said = 'The harbour wakes\nbefore the town.\nNobody counts the boats.\n- How many are there?\n- Eleven.\n';
  for (const name of ['harbour.srt', 'harbour.vtt']) {
    const { text, dataset } = await importFile(host(), name);
    expect(text).toBe(said);
    expect(leftOutOf(dataset.report ?? {})).toMatchObject({ 'time-codes': 3 });
  }
  const { text, dataset } = await importFile(host(), 'minato.shift_jis.srt');
  expect(text).toBe('港は町より先に\n目を覚ます。\n船は十一隻。\n');
  expect(dataset.report?.encodings).toEqual(['shift_jis']);
});

test('texts of several formats in one archive or folder become the documents of one dataset', async () => {
  const names = ['harbour.srt', 'letter.docx', 'neko.shift_jis.html', 'story.epub'];
  const zip = makeZip([
    ...names.map((name) => ({ name, content: fileOf(name) })),
    { name: 'notes.md', content: Buffer.from('low tide') },
  ]);
  const inspection = await inspectFile(host(), 'texts.zip', zip);
  expect(inspection.files.map(({ path }) => path)).toEqual([...names.slice(0, 3), 'notes.md', 'story.epub']);
  const { dataset, text } = await importFile(host(), 'texts.zip', zip);
  expect(dataset.report).toMatchObject({ documents: 5, skippedFiles: [] });
  expect(leftOutOf(dataset.report ?? {})).toMatchObject({ 'time-codes': 3, ruby: 3, footnotes: 4 });
  for (const part of [
    'Nobody counts the boats.\n',
    'Then he wrote a letter.',
    '港の"朝"は早い。',
    'low tide',
    'Petra\t3',
  ])
    expect(text).toContain(part);
});
