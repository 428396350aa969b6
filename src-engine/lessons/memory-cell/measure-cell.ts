import { readActivations } from '../../insight/activations.ts';
import { forwardObserved } from '../../insight/observed-pass.ts';
import type { Model } from '../../models/model.ts';
import type { LessonOutcome } from '../../spec/lesson-spec.ts';
import { meanDistance, SHOWN_SYMBOLS, wantedSigns } from '../../spec/memory-cell.ts';
import type { MemorySymbol } from '../../spec/memory-cell.ts';
import { expectedSigns, idsOf } from './sign-memory.ts';

/** The rows of the grid `network` but for the last, which are the answers; the columns are the steps of SHOWN_SYMBOLS. */
const SHOWN_VARIABLES = ['input-gate', 'forget-gate', 'candidate', 'output-gate', 'cell-state'] as const;
type Variable = (typeof SHOWN_VARIABLES)[number];

interface Reading {
  symbols: readonly MemorySymbol[];
  /** The values of the only unit at each step. */
  variables: Readonly<Record<Variable, number[]>>;
  /** The sign that the network says at each step, from −1 to 1. */
  answers: number[];
}

/**
 * Measures how the single unit of an LSTM uses its gates while it reads `symbols`, and its gates at each of SHOWN_SYMBOLS,
 * as the grid `network`. Throws OutOfMemoryError.
 */
export async function measureCell(
  model: Model,
  symbols: readonly MemorySymbol[],
): Promise<Pick<LessonOutcome, 'figures' | 'grids'>> {
  const reading = await read(model, symbols);
  const shown = await read(model, SHOWN_SYMBOLS);
  const rows = [...SHOWN_VARIABLES.map((name) => shown.variables[name]), shown.answers];
  return {
    figures: { ...gateFigures(reading), networkDistance: meanDistance(shown.answers, wantedSigns(SHOWN_SYMBOLS)) },
    grids: { network: { rows: rows.length, columns: SHOWN_SYMBOLS.length, values: rows.flat() } },
  };
}

async function read(model: Model, symbols: readonly MemorySymbol[]): Promise<Reading> {
  const ids = idsOf(symbols);
  const [loop] = await readActivations(model, ids);
  const valuesOf = (name: Variable): number[] => {
    const found = loop.variables.find(({ variable }) => variable === name);
    if (found === undefined) throw new Error(`The cell has no ${name}.`);
    return Array.from(found.values);
  };
  const scores = await forwardObserved(model, ids, ({ output }) => model.backend.read(output));
  return {
    symbols,
    variables: {
      'input-gate': valuesOf('input-gate'),
      'forget-gate': valuesOf('forget-gate'),
      candidate: valuesOf('candidate'),
      'output-gate': valuesOf('output-gate'),
      'cell-state': valuesOf('cell-state'),
    },
    answers: expectedSigns(scores),
  };
}

/** Returns means over the steps that ask for the same. What is written is i·|c̃|: a gate may be open where nothing comes. */
function gateFigures({ symbols, variables, answers }: Reading): Record<string, number> {
  const meanAt = (values: readonly number[], isMeant: (symbol: MemorySymbol) => boolean): number => {
    const own = values.filter((_, step) => isMeant(symbols[step]));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  const isWrite = (symbol: MemorySymbol): boolean => symbol.startsWith('keep');
  const isPassing = (symbol: MemorySymbol): boolean => symbol.startsWith('pass');
  const isRecall = (symbol: MemorySymbol): boolean => symbol === 'recall';
  const forget = variables['forget-gate'];
  const written = variables['input-gate'].map((gate, step) => gate * Math.abs(variables.candidate[step]));
  const wanted = wantedSigns(symbols);
  const right = answers.map((answer, step) => (Math.round(answer) === wanted[step] ? 1 : 0));
  const figures = {
    keepAtPass: meanAt(forget, isPassing),
    keepAtDelete: meanAt(forget, (symbol) => symbol === 'delete'),
    keepAtWrite: meanAt(forget, isWrite),
    writtenAtWrite: meanAt(written, isWrite),
    writtenAtPass: meanAt(written, isPassing),
    readAtRecall: meanAt(variables['output-gate'], isRecall),
    readElsewhere: meanAt(variables['output-gate'], (symbol) => !isRecall(symbol)),
    rightRecalls: meanAt(right, isRecall),
  };
  return {
    ...figures,
    writeGap: figures.writtenAtWrite - figures.writtenAtPass,
    readGap: figures.readAtRecall - figures.readElsewhere,
  };
}
