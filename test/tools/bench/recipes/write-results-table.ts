import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import { markdownTable } from '../markdown-table.ts';
import { OPERATIONS_PER_SECOND } from './chosen-point.ts';
import { describePoint } from './recipe-comparison.ts';
import type { RecipeComparison } from './recipe-comparison.ts';
import type { RecipeResult } from './recipe-results.ts';

const path = join(projectFolder, 'test', 'tools', 'bench', 'recipes', 'RESULTS.md');

const introduction = `# What recipes are chosen from

\`npm run bench -- recipes\` writes this page, \`results.json\` and \`src-engine/recipes/recipe-table.ts\`. A minute stands for
${(60 * OPERATIONS_PER_SECOND).toExponential(1)} floating-point operations of training steps: what two cores of the build machine do in a minute.
A point is such as \`e64 1×128 d0.2 adam 0.01 16×64\`: an embedding of 64 dimensions (one-hot, if left out), one LSTM layer of
128 units, dropout of 0.2 after it, Adam with a peak rate of 0.01, batches of 16 texts by 64 tokens. The rate rises for a
twentieth of the steps and falls as a cosine to nothing. Losses are the lowest validation losses, in nats a token.
`;

/** Writes the page of all that was measured: the studio's choice beside the best point, then every training. */
export async function writeResultsTable(
  comparisons: readonly RecipeComparison[],
  results: readonly RecipeResult[],
): Promise<void> {
  const sections = [introduction, '## The choice and the best, three fresh seeds each', comparisonRows(comparisons)];
  for (const [text, ofText] of Map.groupBy(results, (result) => result.text))
    sections.push(`## ${text}`, describeText(ofText[0]), trainingRows(ofText));
  const style = await resolveConfig(path);
  writeFileSync(path, await format(sections.join('\n\n'), { ...style, filepath: path }));
}

function comparisonRows(comparisons: readonly RecipeComparison[]): string {
  const rows = comparisons.map(({ text, minutes, chosen, best, ratio }) => [
    text,
    minutes.toPrecision(2),
    chosen === null
      ? 'not measured'
      : `${describePoint(chosen.point)}: ${chosen.mean.toFixed(3)} ± ${chosen.reach.toFixed(3)}`,
    `${describePoint(best.point)}: ${best.mean.toFixed(3)} ± ${best.reach.toFixed(3)}`,
    ratio === null ? '' : `${ratio.mean.toFixed(3)} (at least ${ratio.low.toFixed(3)})`,
  ]);
  return markdownTable(['text', 'minutes', 'chosen', 'best', 'ratio'], rows);
}

function describeText({ tokens, vocabularySize }: RecipeResult): string {
  return `${tokens} tokens, ${vocabularySize} different ones.`;
}

function trainingRows(results: readonly RecipeResult[]): string {
  const sorted = results.toSorted((a, b) => a.operations - b.operations || (a.best ?? Infinity) - (b.best ?? Infinity));
  const rows = sorted.map(({ operations, point, seed, best, bestEpoch, epochs, steps, processorSeconds }) => [
    (operations / OPERATIONS_PER_SECOND / 60).toPrecision(2),
    describePoint(point),
    String(seed),
    best === null ? 'diverged' : best.toFixed(3),
    `${bestEpoch ?? '–'} of ${epochs}`,
    String(steps),
    processorSeconds.toFixed(0),
  ]);
  return markdownTable(['minutes', 'point', 'seed', 'loss', 'best epoch', 'steps', 'core s'], rows);
}
