const REDRAW_INTERVAL_MS = 100;
const CLEAR_LINE = '\r\x1b[2K';

/** One line at the bottom of a terminal that is written over in place, at most ten times a second. */
export function terminalStatus(output: NodeJS.WriteStream): { show(line: string): void; clear(): void } {
  let drawnAt = -Infinity;
  return {
    show(line) {
      const now = performance.now();
      if (now - drawnAt < REDRAW_INTERVAL_MS) return;
      drawnAt = now;
      output.write(CLEAR_LINE + line);
    },
    clear() {
      output.write(CLEAR_LINE);
      drawnAt = -Infinity;
    },
  };
}
