import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import { describeNumbers, type NumbersDescription } from '../../../src-engine/interchange/numbers/describe-numbers.ts';

/** Says how a network that reads a table is put to use, and what it takes and gives. */
export function tableStart(trained: TrainedModel): string {
  const description = describeNumbers(trained);
  if (description === null) return '';
  const programs =
    description.kind === 'forecast'
      ? `    python predict.py table.csv --out forecast.csv       # forecasts the ${description.horizon} rows that follow those of a table
    python predict.py table.csv --horizon ${2 * description.horizon}           # goes on from its own forecasts
`
      : `    python predict.py table.csv --series id              # tells the class of each sequence of rows
`;
  return `    pip install -r requirements.txt
    python verify.py                                     # compares PyTorch with the studio
${programs}
${meaning(description)}`;
}

function meaning(description: NumbersDescription): string {
  const columns = description.columns.map(({ name }) => name).join(', ');
  const inputs = description.inputs.map(({ name, shape, description: what }) => row(name, ['B', ...shape], what));
  const intro = `The table is a CSV file with the columns ${columns}${timeOf(description)}, in its own units: \`TableModel\` in graph.py takes such numbers, and what
it does with them before and after the network is in preparation.json, as a list of plain steps.`;
  if (description.kind === 'sequences') return `${intro}\n\n${table('input', inputs)}`;
  const outputs = description.outputs.map(({ name, shape, description: what }) => row(name, ['B', ...shape], what));
  return `${intro}

${table('input', inputs)}
${table('output', outputs)}
The network needs ${description.window} rows before those that it forecasts. ${description.beyondTheHorizon}
`;
}

function timeOf(description: NumbersDescription): string {
  return description.kind === 'forecast' && description.time !== null
    ? ` and ${description.time.column}, its times`
    : '';
}

function table(what: string, rows: string[]): string {
  return `| ${what} | shape | |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function row(name: string, shape: (number | string | null)[], what: string): string {
  return `| ${name} | (${shape.map((extent) => extent ?? 'T').join(', ')}) | ${what.replaceAll('|', '\\|')} |`;
}

/** Says how training goes on with a table. */
export function tableTraining({ kind }: Preparation): string {
  const options = kind === 'forecast' ? '' : ' --series id --label label';
  const predict = kind === 'forecast' ? '' : ' --series id';
  return `## Go on training

    python train.py table.csv${options} --epochs 20
    python predict.py table.csv${predict} --network continued

The settings are in training.json. The scaling and everything else in preparation.json stays as it was fitted in the studio, so the table has to be
of the same kind. Each epoch is saved in continued/; import continued/model.safetensors into the studio, or go on from there with --start continued.
`;
}

/** The files that only such a project has, and what they are for. */
export function tableFileRows({ kind }: Preparation): [string, string][] {
  const [module, does] =
    kind === 'forecast'
      ? ['forecast.py', 'forecasts the rows that follow those of a table']
      : ['sequences.py', 'tells the class of sequences of rows'];
  return [
    ['preparation.json, graph.py', 'the way from the numbers of a table to the network, and back'],
    ['table.py, times.py', 'read a table'],
    [`predict.py, ${module}`, does],
    ['train.py, training.py, optimizing.py, resuming.py', 'training'],
    ['training.json, training.safetensors', 'where it stands'],
  ];
}
