/** The thread that cuts prompts into tokens: to prepare a vocabulary of 400,000 words takes half a second. */
import { analysisReader } from '../../db/analysis-reader.ts';
import { openReader } from '../../db/handles/open-connection.ts';
import { answerQuestions, tellOfSlowQuery, threadData } from '../../db/threads/answer-questions.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { Tokenizer } from '../../../src-engine/text/tokenizer.ts';
import type { TokenizerTasks } from './tokenizer-tasks.ts';

const mostKept = 3;

const database = openReader(threadData.file, tellOfSlowQuery);
const readTokenizer = analysisReader(database);
/** By the keys of their analyses, which never change; the one used last at the end. */
const kept = new Map<number, Tokenizer>();

function tokenizerOf(analysisKey: number): Tokenizer | null {
  const known = kept.get(analysisKey);
  kept.delete(analysisKey);
  const state = known === undefined ? readTokenizer(analysisKey) : null;
  const tokenizer = known ?? (state && createTokenizer(state));
  if (tokenizer === null) return null;
  kept.set(analysisKey, tokenizer);
  if (kept.size > mostKept) {
    const [oldest] = kept.keys();
    kept.delete(oldest);
  }
  return tokenizer;
}

answerQuestions<TokenizerTasks>(
  {
    tokenize: ({ analysisKey, text }) =>
      tokenizerOf(analysisKey)
        ?.pieces(text)
        .map((piece) => ({ text: piece.text, known: piece.id !== null })) ?? null,
  },
  () => void database.close(),
);
