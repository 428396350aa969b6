const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Longer lines are not kept: what comes from outside must not decide how much memory is used. */
const LONGEST_LINE = 2 ** 20;

/**
 * Calls `visit` with the bytes of each line, without its LF or CRLF; they are only valid during the call. null stands for a line of
 * more than a mebibyte. `isEnded` is false for a last line that no line feed ends. Holds one chunk and one line at a time.
 */
export async function forEachLine(
  chunks: AsyncIterable<Uint8Array>,
  visit: (line: Uint8Array | null, isEnded: boolean) => void,
): Promise<void> {
  /** The beginning of a line whose end has not come yet. */
  let pending = new Uint8Array(0);
  let isTooLong = false;

  function finishLine(rest: Uint8Array, isEnded: boolean): void {
    const isWhole = !isTooLong && pending.length + rest.length <= LONGEST_LINE;
    const line = isWhole ? withoutReturn(pending.length === 0 ? rest : concatenate(pending, rest)) : null;
    pending = new Uint8Array(0);
    isTooLong = false;
    visit(line, isEnded);
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      finishLine(chunk.subarray(start, end), true);
      start = end + 1;
    }
    isTooLong ||= pending.length + chunk.length - start > LONGEST_LINE;
    pending = isTooLong ? new Uint8Array(0) : concatenate(pending, chunk.subarray(start));
  }
  if (pending.length > 0 || isTooLong) finishLine(new Uint8Array(0), false);
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
