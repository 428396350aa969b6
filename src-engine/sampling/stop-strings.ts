/** Notices when one of some texts has been written, also when it was written in several parts. */
export interface StopStringWatch {
  /** Takes the next part of the text; true if it completed, or holds, one of the texts. */
  push(text: string): boolean;
}

export function watchStopStrings(stopStrings: readonly string[]): StopStringWatch {
  const longest = Math.max(0, ...stopStrings.map((stop) => stop.length));
  let tail = '';
  return {
    push(text) {
      const seen = tail + text;
      tail = seen.slice(Math.max(0, seen.length - longest + 1));
      return stopStrings.some((stop) => seen.includes(stop));
    },
  };
}
