import { expect, test } from 'vitest';
import { runStates } from '../../../src-main/contract/runs/run-records.ts';
import { nextState, type RunEvent } from '../../../src-main/runs/training/run-state-machine.ts';

test('a training goes through its states', () => {
  const events: RunEvent[] = [
    'begin',
    'pause',
    'continue',
    'lose',
    'enqueue',
    'begin',
    'stop',
    'enqueue',
    'begin',
    'finish',
  ];
  let state = nextState('queued', events[0]!);
  for (const event of events.slice(1)) state = nextState(state, event);
  expect(state).toBe('finished');
});

test.each(runStates.filter((state) => state !== 'running'))(
  'a run that is %s cannot be paused, and the message says why',
  (state) => {
    expect(() => nextState(state, 'pause')).toThrow(`this one is ${state}`);
  },
);

test('a run that diverged is not resumed, and the message says what to do', () => {
  expect(nextState('running', 'diverge')).toBe('diverged');
  expect(() => nextState('diverged', 'enqueue')).toThrow('lower learning rate');
});

test.each(['queued', 'running', 'finished'] as const)('a run that is %s cannot be resumed', (state) => {
  expect(() => nextState(state, 'enqueue')).toThrow('nothing to resume');
});

test.each(['finished', 'stopped'] as const)('a run that is %s can be extended', (state) => {
  expect(nextState(state, 'extend')).toBe('queued');
});

test.each(runStates.filter((state) => state !== 'finished' && state !== 'stopped'))(
  'a run that is %s cannot be extended',
  (state) => {
    expect(() => nextState(state, 'extend')).toThrow(`this one is ${state}`);
  },
);
