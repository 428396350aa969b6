import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRedrawSchedule, drawNextFrame } from '../../../../src-renderer/charts/lines/redraw-schedule.ts';

const frameMs = 16;
let frames: Map<number, FrameRequestCallback>;
let now = 1000; // goes on from test to test, as frames do

beforeEach(() => {
  frames = new Map();
  let nextId = 1;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    frames.set(nextId, callback);
    return nextId++;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The browser's clock: one frame after the other. */
function runFrames(count: number): void {
  for (let i = 0; i < count; i++) {
    now += frameMs;
    const due = [...frames.values()];
    frames.clear();
    due.forEach((callback) => callback(now));
  }
}

test('draws once for many requests, at most every interval, and never forgets the last', () => {
  const draw = vi.fn();
  const schedule = createRedrawSchedule(draw, 100);
  schedule.setVisible(true);
  const seconds = 2;
  for (let i = 0; i < (seconds * 1000) / frameMs; i++) {
    schedule.request();
    schedule.request();
    runFrames(1);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(8 * seconds);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(10 * seconds + 1);
  const before = draw.mock.calls.length;
  schedule.request();
  runFrames(20);
  expect(draw.mock.calls.length).toBe(before + 1);
});

test('draws nothing while hidden, and what was missed when seen again', () => {
  const draw = vi.fn();
  const schedule = createRedrawSchedule(draw, 100);
  schedule.request();
  runFrames(20);
  expect(draw).not.toHaveBeenCalled();
  expect(frames.size).toBe(0);
  schedule.setVisible(true);
  runFrames(2);
  expect(draw).toHaveBeenCalledTimes(1);
});

test('keeps no frame when there is nothing to draw, nor after its end', () => {
  const draw = vi.fn();
  const schedule = createRedrawSchedule(draw, 100);
  schedule.setVisible(true);
  schedule.request();
  runFrames(20);
  expect(frames.size).toBe(0);
  schedule.request();
  schedule.dispose();
  runFrames(20);
  expect(draw).toHaveBeenCalledTimes(1);
});

test('two charts never draw in one frame', () => {
  const drawnAt: number[] = [];
  const schedules = [1, 2, 3].map(() => createRedrawSchedule(() => drawnAt.push(now), 100));
  for (const schedule of schedules) {
    schedule.setVisible(true);
    schedule.request();
  }
  runFrames(5);
  expect(drawnAt).toHaveLength(3);
  expect(new Set(drawnAt).size).toBe(3);
});

test('the chart that is zoomed comes first, and the others still have their turn when that goes on and on', () => {
  const drawn: string[] = [];
  const schedule = createRedrawSchedule(() => drawn.push('other'), 0);
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  schedule.setVisible(true);
  schedule.request();
  drawNextFrame(() => drawn.push('zoomed'));
  runFrames(1);
  expect(drawn).toEqual(['zoomed']);
  runFrames(1);
  expect(drawn).toEqual(['zoomed', 'other']);

  for (let frame = 0; frame < 30; frame++) {
    schedule.request();
    drawNextFrame(() => drawn.push('zoomed'));
    runFrames(1);
  }
  expect(drawn.filter((name) => name === 'zoomed')).toHaveLength(31);
  expect(drawn.filter((name) => name === 'other').length).toBeGreaterThan(15);
});

test('a chart that takes long to draw is drawn more seldom, but not because of one slow drawing', async () => {
  let clock = 0;
  let costMs = 1;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const draw = vi.fn(() => {
    clock += costMs;
    return Promise.resolve();
  });
  const schedule = createRedrawSchedule(draw, 100, 1 / 30);
  schedule.setVisible(true);
  const drawnIn = async (seconds: number) => {
    const before = draw.mock.calls.length;
    for (let i = 0; i < (seconds * 1000) / frameMs; i++) {
      schedule.request();
      runFrames(1);
      await Promise.resolve();
      await Promise.resolve();
    }
    return draw.mock.calls.length - before;
  };
  expect(await drawnIn(3)).toBeGreaterThan(20);
  costMs = 200;
  expect(await drawnIn(0.1)).toBeLessThanOrEqual(1);
  costMs = 1;
  expect(await drawnIn(1)).toBeGreaterThan(5);
  costMs = 20;
  await drawnIn(1);
  // A thirtieth of the time: one in 600 ms.
  expect(await drawnIn(6)).toBeLessThanOrEqual(11);
});
