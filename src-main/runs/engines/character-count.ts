import { randomUUID } from 'node:crypto';
import type { CharacterCount, TextAnalysis } from '../../datasets/content/character-count.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { request } from './request.ts';

/** Opens a count in the engine process. Its calls reject as `request` does. */
export async function openCharacterCount(supervisor: EngineSupervisor): Promise<CharacterCount> {
  const engine = await supervisor.connect();
  const countId = randomUUID();
  let counting: Promise<unknown> = Promise.resolve();

  function send(texts: (string | Uint8Array)[], isLast: boolean) {
    const counted = request(engine, { type: 'count-characters', countId, texts, isLast });
    counted.catch(() => undefined); // Whoever adds more, or finishes, is told.
    return counted;
  }

  return {
    // While the engine counts these texts it is handed the next ones, and no more.
    async add(texts) {
      const before = counting;
      counting = send(texts, false);
      await before;
    },
    async finish(): Promise<TextAnalysis> {
      await counting;
      const answer = await send([], true);
      if (answer.type !== 'analyzed') throw new Error('The engine did not finish a count.');
      return answer;
    },
    cancel: () => engine.send({ type: 'cancel', requestId: countId }),
  };
}
