import type { TaggedRecord } from '../../contract/insight-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatAmount } from '../formats.ts';
import { flag, required, text } from '../options.ts';
import { jsonOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import type { Sentence } from '../tagging/sentence-files.ts';
import { UsageError } from '../usage-error.ts';

type Tagged = TaggedRecord['sentences'][number];

const sentencesAtOnce = 200;
const toldUnknown = 20;

export const tag = defineCommand({
  description:
    'Tells a tag for each token of sentences with a trained tagger, by its best checkpoint. Sentences that are typed, or lines of a text, are cut into ' +
    'words; tokens in columns or JSONL are taken as they are. Writes a token and its tag a line and a blank line after each sentence, as “kioku import” reads them.',
  positionals: { placeholder: 'FILE…', description: 'files with sentences, a line each, or tokens', minimum: 0 },
  options: {
    run: required(runOption),
    text: text('TEXT', 'a sentence, instead of a file'),
    tokens: flag('the files have a token a line, and a blank line after each sentence'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku tag --run last --text "Ann Lee left on 3 May 1998."',
    'kioku tag --run last letters.txt > letters.conll',
    'kioku tag --run 3f2a words.txt --tokens --json',
  ],
  async run(values, paths) {
    if ((values.text === undefined) === (paths.length === 0))
      throw new UsageError('Give either --text or files with sentences.');
    const { readSentences } = await import('../tagging/sentence-files.ts');
    const sentences: Sentence[] = values.text === undefined ? [] : [values.text];
    for (const path of paths) sentences.push(...(await readSentences(path, values.tokens)));
    return withExistingStudio(values, async ({ client }) => {
      const { id: runId } = await findRun(client, values.run, values);
      const unknown = new Set<string>();
      for (let first = 0; first < sentences.length; first += sentencesAtOnce) {
        const some = sentences.slice(first, first + sentencesAtOnce);
        const { tags, sentences: tagged } = await client.insight.tag({ runId, sentences: some });
        for (const sentence of tagged) {
          sentence.tokens.forEach((token, n) => sentence.known[n] === false && unknown.add(token));
          process.stdout.write(values.json ? jsonOf(sentence, tags) : columnsOf(sentence));
        }
      }
      if (!values.json && unknown.size > 0) process.stderr.write(describeUnknown([...unknown]));
      return 0;
    });
  },
});

function columnsOf({ tokens, tags }: Tagged): string {
  return `${tokens.map((token, n) => `${token}\t${tags[n] ?? ''}\n`).join('')}\n`;
}

/** `probabilities` are those of all tags, by name. */
function jsonOf({ tokens, tags, known, probabilities }: Tagged, all: readonly string[]): string {
  const named = probabilities.map((ofToken) => Object.fromEntries(all.map((name, id) => [name, ofToken[id]])));
  return `${JSON.stringify({ tokens, tags, known, probabilities: named })}\n`;
}

function describeUnknown(words: readonly string[]): string {
  const shown = words.slice(0, toldUnknown).join(', ');
  const more = words.length > toldUnknown ? ` and ${words.length - toldUnknown} more` : '';
  return `${formatAmount(words.length, 'word is', 'words are')} not in the vocabulary: ${shown}${more}\n`;
}
