import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import { isPooling } from '../../../src-engine/models/model-problem.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { projectFile } from '../project-file.ts';
import { parityFile } from '../runtimes/parity-file.ts';
import { parityInputs } from '../runtimes/parity-inputs.ts';
import { referenceOutputs } from '../runtimes/reference-outputs.ts';
import { bytePairPattern } from './byte-pair-pattern.ts';
import { graphemeClasses } from './grapheme-classes.ts';
import { modelSource } from './model-source.ts';
import { canTrain, useOf } from './project-uses.ts';
import { projectModules } from './python-imports.ts';
import { readme } from './readme.ts';
import { tableModules, tablePrograms } from './table-files.ts';
import { trainingFiles } from './training-files.ts';

const text = (path: string, content: string): ExportFile => ({ path, bytes: Buffer.from(content) });

const trainingPrograms = ['train.py', 'data.py', 'documents.py', 'draws.py', 'optimizing.py', 'resuming.py'];

/** Returns the files that running the network in PyTorch takes. */
export function runnableProject(trained: TrainedModel): ExportFile[] {
  return [
    { path: 'model.safetensors', bytes: writeWeightsFile(trained) },
    text('model.py', modelSource(trained.model)),
    ...(trained.model.layers.some(isPooling) ? [projectFile('pooling.py')] : []),
    ...cellFiles(trained.model).map((name) => projectFile(name)),
    ...['recurrent.py', 'weights.py', 'verify.py'].map((name) => projectFile(name)),
    ...tableModules(trained),
  ];
}

/** Returns the paths of the cells that torch.nn has nothing like. */
function cellFiles(model: ModelSpec): string[] {
  const paths = projectModules(model).map(({ from }) => `${from.replaceAll('.', '/')}.py`);
  return paths.filter((path) => path.startsWith('cells/'));
}

/** A folder with everything to run the network, to check it, and to go on training it. */
export async function pytorchProject(trained: TrainedModel): Promise<ExportFile[]> {
  const { model, tokenizer, classes } = trained;
  const use = useOf(model);
  const inputs = parityInputs(model, trained.preparation);
  return [
    text('README.md', readme(trained)),
    text('requirements.txt', tokenizer?.spec.type === 'word' ? 'torch>=1.13\nPyICU\n' : 'torch>=1.13\n'),
    ...runnableProject(trained),
    { path: 'parity.safetensors', bytes: parityFile(inputs, await referenceOutputs(trained, inputs)) },
    ...(tokenizer === null ? [] : tokenizerFiles(tokenizer)),
    ...(classes === null ? [] : [text('classes.json', JSON.stringify(classes))]),
    ...(canTrain(model) ? [...trainingFiles(trained), ...trainingPrograms.map((name) => projectFile(name))] : []),
    ...(use === null ? [] : [projectFile(use)]),
    ...(trained.preparation === undefined ? [] : [...trainingFiles(trained), ...tablePrograms(trained.preparation)]),
  ];
}

function tokenizerFiles(tokenizer: TokenizerState): ExportFile[] {
  const { type } = tokenizer.spec;
  const state = {
    ...tokenizer,
    ...(type === 'character' && { graphemes: graphemeClasses() }),
    ...(type === 'bpe' && { pattern: bytePairPattern() }),
  };
  return [
    text('tokenizer.json', JSON.stringify(state)),
    ...['tokenizer.py', 'segments.py'].map((name) => projectFile(name)),
  ];
}
