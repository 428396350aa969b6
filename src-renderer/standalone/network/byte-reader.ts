/** Bytes in a row that come as several texts in base64. */
export interface ByteReader {
  /** The next bytes, in a buffer of their own. Throws a RangeError where there are not so many left. */
  take(count: number): Uint8Array<ArrayBuffer>;
}

export function createByteReader(texts: Iterable<string>): ByteReader {
  const rest = texts[Symbol.iterator]();
  let block = new Uint8Array();
  let at = 0;
  return {
    take(count) {
      const taken = new Uint8Array(count);
      let filled = 0;
      while (filled < count) {
        if (at === block.length) {
          const next = rest.next();
          if (next.done) throw new RangeError('The weights of this page are not complete.');
          block = decodeBase64(next.value);
          at = 0;
        }
        const part = block.subarray(at, at + count - filled);
        taken.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      return taken;
    },
  };
}

export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let n = 0; n < bytes.length; n++) bytes[n] = characters.charCodeAt(n);
  return bytes;
}

export function encodeBase64(bytes: Uint8Array): string {
  const pieceBytes = 0x8000; // what can be the arguments of one call
  const pieces: string[] = [];
  for (let n = 0; n < bytes.length; n += pieceBytes) {
    pieces.push(String.fromCharCode(...bytes.subarray(n, n + pieceBytes)));
  }
  return btoa(pieces.join(''));
}
