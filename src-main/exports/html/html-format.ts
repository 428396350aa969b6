import { packedWeightBytes } from '../../../src-engine/interchange/html/packed-network.ts';
import type { ExportRefusal } from '../../../src-engine/interchange/export-file.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { ModelFormat, NetworkOutline } from '../export-format.ts';
import { pageTemplateBytes, readPageTemplate } from './page-template.ts';
import { runPage } from './run-page.ts';
import { writePage } from './write-page.ts';

/** A network as a page that anyone can open in a browser: it writes, classifies or forecasts there, by itself. */
export const htmlFormat = {
  id: 'html',
  precisions: ['float32', 'float16', 'int8'],
  refusal,
  estimateBytes({ model, tokenizer, classes, preparation }, { precision }) {
    const texts = JSON.stringify({ tokenizer, classes, preparation }).length;
    return pageTemplateBytes() + texts + Math.ceil((packedWeightBytes(model, precision) * 4) / 3);
  },
  write: (trained, { precision }) => [{ path: 'model.html', bytes: writePage(readPageTemplate(), trained, precision) }],
  run: ([page], inputs, signal) => runPage(page.bytes, inputs, signal),
} satisfies ModelFormat;

function refusal({ model, tokenizer, preparation }: NetworkOutline): ExportRefusal | null {
  if (can(model.task, 'tag')) {
    const message =
      'A page writes or classifies texts, but this network tells a class for each token. Take ONNX or a PyTorch project instead.';
    return { code: 'tags', message, values: {} };
  }
  if (preparation !== undefined || (tokenizer !== null && !can(model.task, 'forecast'))) return null;
  return {
    code: 'numbers',
    message:
      'A page lets people type a text or paste a table, but this network reads or gives numbers of which it is not known what they are in a table. Take ONNX, or PyTorch, for a program that has the numbers.',
    values: {},
  };
}
