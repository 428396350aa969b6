import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { createRemoteEngine } from '../../../src-main/host/process/remote-engine.ts';

class FakePort extends EventEmitter {
  sent: unknown[] = [];
  isClosed = false;
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  start(): void {
    this.emit('started');
  }
  close(): void {
    this.isClosed = true;
  }
  says(data: unknown): void {
    this.emit('message', { data });
  }
}

function open() {
  vi.useFakeTimers();
  const killed = vi.fn();
  const engine = createRemoteEngine(killed);
  const port = new FakePort();
  const events: EngineEvent[] = [];
  const exits: unknown[] = [];
  engine.connection.onEvent((event) => events.push(event));
  engine.connection.onExit((exit) => exits.push(exit));
  return { engine, port, events, exits, killed };
}

afterEach(() => void vi.useRealTimers());

test('an engine that says goodbye ended well, whatever its exit code; its port is closed so that it knows it was heard', () => {
  const { engine, port, exits } = open();
  engine.connect(port);
  port.says({ type: 'ready', info: {} });
  port.says({ type: 'bye' });
  expect(port.isClosed).toBe(true);
  engine.leave('exit code 1');
  expect(exits).toEqual([{ clean: true, detail: 'exit code 1' }]);
});

test('the news of its end waits for its last words, which come another way', () => {
  const { engine, port, events, exits } = open();
  engine.connect(port);
  port.says({ type: 'ready', info: {} });
  engine.leave('exit code 0');
  expect(exits).toEqual([]);
  port.says({ type: 'bye' });
  port.emit('close');
  expect(events.map(({ type }) => type)).toEqual(['ready', 'bye']);
  expect(exits).toEqual([{ clean: true, detail: 'exit code 0' }]);
});

test('but not for ever', () => {
  const { engine, port, exits } = open();
  engine.connect(port);
  port.says({ type: 'ready', info: {} });
  engine.leave('killed');
  vi.advanceTimersByTime(1000);
  expect(exits).toEqual([{ clean: false, detail: 'killed' }]);
  port.emit('close');
  expect(exits).toHaveLength(1);
});

test('one that ends before it is ready says so', () => {
  const { engine, events, exits } = open();
  engine.leave('exit code 127');
  expect(events).toEqual([{ type: 'init-failed', message: 'The engine could not start: exit code 127' }]);
  expect(exits).toEqual([{ clean: false, detail: 'exit code 127' }]);
});

test('one that does not start, or does not end when asked, is killed', () => {
  const { engine, events, killed } = open();
  vi.advanceTimersByTime(30_000);
  expect(events).toMatchObject([{ type: 'init-failed', message: expect.stringContaining('30 seconds') }]);
  expect(killed).toHaveBeenCalledTimes(1);
  engine.connection.send({ type: 'shutdown' });
  vi.advanceTimersByTime(5_000);
  expect(killed).toHaveBeenCalledTimes(2);
});

test('what is asked before the port is there is asked then', () => {
  const { engine, port } = open();
  engine.connection.send({ type: 'measure-memory', requestId: 'r' });
  engine.connect(port);
  expect(port.sent).toEqual([{ type: 'measure-memory', requestId: 'r' }]);
});
