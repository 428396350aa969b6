import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';

let studio: MountedStudio;

beforeEach(() => localStorage.clear());
afterEach(() => studio.unmount());

async function open(lesson: string): Promise<void> {
  studio = await mountStudio(new FakeHost(), `/lessons/${lesson}`);
  await expect.poll(() => document.querySelector('figure svg')).not.toBeNull();
}

const picture = () => document.querySelector('figure svg')?.textContent.replaceAll(/\s+/g, ' ') ?? '';
const named = () => document.querySelector('figure svg')?.getAttribute('aria-label') ?? '';

test('one step of an RNN is gone through product by product, for each of its units', async () => {
  await open('rnn-forward');
  expect(named()).toContain('Step 3, unit 1');
  // W₁₁·x₁ with the numbers of the network, and the state that comes out.
  expect(picture()).toContain('−1.086 × 1.705 = −1.852');
  expect(picture()).toContain('−0.494');
  for (let n = 0; n < 7; n++) await studio.click('One operation back');
  expect(picture()).toContain('−1.086 × 1.705 = −1.852');
  expect(picture()).not.toContain('−0.494');
  expect(document.querySelector('figure [role=status]')?.textContent).toBe('W₁₁ · x₁ = −1.086 × 1.705 = −1.852');
  await studio.click('One operation back');
  expect(picture()).not.toContain('= −1.852');
  await studio.click('h₂');
  expect(named()).toContain('Step 3, unit 2');
  expect(picture()).toContain('0.071 × 1.705');
});

test('one step back is gone through factor by factor', async () => {
  await open('rnn-backward');
  expect(named()).toContain('1 step back, unit 1');
  // U₁₁ · (1 − h₁²) · g₁, whose sum is the gradient a step earlier.
  expect(picture()).toContain('0.615 × 0.607 × 0.206 = 0.077');
  expect(picture()).toContain('−0.526');
});

test('what the sum of the cell state leaves of an error is nothing once it is cut', async () => {
  await open('additive-path');
  expect(picture()).toContain('0.950');
  await studio.click('cut');
  expect(picture()).not.toContain('0.950');
  expect(named()).toContain('a share of 0 gets back');
  expect(picture()).toContain('made anew at each step');
  expect(picture()).not.toContain('the cell state is a sum');
});

test('the words that have been read tell the meanings apart only when they are read from the end as well', async () => {
  await open('bidirectional');
  const verdict = () => document.querySelector('figure [role=status]')?.textContent ?? '';
  expect(verdict()).toContain('the same in both sentences');
  await studio.click('both directions');
  await settle();
  expect(verdict()).toContain('tell the two sentences apart');
});
