import { mapMethods } from '../../../src-engine/spec/insight-spec.ts';
import type { NearestTokensRecord, TokenMapRecord } from '../../contract/insight/token-map-records.ts';
import { mostMapped } from '../../contract/insight/token-map-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatCount, formatTable } from '../formats.ts';
import { choice, required, text, wholeNumber } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

const usualCount = 3000;
const shownTokens = 30;

export const embeddingMap = defineCommand({
  description:
    'Lays out the vectors of the tokens that a network reads in the plane, by its best checkpoint: the rows of its embedding, or of the kernel that one-hot tokens are multiplied with. ' +
    'UMAP keeps near tokens near, PCA shows the two directions in which they differ most. The same network gives the same map. With --near it tells the tokens nearest to one, by cosine.',
  positionals: null,
  options: {
    run: required(runOption),
    method: choice(mapMethods, 'how the map is made (umap if left out)'),
    count: wholeNumber(
      'N',
      `how many tokens, the most frequent first (${usualCount} if left out; 12 with --near)`,
      2,
      mostMapped,
    ),
    near: text('TOKEN', 'tells the nearest tokens of this one, and makes no map'),
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku embedding-map --run last --json > map.json',
    'kioku embedding-map --run last --method pca --count 500',
    'kioku embedding-map --run last --near 猫',
  ],
  async run(values) {
    return withExistingStudio(values, async ({ client }) => {
      const { id: runId } = await findRun(client, values.run, values);
      if (values.near !== undefined) {
        const count = Math.min(values.count ?? 12, 200);
        const found = await client.insight.nearestTokens({ runId, token: values.near, count });
        process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : describeNearest(found));
        return 0;
      }
      const input = { runId, method: values.method ?? 'umap', count: values.count ?? usualCount };
      for await (const update of await client.insight.tokenMap(input)) {
        if (update.type === 'map')
          process.stdout.write(values.json ? `${JSON.stringify(update.map)}\n` : describeMap(update.map));
      }
      return 0;
    });
  },
});

function describeMap({ method, source, dimensions, vocabularySize, explained, tokens }: TokenMapRecord): string {
  const of = source === 'embedding' ? 'embedding' : 'input kernel';
  const axes =
    explained === null
      ? 'axes have no meaning of their own'
      : `x and y hold ${explained.map((share) => `${(100 * share).toFixed(1)} %`).join(' and ')} of the variance`;
  const head = `${formatCount(tokens.length)} of ${formatCount(vocabularySize)} tokens, ${of} of ${dimensions} dimensions, ${method}; ${axes}`;
  const rows = tokens
    .slice(0, shownTokens)
    .map(({ text: token, kind, x, y }) => [shown(token), kind, x.toFixed(2), y.toFixed(2)]);
  const more = tokens.length > shownTokens ? 'All of them: --json\n' : '';
  return `${head}\n${formatTable([['token', 'kind', 'x', 'y'], ...rows], [2, 3])}\n${more}`;
}

function describeNearest({ token, nearest }: NearestTokensRecord): string {
  const rows = nearest.map((each) => [shown(each.text), each.similarity.toFixed(3)]);
  return `nearest to “${shown(token.text)}”\n${formatTable([['token', 'cosine'], ...rows], [1])}\n`;
}

const shown = (token: string) => (token.trim() === '' ? JSON.stringify(token) : token);
