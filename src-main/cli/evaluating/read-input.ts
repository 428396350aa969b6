import type { ReadStream } from 'node:tty';

/** All of standard input, without line ends at its end; empty where a person sits at it and types nothing. */
export async function readInput(input: NodeJS.ReadStream | ReadStream): Promise<string> {
  if (input.isTTY) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\u{FEFF}/u, '')
    .replace(/(\r?\n)+$/, '');
}
