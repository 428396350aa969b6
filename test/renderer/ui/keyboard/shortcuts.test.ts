import { afterEach, expect, test } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { en } from '../../../../src-renderer/locales/en/index.ts';
import { isShortcut, keyCaps, shortcuts, useShortcut } from '../../../../src-renderer/ui/keyboard/shortcuts.ts';

let scope: EffectScope;
let fired: string[] = [];

function listen(): void {
  fired = [];
  scope = effectScope();
  scope.run(() => {
    useShortcut('everywhere', 'palette', () => fired.push('palette'));
    useShortcut('everywhere', 'sheet', () => fired.push('sheet'));
    useShortcut('run', 'pauseOrResume', () => fired.push('turn'));
  });
}
afterEach(() => {
  scope.stop();
  document.body.innerHTML = '';
});

function press(on: string, key: string, options: KeyboardEventInit = {}): KeyboardEvent {
  document.body.innerHTML = on;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
  (document.querySelector('#here') ?? document.body).dispatchEvent(event);
  return event;
}
const page = '<p id="here"></p>';

test('fires on the page, once, and tells the browser that it is done', () => {
  listen();
  expect(press(page, 'k', { ctrlKey: true }).defaultPrevented).toBe(true);
  press(page, '?', { shiftKey: true });
  press(page, ' ');
  expect(fired).toEqual(['palette', 'sheet', 'turn']);
  press(page, 'k', { ctrlKey: true, repeat: true });
  press(page, 'k', { ctrlKey: true, shiftKey: true });
  press(page, 'k');
  expect(fired).toHaveLength(3);
});

test.each(['<input id="here">', '<textarea id="here"></textarea>', '<select id="here"></select>'])(
  'what can be typed is left to %s',
  (field) => {
    listen();
    press(field, '?', { shiftKey: true });
    press(field, ' ');
    expect(fired).toEqual([]);
  },
);

test('Space presses the button that has the focus and nothing else', () => {
  listen();
  press('<button id="here"></button>', ' ');
  expect(fired).toEqual([]);
  press('<button id="here"></button>', '?');
  expect(fired).toEqual(['sheet']);
});

test('an input method keeps its keys to itself', () => {
  listen();
  press(page, 'k', { ctrlKey: true, isComposing: true });
  press(page, 'Process');
  expect(fired).toEqual([]);
});

test('a dialog keeps all keys to itself, a popover does not, and what was handled is not handled again', () => {
  listen();
  press(`${page}<div role="dialog"></div>`, 'k', { ctrlKey: true });
  press(`${page}<div data-reka-popper-content-wrapper><div role="dialog"></div></div>`, '?');
  expect(fired).toEqual(['sheet']);
  const handled = new KeyboardEvent('keydown', { key: '?', cancelable: true });
  handled.preventDefault();
  window.dispatchEvent(handled);
  expect(fired).toEqual(['sheet']);
});

test('stops with its scope', () => {
  listen();
  scope.stop();
  press(page, '?');
  expect(fired).toEqual([]);
});

test('combinations differ by every modifier', () => {
  const key = (name: string, options: KeyboardEventInit = {}) =>
    new KeyboardEvent('keydown', { key: name, ...options });
  expect(isShortcut(key('Z', { ctrlKey: true, shiftKey: true }), 'builder', 'redo')).toBe(true);
  expect(isShortcut(key('Z', { ctrlKey: true, shiftKey: true }), 'builder', 'undo')).toBe(false);
  expect(isShortcut(key('ArrowUp', { altKey: true }), 'builder', 'move')).toBe(true);
  expect(isShortcut(key('ArrowUp', { altKey: true }), 'builder', 'select')).toBe(false);
  expect(isShortcut(key('+', { shiftKey: true }), 'charts', 'zoom')).toBe(true);
});

test('every shortcut is explained, and nothing else is', () => {
  const { places, ...explained } = en.shortcuts;
  expect(Object.keys(places).sort()).toEqual(Object.keys(shortcuts).sort());
  const names = (tree: Record<string, object>) =>
    Object.entries(tree).flatMap(([place, entries]) => Object.keys(entries).map((name) => `${place}.${name}`));
  expect(names(explained).sort()).toEqual(names(shortcuts).sort());
});

test('keys are written as they are on the keyboard', () => {
  expect(keyCaps('Mod+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyCaps('Alt+ArrowUp')).toEqual(['Alt', '↑']);
});
