import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../export-format.ts';
import { findChromium, startBrowser, type BrowserPage, type HeadlessBrowser } from './headless-browser.ts';

/**
 * Lets a page compute: in a browser, as a person would open it, or without one its own network program in Node, and then the runtime's
 * name says so. Rejects where the page itself fails. `browserPath`: null for none.
 */
export async function runPage(
  page: Uint8Array,
  inputs: readonly ParityInput[],
  signal: AbortSignal,
  browserPath: string | null = findChromium(),
): Promise<RuntimeRun> {
  const browser = browserPath === null ? null : await startBrowser(browserPath, signal).catch(() => null);
  signal.throwIfAborted();
  if (browser === null) return runWithoutBrowser(page, inputs);
  try {
    return await runInBrowser(browser, page, inputs);
  } finally {
    await browser.close();
  }
}

async function runInBrowser(
  browser: HeadlessBrowser,
  bytes: Uint8Array,
  inputs: readonly ParityInput[],
): Promise<RuntimeRun> {
  const folder = await mkdtemp(join(tmpdir(), 'kioku-page-'));
  try {
    const path = join(folder, 'page.html');
    await writeFile(path, bytes);
    const page = await browser.open(pathToFileURL(path).href);
    return { runtime: 'Chromium', version: browser.version, outputs: await outputsOf(page, inputs) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Computes the outputs of an opened page's network for the inputs. */
export async function outputsOf(page: BrowserPage, inputs: readonly ParityInput[]): Promise<Float32Array[]> {
  const loaded = "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))";
  const computed = `kioku.opened.then((network) => network.compute(${plainInputs(inputs)}))`;
  return decodeOutputs(await page.evaluate(`${loaded}.then(() => ${computed})`));
}

/** The global that a page's first program defines. */
interface NetworkProgram {
  open(data: object): Promise<{ compute(inputs: unknown): Promise<unknown> }>;
}

async function runWithoutBrowser(bytes: Uint8Array, inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [program] = contentsOf(page, '<script>');
  runInThisContext(program.toString(), { filename: 'page.html' });
  const { kioku } = globalThis as unknown as { kioku: NetworkProgram };
  const textOf = (id: string, type = 'text/plain') =>
    contentsOf(page, `<script type="${type}" id="${id}">`).next().value;
  const network = await kioku.open({
    description: String(textOf('network', 'application/json')),
    kernels: String(textOf('kernels')),
    weights: textsOf(page, '<script type="text/plain" data-kind="weights">'),
  });
  const outputs = decodeOutputs(await network.compute(JSON.parse(plainInputs(inputs))));
  return { runtime: 'the page’s program in Node.js, without a browser', version: process.versions.node, outputs };
}

function* textsOf(page: Buffer, tag: string): Generator<string, void> {
  for (const content of contentsOf(page, tag)) yield content.toString('latin1');
}

/** Returns the contents of the elements with this start tag. The page is searched as bytes, because it may be longer than a string can be. */
function* contentsOf(page: Buffer, tag: string): Generator<Buffer, void> {
  for (let start = page.indexOf(tag); start >= 0; start = page.indexOf(tag, start)) {
    start += tag.length;
    const end = page.indexOf('</script>', start);
    if (end < 0) return;
    yield page.subarray(start, end);
    start = end;
  }
}

function plainInputs(inputs: readonly ParityInput[]): string {
  return JSON.stringify(inputs, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value,
  );
}

/** Float32, little-endian, in base64. */
function decodeOutputs(outputs: unknown): Float32Array[] {
  return (outputs as string[]).map((text) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer));
}
