import type { StudioClient } from '../../../../src-main/contract/contract.ts';

/**
 * Resolves with the tokens of a text that a run's model has never seen, each once; the list is empty where the host
 * cannot be asked.
 */
export async function unreadableTokens(
  client: Pick<StudioClient, 'playground'>,
  runId: string,
  text: string,
): Promise<string[]> {
  if (text === '') return [];
  try {
    const { tokens } = await client.playground.tokenize({ runId, text });
    return [...new Set(tokens.filter(({ known }) => !known).map((token) => token.text))];
  } catch {
    // Generating a text fails for the same reason, and shows the error.
    return [];
  }
}

/**
 * Resolves with the tokens of a text that a run's model has never seen but that of another run has: a prompt that was
 * typed for the other one, whose field shows what it skips, says something else to this model.
 */
export async function tokensOnlyReadBy(
  client: Pick<StudioClient, 'playground'>,
  { reader, runId }: { reader: string; runId: string },
  text: string,
): Promise<string[]> {
  const [skipped, unread] = await Promise.all([reader, runId].map((id) => unreadableTokens(client, id, text)));
  return unread.filter((token) => !skipped.includes(token));
}
