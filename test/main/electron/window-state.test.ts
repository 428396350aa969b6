import { expect, test } from 'vitest';
import { placeWindow } from '../../../src-main/electron/window/window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };
const state = (x: number, y: number, width = 1200, height = 800) => ({ x, y, width, height, isMaximized: false });

test('a window is opened where it was', () => {
  expect(placeWindow(state(100, 60), [laptop, monitor])).toEqual({ x: 100, y: 60, width: 1200, height: 800 });
  expect(placeWindow(state(1700, 300), [laptop, monitor])).toMatchObject({ x: 1700, y: 300 });
});

test('the first time it is in the middle of the first screen, and no larger', () => {
  expect(placeWindow(null, [monitor])).toEqual({ x: 2000, y: 250, width: 1440, height: 900 });
  expect(placeWindow(null, [laptop])).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
});

test.each([
  ['the monitor it was on is gone', state(1700, 300)],
  ['its title bar would be above the screen', state(100, -20)],
  ['its title bar would be below the screen', state(100, 890)],
  ['too little of it would be seen to pull it back', state(-1150, 100)],
])('it comes back to the middle where %s', (_, saved) => {
  const { x, y, width, height } = placeWindow(saved, [laptop]);
  expect(x).toBe(Math.round((1440 - width) / 2));
  expect(y).toBe(25 + Math.round((875 - height) / 2));
});

test('a window of a large screen fits on a smaller one', () => {
  expect(placeWindow(state(10, 30, 2500, 1390), [laptop])).toEqual({ x: 10, y: 30, width: 1440, height: 875 });
});
