import { basename } from 'node:path';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { VectorCoverageRecord } from '../../contract/model-records.ts';
import { findLocalFiles } from '../../host/local-files.ts';
import type { Studio } from '../studio/studio.ts';
import { formatAmount, formatCount } from '../formats.ts';

const shownWords = 10;

/** Looks how many words of a dataset have a vector in a file, and keeps the file at hand for a run. */
export async function stageVectors(
  studio: Studio,
  path: string,
  data: { datasetId: string; tokenizer: TokenizerSpec },
): Promise<{ importId: string; coverage: VectorCoverageRecord }> {
  const importId = await studio.stageFiles(basename(path), await findLocalFiles([path]));
  return { importId, coverage: await studio.client.models.vectorCoverage({ importId, ...data }) };
}

export function describeCoverage(coverage: VectorCoverageRecord): string {
  const { dim, found, foundInLowerCase, missing, missingExamples, tokenShare, malformed, malformedLines } = coverage;
  const lowerCase = foundInLowerCase === 0 ? '' : ` (${formatCount(foundInLowerCase)} of them by their lower case)`;
  const lines = [
    `Vectors of ${dim} dimensions for ${formatCount(found)} of ${formatAmount(found + missing, 'word')}${lowerCase}: ` +
      `${(100 * tokenShare).toFixed(1)} % of the text`,
  ];
  if (missing > 0)
    lines.push(`without one: ${missingExamples.slice(0, shownWords).join(' ')}${missing > shownWords ? ' …' : ''}`);
  if (malformed > 0)
    lines.push(
      `${formatAmount(malformed, 'line')} of the file ${malformed === 1 ? 'is' : 'are'} no vector: ${malformedLines.join(', ')}${malformed > malformedLines.length ? ' …' : ''}`,
    );
  return `${lines.join('\n')}\n`;
}
