import { expect, test } from 'vitest';
import { createEditHistory } from '../../../../../src-renderer/features/builder/document/edit-history.ts';

function atClock<T>(initial: T) {
  const clock = { now: 0 };
  return { clock, history: createEditHistory(initial, () => clock.now) };
}

test('goes back step by step and forward again', () => {
  const { history } = atClock('a');
  history.commit('b', null);
  history.commit('c', null);
  history.undo();
  expect(history.present.value).toBe('b');
  history.undo();
  expect([history.present.value, history.canUndo.value]).toEqual(['a', false]);
  history.undo();
  history.redo();
  history.redo();
  expect([history.present.value, history.canRedo.value]).toEqual(['c', false]);
});

test('what is done after an undo takes the place of what was undone', () => {
  const { history } = atClock('a');
  history.commit('b', null);
  history.undo();
  history.commit('c', null);
  expect(history.canRedo.value).toBe(false);
  history.undo();
  expect(history.present.value).toBe('a');
});

test('keystrokes in one field are undone together; a pause or another field begins anew', () => {
  const { clock, history } = atClock('');
  for (const text of ['1', '12', '128']) {
    history.commit(text, 'units');
    clock.now += 300;
  }
  clock.now += 1000;
  history.commit('1280', 'units');
  history.commit('1280 x', 'name');
  history.undo();
  expect(history.present.value).toBe('1280');
  history.undo();
  expect(history.present.value).toBe('128');
  history.undo();
  expect(history.present.value).toBe('');
});

test('typing on after an undo is a change of its own', () => {
  const { history } = atClock('');
  history.commit('1', 'units');
  history.commit('12', 'units');
  history.undo();
  history.commit('3', 'units');
  expect(history.present.value).toBe('3');
  history.undo();
  expect(history.present.value).toBe('');
});

test('remembers well over a hundred steps, and looking around is none', () => {
  const { history } = atClock(0);
  for (let step = 1; step <= 1000; step++) history.commit(step, null);
  history.adjust(-1);
  history.redo();
  for (let step = 0; step < 300; step++) history.undo();
  expect(history.present.value).toBe(700);
});
