import type { EvaluationOf, EvaluationRecord } from '../../contract/evaluation-records.ts';
import { formatAmount, formatCount, formatPerplexity, formatTable } from '../formats.ts';

/** Classes of which the confusion is shown; more would not fit on a terminal. */
const mostShown = 12;
const toldLabels = 10;

/** The figures as one JSON document for programs. */
export function evaluationDocument(evaluation: EvaluationRecord): object {
  switch (evaluation.kind) {
    case 'classes': {
      const { n, accuracy, f1Macro, perClass, confusion } = evaluation;
      return { n, accuracy, f1Macro, perClass, confusion };
    }
    case 'tags': {
      const { n, accuracy, f1Macro, perClass, confusion, sentences, entityF1, entities } = evaluation;
      return { n, accuracy, f1Macro, perClass, confusion, sentences, entityF1, entities };
    }
    case 'values': {
      const { n, mae, rmse, mase, perColumn } = evaluation;
      return { n, mae, rmse, mase, ...(perColumn.length > 1 && { perColumn }) };
    }
    case 'text': {
      const { n, loss, perplexity, bitsPerCharacter, accuracy } = evaluation;
      return { n, loss, perplexity, bitsPerCharacter, accuracy };
    }
  }
}

/** Says which rows took no part, a line each; none where all did. */
export function leftOutLines(evaluation: EvaluationRecord): string[] {
  const { incomplete, ragged, unknownLabels } = evaluation.leftOut;
  const lines: string[] = [];
  if (evaluation.kind === 'values' && evaluation.onlyRead > 0)
    lines.push(`${formatAmount(evaluation.onlyRead, 'row')} only read, since the forecaster looks back so far`);
  if (incomplete > 0) lines.push(`${formatAmount(incomplete, 'row')} without all that is needed left out`);
  if (ragged > 0) lines.push(`${formatAmount(ragged, 'row')} with a fault left out`);
  if (unknownLabels.length === 0) return lines;
  const rows = unknownLabels.reduce((sum, { count }) => sum + count, 0);
  const told = unknownLabels.slice(0, toldLabels).map(({ label, count }) => `${label} ${formatCount(count)}`);
  const more = unknownLabels.length > toldLabels ? ` and ${unknownLabels.length - toldLabels} more` : '';
  return [
    ...lines,
    `${formatAmount(rows, 'label')} that the network does not know left out: ${told.join(', ')}${more}`,
  ];
}

/** The figures as a person reads them on a terminal. */
export function describeEvaluation(evaluation: EvaluationRecord): string {
  switch (evaluation.kind) {
    case 'classes':
      return classesText(evaluation, formatAmount(evaluation.n, 'row'));
    case 'tags':
      return tagsText(evaluation);
    case 'values':
      return valuesText(evaluation);
    case 'text': {
      const { n, loss, accuracy, bitsPerCharacter } = evaluation;
      const bits = bitsPerCharacter === null ? '' : `, ${bitsPerCharacter.toFixed(3)} bits a character`;
      return `${formatAmount(n, 'token')}: loss ${loss.toFixed(4)}, perplexity ${formatPerplexity(loss)}${bits}, accuracy ${percent(accuracy)}\n`;
    }
  }
}

type Figures = Pick<EvaluationOf<'classes'>, 'accuracy' | 'f1Macro' | 'perClass' | 'confusion'>;

function classesText({ accuracy, f1Macro, perClass, confusion }: Figures, amount: string): string {
  const table = formatTable(
    [
      ['class', 'precision', 'recall', 'F1', 'n'],
      ...perClass.map(({ label, precision, recall, f1, n }) => [
        label,
        ...[precision, recall, f1].map(percent),
        formatCount(n),
      ]),
    ],
    [1, 2, 3, 4],
  );
  const summary = `${amount}: accuracy ${percent(accuracy)}, F1 ${percent(f1Macro)} (mean of the classes)`;
  return `${[summary, '', table, ...confusionLines(perClass, confusion)].join('\n')}\n`;
}

function confusionLines(perClass: Figures['perClass'], confusion: Figures['confusion']): string[] {
  if (perClass.length > mostShown) return [];
  const labels = perClass.map(({ label }) => label);
  const rows = confusion.map((row, n) => [labels[n] ?? '', ...row.map(formatCount)]);
  const right = labels.map((_, n) => n + 1);
  return ['', formatTable([['is ↓ taken for →', ...labels], ...rows], right)];
}

function tagsText(evaluation: EvaluationOf<'tags'>): string {
  const { n, sentences, entityF1, entities } = evaluation;
  const amount = `${formatAmount(sentences, 'sentence')}, ${formatAmount(n, 'token')}`;
  const figures = classesText(evaluation, amount);
  if (entityF1 === null || entities.length === 0) return figures;
  const table = formatTable(
    [
      ['entity', 'predicted', 'there', 'right'],
      ...entities.map(({ type, predicted, actual, correct }) => [
        type,
        ...[predicted, actual, correct].map(formatCount),
      ]),
    ],
    [1, 2, 3],
  );
  return `entity F1 ${percent(entityF1)}\n${table}\n\n${figures}`;
}

function valuesText({ n, mae, rmse, mase, coverage, perColumn }: EvaluationOf<'values'>): string {
  const figures = (each: { mae: number; rmse: number; mase: number | null }) =>
    `MAE ${value(each.mae)}, RMSE ${value(each.rmse)}${each.mase === null ? '' : `, MASE ${each.mase.toFixed(3)}`}`;
  const bands = coverage === null ? '' : `; ${percent(coverage)} of the values are within the bands`;
  const summary = `${formatAmount(n, 'value')} forecast: ${figures({ mae, rmse, mase })}${bands}`;
  if (perColumn.length < 2) return `${summary}\n`;
  const rows = perColumn.map(({ series, column, n: count, ...each }) => [
    series === null ? column : `${series} · ${column}`,
    formatCount(count),
    value(each.mae),
    value(each.rmse),
    each.mase === null ? '–' : each.mase.toFixed(3),
  ]);
  return `${summary}\n\n${formatTable([['column', 'n', 'MAE', 'RMSE', 'MASE'], ...rows], [1, 2, 3, 4])}\n`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const value = (number: number) => String(Number(number.toPrecision(5)));
