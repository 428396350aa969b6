import { expect, test } from 'vitest';
import { eventually } from '../../eventually.ts';
import { controls, resetControls } from './double/controls.ts';
import { app, resetProgram } from './double/program.ts';
import { MessageChannelMain } from './double/message-port-main.ts';
import { ScriptedProcess } from './double/utility-process.ts';
import { BrowserWindow } from './double/windows.ts';

// The double is as strict as Electron's documentation, so that what passes on it has a chance there.

test('a port says nothing before it is started, and then all that came, once each', async () => {
  const { port1, port2 } = new MessageChannelMain();
  const heard: unknown[] = [];
  port2.on('message', ({ data }) => heard.push(data));
  port1.postMessage('early');
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual([]);
  port2.start();
  port2.start();
  port1.postMessage('late');
  await eventually(() => expect(heard).toEqual(['early', 'late']));
  port1.close();
});

test('both ends of a channel hear that it is closed', async () => {
  const { port1, port2 } = new MessageChannelMain();
  const closed: string[] = [];
  port1.on('close', () => closed.push('port1'));
  port2.on('close', () => closed.push('port2'));
  port2.close();
  await eventually(() => expect(closed.toSorted()).toEqual(['port1', 'port2']));
});

test('what cannot be cloned is refused, and no port is lost by it', () => {
  const { port1 } = new MessageChannelMain();
  const other = new MessageChannelMain();
  expect(() => port1.postMessage(() => undefined)).toThrow(/could not be cloned/);
  expect(() => port1.postMessage(() => undefined, [other.port1])).toThrow(/could not be cloned/);
  expect(() => port1.postMessage('fine', [other.port1])).not.toThrow();
  const child = new ScriptedProcess('/out/host.js', {});
  expect(() => child.postMessage({ act: () => undefined })).toThrow(/could not be cloned/);
});

test('a port that was given away is given away once, and nothing but a port can be', () => {
  const { port1 } = new MessageChannelMain();
  const { port1: given } = new MessageChannelMain();
  port1.postMessage('take this', [given]);
  expect(() => port1.postMessage('and again', [given])).toThrow(/already neutered/);
  const memory = new ArrayBuffer(8) as unknown as Electron.MessagePortMain;
  expect(() => port1.postMessage('memory', [memory])).toThrow(/Invalid value for transfer/);
});

test('quitting asks first the program, then each window, and says at last that it is over', () => {
  resetControls();
  resetProgram();
  const window = new BrowserWindow({});
  const told: string[] = [];
  for (const event of ['before-quit', 'window-all-closed', 'will-quit', 'quit']) app.on(event, () => told.push(event));
  window.on('close', () => told.push('close'));
  window.on('closed', () => told.push('closed'));
  window.once('close', (event: { preventDefault(): void }) => event.preventDefault());
  app.quit();
  expect(told).toEqual(['before-quit', 'close']);
  app.quit();
  expect(told.slice(2)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  expect(controls.exitCode).toBe(0);
});

test('the last window that a person closes is told of, and where nobody listens the program ends', () => {
  resetControls();
  resetProgram();
  const told: string[] = [];
  app.once('window-all-closed', () => told.push('window-all-closed'));
  app.on('quit', () => told.push('quit'));
  new BrowserWindow({}).close();
  expect(told).toEqual(['window-all-closed']);
  new BrowserWindow({}).close();
  expect(told).toEqual(['window-all-closed', 'quit']);
});
