import { expect, test } from 'vitest';
import { refusalOf } from '../datasets/studio-error.ts';
import { makeZip } from '../datasets/make-zip.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { importModelFile } from './export-files.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** Files that are called like weights, and a word of what they are. */
const files: [name: string, content: Uint8Array<ArrayBuffer>, words: RegExp][] = [
  ['llama.bin', bytes('GGUF\x03\0\0\0'), /GGUF model/],
  ['old.pt', bytes('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.'), /torch\.save before PyTorch 1\.6/],
  ['photo.pt', bytes('\x89PNG\r\n\x1a\n\0\0'), /is a picture/],
  ['page.h5', bytes('%PDF-1.7 a page'), /is a PDF/],
  ['text.ckpt', bytes('epoch: 3, loss: 1.2'), /no file that torch\.save or Keras has written/],
  [
    'docs.pt',
    new Uint8Array(makeZip([{ name: 'a.txt', content: bytes('a') }])),
    /not one that torch\.save has written/,
  ],
  ['empty.pt', bytes(''), /no file that torch\.save or Keras has written|is empty/],
  ['empty.safetensors', bytes(''), /too short to be a safetensors file/],
];

test('a file that is called like weights and is something else is told by what it is', async () => {
  const host = await openTemporaryHost();
  for (const [name, content, words] of files) {
    const { message } = await refusalOf(importModelFile(host, name, content));
    expect(message, name).toMatch(words);
    expect(message, name).toContain(name);
    expect(message, name).not.toMatch(/UTF-16/);
  }
});
