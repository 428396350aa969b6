import { isUtf8 } from 'node:buffer';
import { setFlagsFromString } from 'node:v8';

/** `true` means that the revectorizer is asked for. Electron's V8 is left alone. */
let isWanted = process.versions['electron'] === undefined && process.arch === 'x64';

/** Leaves V8 as it is in Electron too. Comes before any backend is opened. */
export function leaveRevectorizerOff(): void {
  isWanted = false;
}

/**
 * Asks V8 to join pairs of 128-bit vector instructions of WebAssembly into 256-bit ones, which doubles the speed of products on x64, and
 * to compile with its optimizer at once, so that what is checked and timed first is what runs later. Comes before any module is
 * compiled. The flags are experimental: whether they worked, and rightly, is found out by `calibrate`.
 */
export function enableRevectorizer(): void {
  if (!isWanted) return;
  setFlagsFromString('--experimental-wasm-revectorize');
  setFlagsFromString('--no-liftoff');
}

const anyBytes = new Uint8Array(64);

/**
 * Clears the upper halves of the vector registers, which that code leaves in use: on Intel's processors Math.exp, and all else of V8 that
 * is compiled to SSE, is 10 to 20 times as slow until then. The check of UTF-8 is compiled for the processor's widest vectors, and
 * so ends with the instruction that does it, `vzeroupper`. Takes 0.2 µs.
 */
export function clearUpperHalves(): void {
  if (isWanted) isUtf8(anyBytes);
}
