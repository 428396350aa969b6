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
