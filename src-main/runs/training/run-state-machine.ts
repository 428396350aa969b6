import { StudioError } from '../../contract/errors.ts';
import type { RunEventKind, RunState } from '../../contract/runs/run-records.ts';

/**
 * begin: its turn in the queue has come. pause, continue: in the engine. enqueue: it is to train again from its last checkpoint.
 * extend: it is to train for longer than was planned. stop: the person ended it. lose: the process that trained it is gone, or its results can no longer be saved.
 */
export type RunEvent = RunEventKind;

const transitions: Readonly<Record<RunState, Partial<Record<RunEvent, RunState>>>> = {
  queued: { begin: 'running', stop: 'stopped', lose: 'interrupted' },
  running: {
    pause: 'paused',
    finish: 'finished',
    stop: 'stopped',
    fail: 'failed',
    diverge: 'diverged',
    lose: 'interrupted',
  },
  paused: { continue: 'running', enqueue: 'queued', stop: 'stopped', fail: 'failed', lose: 'interrupted' },
  stopped: { enqueue: 'queued', extend: 'queued' },
  interrupted: { enqueue: 'queued' },
  failed: { enqueue: 'queued' },
  diverged: {},
  finished: { extend: 'queued' },
};

/** Throws `run-wrong-state` where the event cannot happen. */
export function nextState(state: RunState, event: RunEvent): RunState {
  const next = transitions[state][event];
  if (next !== undefined) return next;
  throw new StudioError('run-wrong-state', refusals[event](state), { reason: 'state' });
}

const refusals: Readonly<Record<RunEvent, (state: RunState) => string>> = {
  pause: (state) => `Only a run that is training can be paused; this one is ${state}.`,
  enqueue: (state) =>
    state === 'diverged'
      ? 'With the same settings this run would diverge again. Branch from its last checkpoint with a lower learning rate.'
      : `This run is ${state}, so there is nothing to resume.`,
  extend: (state) => `Only a run that is finished or stopped can be extended; this one is ${state}.`,
  stop: (state) => `This run is ${state}, so there is nothing to stop.`,
  begin: impossible('begin'),
  continue: impossible('continue'),
  finish: impossible('finish'),
  fail: impossible('fail'),
  diverge: impossible('diverge'),
  lose: impossible('lose'),
};

/** Only a defect asks for these. */
function impossible(event: RunEvent): (state: RunState) => string {
  return (state) => `A run that is ${state} cannot ${event}.`;
}
