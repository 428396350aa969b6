import { readSafetensors, writeSafetensors } from '../src-engine/interchange/safetensors.ts';
import { tensorValues } from '../src-engine/interchange/tensor-values.ts';
import { descriptionKey } from '../src-engine/interchange/weights-file.ts';

/** Weights of a language model as somebody saves them who has never heard of the studio. */
export interface ForeignWeights {
  bytes: Uint8Array<ArrayBuffer>;
  /** Texts of the tokens by id, which the weights do not know. */
  vocabulary: string[];
}

/**
 * Makes them of what the studio has exported as safetensors: without its description, and with the names of an `nn.LSTM` `rnn` and an
 * `nn.Linear` `fc`. `isOutputTurned`: the output is `(hidden, vocabulary)`, under a name that says nothing.
 */
export function foreignWeights(exported: Uint8Array, isOutputTurned = false): ForeignWeights {
  const { metadata, tensors } = readSafetensors(exported);
  const { tokenizer } = JSON.parse(metadata[descriptionKey] ?? '') as { tokenizer: { vocabulary: string[] } };
  const renamed = tensors.map((tensor) => {
    const name = tensor.name.replace(/^lstm1\.(.*)_l0$/, 'rnn.$1_l0').replace(/^lstm2\.(.*)_l0$/, 'rnn.$1_l1');
    const { shape } = tensor;
    const values = tensorValues(tensor);
    if (!isOutputTurned || name !== 'output.weight') return { name: name.replace(/^output\./, 'fc.'), shape, values };
    const [rows = 0, columns = 0] = shape;
    const turned = values.map((_, n) => values[(n % rows) * columns + Math.floor(n / rows)] ?? NaN);
    return { name: 'projection', shape: [columns, rows], values: turned };
  });
  return { bytes: new Uint8Array(writeSafetensors(renamed, { format: 'pt' })), vocabulary: tokenizer.vocabulary };
}
