import { packTensor, type NetworkDescription } from '../../../src-engine/interchange/html/packed-network.ts';
import type { TrainedModel, WeightPrecision } from '../../../src-engine/interchange/trained-model.ts';
import { parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';

/** Weights that go into one element: a multiple of 3, so that base64 needs no filling, and far from the longest string. */
const blockBytes = 3 * 2 ** 20;

/** The page of a network: the template, and the network as data at its end. */
export function writePage(template: string, trained: TrainedModel, precision: WeightPrecision): Uint8Array {
  const { name, model, tokenizer, classes, longestText, preparation, step } = trained;
  const description: NetworkDescription = {
    ...{ name, model, tokenizer, classes, longestText, preparation, step },
    precision,
  };
  const titled = template.replace('<title>Kioku</title>', () => `<title>${escapeText(name)} · Kioku</title>`);
  const parts = [titled, `<script type="application/json" id="network">${scriptJson(description)}</script>\n`];
  for (const block of packedBlocks(trained, precision)) {
    parts.push(`<script type="text/plain" data-kind="weights">${block.toString('base64')}</script>\n`);
  }
  parts.push('</body>\n</html>\n');
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** The bytes of all parameters in a row, cut into blocks. */
function* packedBlocks(trained: TrainedModel, precision: WeightPrecision): Generator<Buffer, void> {
  let waiting: Buffer = Buffer.alloc(0);
  for (const spec of parameterSpecs(trained.model)) {
    waiting = Buffer.concat([waiting, packTensor(trained, spec, precision)]);
    let at = 0;
    for (; waiting.length - at >= blockBytes; at += blockBytes) yield waiting.subarray(at, at + blockBytes);
    waiting = waiting.subarray(at);
  }
  if (waiting.length > 0) yield waiting;
}

/** JSON that no HTML parser takes for the end of its element, or a comment; JSON.stringify itself escapes lone surrogates. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapeText(text: string): string {
  return text.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
