import { randomUUID } from 'node:crypto';
import type { EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import type { CharacterCount } from '../../datasets/imports/import-session.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

type Analyzed = Extract<EngineEvent, { type: 'analyzed' }>;
type Part = Extract<EngineRequest, { type: 'count-characters' }>;

/** Texts on their way to the engine that it has not counted yet: one at work, one waiting. */
const mostInFlight = 2;

/** A count in the engine process. Its calls reject with the engine's own StudioError, or `engine-failed` where its process ended. */
export async function openCharacterCount(supervisor: EngineSupervisor): Promise<CharacterCount> {
  const engine = await supervisor.connect();
  const requestId = randomUUID();
  const { promise: analyzed, resolve, reject } = Promise.withResolvers<Analyzed>();
  analyzed.catch(() => undefined);
  let inFlight = 0;
  let goOn: () => void = () => undefined;
  let isOver = false;

  const end = () => {
    isOver = true;
    unsubscribe();
    goOn();
  };
  const unsubscribe = engine.subscribe((event) => {
    if (!('requestId' in event) || event.requestId !== requestId) return;
    if (event.type === 'counted') inFlight--;
    if (event.type === 'analyzed') resolve(event);
    if (event.type === 'failed') reject(StudioError.relayed(event));
    if (event.type === 'counted') goOn();
    else end();
  });
  void engine.exited.then(({ detail }) => {
    reject(
      new StudioError('engine-failed', `The engine process ended (${detail}). Try it once more.`, { reason: 'ended' }),
    );
    end();
  });
  const send = (part: Omit<Part, 'type' | 'requestId'>) =>
    engine.send({ type: 'count-characters', requestId, ...part });

  return {
    async add(texts) {
      if (!isOver) {
        inFlight++;
        send({ texts, isLast: false });
        while (inFlight >= mostInFlight && !isOver) await new Promise<void>((wake) => (goOn = wake));
      }
      if (isOver) await analyzed; // rejects, with what ended it
    },
    finish() {
      if (!isOver) send({ texts: [], isLast: true });
      return analyzed;
    },
    cancel() {
      if (isOver) return;
      engine.send({ type: 'cancel', requestId });
      end();
    },
  };
}
