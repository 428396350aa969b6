import { afterEach, expect, test, vi } from 'vitest';
import { findPlace, revealPlace } from '../../../src-renderer/shell/search/reveal-place.ts';
import { eventually } from '../../eventually.ts';

afterEach(() => document.body.replaceChildren());

function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

const focused = () => document.activeElement;

test('a control by its label comes before a heading that says the same, and before a button', () => {
  const root = page(
    '<h2>Seed</h2><button>Seed</button><label for="a">Epochs</label><input id="b"><label for="b"> Seed\n</label><input id="a">',
  );
  expect(findPlace(root, 'Seed')?.id).toBe('b');
  expect(findPlace(root, 'Epochs')?.id).toBe('a');
  expect(findPlace(root, 'Nothing')).toBeNull();
});

test('sliders go by their name, and what has no control by its heading', () => {
  const root = page('<span>Temperature</span><span role="slider" aria-label="Temperature"></span><h2>Loss</h2>');
  expect(findPlace(root, 'Temperature')?.getAttribute('role')).toBe('slider');
  expect(findPlace(root, 'Loss')?.tagName).toBe('H2');
});

test('what is folded opens, and is focused and marked until the focus leaves it', async () => {
  const root = page(
    '<details><summary>More</summary><label for="p">Penalty</label><input id="p"></details><button id="other">x</button>',
  );
  revealPlace(root, 'Penalty', new AbortController().signal);
  await eventually(() => expect(focused()?.id).toBe('p'));
  expect(root.querySelector('details')?.open).toBe(true);
  expect(focused()?.classList.contains('sought')).toBe(true);
  document.getElementById('other')?.focus();
  expect(root.querySelector('.sought')).toBeNull();
});

test('a panel that comes later is waited for, and hidden content is told that it is looked for', async () => {
  const root = page('<main></main>');
  const opened = vi.fn();
  root.addEventListener('beforematch', opened, { once: true });
  revealPlace(root, 'Gate saturation', new AbortController().signal);
  root.querySelector('main')!.innerHTML = '<div hidden="until-found"><h2>Gate saturation</h2></div>';
  await eventually(() => expect(focused()?.textContent).toBe('Gate saturation'));
  expect(opened).toHaveBeenCalled();
});

test('nothing is looked for any more once another page has come', async () => {
  const root = page('<main></main>');
  const wait = new AbortController();
  revealPlace(root, 'Loss', wait.signal);
  wait.abort();
  root.querySelector('main')!.innerHTML = '<h2>Loss</h2>';
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(focused()).toBe(document.body);
});
