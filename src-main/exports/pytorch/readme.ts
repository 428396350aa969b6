import { cellTypes, isRecurrent } from '../../../src-engine/cells/index.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import { cellExports } from '../../../src-engine/cells/exports.ts';
import type { PytorchCell } from '../../../src-engine/cells/pytorch-cell.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { listed } from '../listed.ts';
import { hasFrozenBias } from './model-source.ts';
import { hasTorchModule } from './own-cells.ts';
import { canTrain, useOf } from './project-uses.ts';
import { projectModules } from './python-imports.ts';
import { tableFileRows, tableStart, tableTraining } from './table-readme.ts';

/** Writes what is in the project, and what to do with it. */
export function readme(trained: TrainedModel): string {
  const { preparation } = trained;
  return [
    about(trained),
    preparation === undefined ? start(trained) : tableStart(trained),
    ...(canTrain(trained.model) ? [continuedTraining(trained)] : []),
    ...(preparation === undefined ? [] : [tableTraining(preparation)]),
    cells(trained),
    files(trained),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function about({ name, step, model, tokenizer }: TrainedModel): string {
  const others = tokenizer?.spec.type === 'word' ? 'PyICU, which finds the words of a text' : 'nothing else';
  return `# ${name}

A ${taskFacts[model.task].words.model} that Kioku Studio trained for ${step} steps, as a PyTorch project. It needs Python 3.8 or newer, PyTorch 1.13 or newer, and ${others}.
`;
}

const programs = {
  'generate.py': {
    line: 'python generate.py "Once upon a time" --length 500   # lets it write',
    does: 'writes text',
  },
  'predict.py': {
    line: 'echo "What a lovely day" | python predict.py          # tells the class of a text',
    does: 'classifies texts',
  },
  'tag.py': {
    line: 'echo "Ann left on 3 May ." | python tag.py            # tags the tokens between spaces',
    does: 'tags tokens',
  },
};

const newDocument = 'python generate.py --length 500                       # writes a document of its own, to its end';

function start({ model, tokenizer }: TrainedModel): string {
  const program = useOf(model);
  const endsDocuments = program === 'generate.py' && tokenizer?.boundaryId !== undefined;
  return `    pip install -r requirements.txt
    python verify.py                                     # compares PyTorch with the studio
${program === null ? '' : `    ${programs[program].line}\n`}${endsDocuments ? `    ${newDocument}\n` : ''}`;
}

function continuedTraining({ model, training }: TrainedModel): string {
  const dataset = training?.dataset;
  const sha256 = dataset?.sha256 ?? null;
  const hash = sha256 === null ? '' : ` (sha-256 ${sha256})`;
  const which =
    dataset === undefined ? '' : `It was trained on “${dataset.name}”${hash}, which is not in this folder.\n`;
  const file = can(model.task, 'generate') ? 'novel.txt' : 'texts.jsonl';
  return `## Go on training

    python train.py ${file} --epochs 3
    torchrun --nproc_per_node 4 train.py ${file} --epochs 3      # several processes or GPUs, the same steps

PyTorch 1.13 on Python 3.11 needs \`torchrun --redirects 1 --tee 1\`; without, that version ends with an error.

${which}The settings are in training.json, and what the optimizer has gathered in training.safetensors, so that the loss goes on from where it was. Each epoch is
saved in continued/. Import continued/model.safetensors into the studio, or go on from there with --start continued.
`;
}

function cells({ model }: TrainedModel): string {
  const own = model.layers.filter(isRecurrent).filter((layer) => !hasTorchModule(layer));
  const [unlike, unknown] = [true, false].map((known) =>
    own.filter(({ type }) => (cellExports(type).pytorch.torch !== null) === known),
  );
  const hasFrozen = model.layers.some((layer) => isRecurrent(layer) && hasFrozenBias(layer));
  return [
    ...(unlike.length > 0 ? [unlikeTorch(unlike.length)] : []),
    ...(unknown.length > 0 ? [unknownToTorch(model)] : []),
    ...(hasFrozen ? [twoBiases] : []),
  ].join('\n');
}

function unlikeTorch(layers: number): string {
  return `## A cell of its own

${layers === 1 ? 'One layer asks' : `${layers} layers ask`} for activations, or for dropout of the state, that ${torchModules(() => true)} do not have. \`StepwiseRNN\` in recurrent.py computes
exactly what the studio computes. It goes step by step in Python, which is slower than torch.nn's own layers.
`;
}

function unknownToTorch(model: ModelSpec): string {
  const modules = projectModules(model).filter(({ from }) => from !== 'recurrent');
  const named = modules.map(({ className, from }) => `\`${className}\` in ${from.replace('.', '/')}.py`).join(' and ');
  const many = modules.length > 1;
  return `## A cell that PyTorch does not have

${named} ${many ? 'are cells' : 'is a cell'} that torch.nn does not have, and ${many ? 'compute' : 'computes'} exactly what the studio computes. ${many ? 'They go' : 'It goes'} step by step in Python, which is
slower than torch.nn's own layers.
`;
}

const twoBiases = `## Two biases

${torchModules(({ rows }) => rows?.hasRecurrentBias === false)} have two biases, which are added up. The studio has one: it is \`bias_ih\`, and \`bias_hh\` is zero and stays so.
`;

/** Lists the modules of torch.nn for the studio's cells. */
function torchModules(isMeant: (cell: PytorchCell) => boolean): string {
  const modules = cellTypes
    .map((type) => cellExports(type).pytorch)
    .filter(isMeant)
    .flatMap(({ torch }) => (torch === null ? [] : [`nn.${torch.className}`]));
  return listed(modules, 'and');
}

function files({ model, tokenizer, classes, preparation }: TrainedModel): string {
  const rows: [string, string][] = [
    ['model.py', 'the network'],
    ['model.safetensors', 'its weights, with a description by which the studio knows it again'],
    ['recurrent.py', 'recurrent layers over padded batches'],
    ...(projectModules(model).some(({ from }) => from.startsWith('cells.'))
      ? [['cells/', 'cells that torch.nn does not have'] as [string, string]]
      : []),
    ['weights.py', 'reads and writes safetensors files'],
    ['verify.py, parity.safetensors', 'inputs, and what the studio computes from them'],
  ];
  if (tokenizer !== null) rows.push(['tokenizer.py, segments.py, tokenizer.json', 'the same ids for the same text']);
  if (classes !== null) rows.push(['classes.json', 'what the outputs stand for, in their order']);
  if (canTrain(model)) {
    rows.push(
      ['train.py, data.py, documents.py, draws.py, optimizing.py, resuming.py', 'training'],
      ['training.json, training.safetensors', 'where it stands'],
    );
  }
  if (preparation !== undefined) rows.push(...tableFileRows(preparation));
  const program = useOf(model);
  if (program !== null) rows.push([program, programs[program].does]);
  return `## Files

| | |
|---|---|
${rows.map(([file, what]) => `| ${file} | ${what} |`).join('\n')}
`;
}
