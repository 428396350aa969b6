import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(async () => {
  localStorage.clear();
  host = new FakeHost();
  const facts = { sampleId: 'moby-dick', parameterCount: 100, runId: null, isRemoved: false } as const;
  host.networks = [{ id: 'moby-dick-writer', task: 'language-model', language: 'en', ...facts }];
  const token = (text: string, probability: number) => ({ id: 0, text, probability });
  const alternatives = [token('t', 0.6), token('w', 0.3), { ...token('', 0.1), endsDocument: true }];
  host.updates = [
    { type: 'tokens', tokens: [{ ...token('t', 0.6), alternatives }] },
    { type: 'end', end: 'length', tokensPerSecond: 1, checkpointId: 'c', unknown: [] },
  ];
  studio = await mountStudio(host, '/lessons/temperature');
  await expect.poll(() => document.querySelector('svg[role=img][aria-label*="temperature"]')).not.toBeNull();
});
afterEach(() => studio.unmount());

const said = () => document.querySelector('svg[role=img][aria-label*="temperature"]')?.getAttribute('aria-label') ?? '';
async function press(key: string): Promise<void> {
  const thumb = document.querySelector('[role=slider][aria-label="Temperature T"]');
  thumb?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await settle();
}

test('at the lowest temperature the likeliest character has everything, and at the highest nearly its even share', async () => {
  await press('Home');
  expect(said()).toContain('0: argmax');
  expect(said()).toContain('e 100%, a 0.0%');
  await press('End');
  expect(said()).toMatch(/e 2[0-9]%, a 2[0-9]%, o 2?[0-9]{1,2}%/);
});

test('the network that comes along is asked what comes next, and ends of documents are no characters', async () => {
  await studio.fill('Text for the network that comes along', 'Call me ');
  await studio.click('Ask this network');
  await expect.poll(said).toContain('t 67%, w 33%');
  expect(host.generated.at(-1)).toMatchObject({ prompt: 'Call me ', length: 1, sampling: { temperature: 1 } });
  expect(studio.text()).toContain('The ten likeliest characters after “Call me ”');
  await press('Home');
  expect(said()).toContain('t 100%, w 0.0%');
});
