import { afterEach } from 'vitest';
import type { EngineConnection, EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** A real engine process, with all that it said. */
export interface EngineClient {
  connection: EngineConnection;
  events: EngineEvent[];
  exit: Promise<{ clean: boolean; detail: string }>;
  /** The first event of this kind, past or to come, that satisfies the condition. Rejects when the process ends without one. */
  next<Type extends EngineEvent['type']>(
    type: Type,
    condition?: (event: EventOf<Type>) => boolean,
  ): Promise<EventOf<Type>>;
}

export function startEngine(): EngineClient {
  const connection = spawnEngineChild();
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  let exited: { clean: boolean; detail: string } | null = null;
  const exit = new Promise<{ clean: boolean; detail: string }>((resolve) => {
    connection.onExit((how) => {
      exited = how;
      resolve(how);
      for (const look of waiting) look();
    });
  });
  connection.onEvent((event) => {
    events.push(event);
    for (const look of waiting) look();
  });

  return {
    connection,
    events,
    exit,
    next: <Type extends EngineEvent['type']>(type: Type, condition: (event: EventOf<Type>) => boolean = () => true) =>
      new Promise<EventOf<Type>>((resolve, reject) => {
        const look = () => {
          const found = events.find(
            (event): event is EventOf<Type> => event.type === type && condition(event as EventOf<Type>),
          );
          if (found === undefined && exited === null) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else
            reject(
              new Error(`The engine ended (${exited?.detail}) without ${type}; it said ${JSON.stringify(events)}`),
            );
        };
        waiting.add(look);
        look();
      }),
  };
}

let engines: EngineClient[] = [];

/** One that is ready, and killed after the test. */
export async function openEngine(): Promise<EngineClient> {
  const engine = startEngine();
  engines.push(engine);
  await engine.next('ready');
  return engine;
}

afterEach(async () => {
  for (const { connection } of engines) connection.kill();
  await Promise.all(engines.map(({ exit }) => exit));
  engines = [];
});
