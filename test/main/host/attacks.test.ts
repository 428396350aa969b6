import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { formatBytes } from '../../../src-main/cli/formats.ts';
import { AttackedStudio, everything, statusOf } from './attacked-studio.ts';

const GIGABYTE = 2 ** 30;
/** A message of the largest size that is taken, as bytes and as the text or numbers that it is read as, and the runtime's own slack. */
const MOST_GROWTH = 200 * 2 ** 20;

let studio: AttackedStudio;
let before = 0;
beforeAll(async () => {
  studio = await AttackedStudio.start();
  before = await studio.peakMemory();
});
afterAll(async () => {
  await studio.end();
});
afterEach(async () => {
  expect(studio.isAlive).toBe(true);
  expect(await studio.ask('GET', '/', studio.insider)).toMatchObject({ status: 200 });
  expect((await studio.peakMemory()) - before).toBeLessThan(MOST_GROWTH);
});

async function tell(what: string): Promise<void> {
  const peak = await studio.peakMemory();
  console.log(`${what}; at most ${formatBytes(peak)} of memory, ${formatBytes(peak - before)} more than before`);
}

test('nobody gets in without the token, from another page, or under another name', async () => {
  const { cookie, origin, port, host } = studio;
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  const cases: [number, string, Record<string, string>][] = [
    [401, '/', {}],
    [401, '/?token=', {}],
    [401, `/?token=${'A'.repeat(43)}`, {}],
    [401, '/', { cookie: `kioku-${port}=` }],
    [401, '/', { cookie: cookie.toUpperCase() }],
    [401, '/', { authorization: `Bearer ${cookie}` }],
    [401, '/api', { ...upgrade, origin }],
    [403, '/', { cookie, host: `studio.example:${port}` }],
    [403, '/', { cookie, host: `127.0.0.1.nip.example:${port}` }],
    [403, '/', { cookie, host: `localhost.:${port}` }],
    [403, '/', { cookie, host: '127.0.0.1' }],
    [403, '/', { cookie, host: '' }],
    [403, '/', { cookie, host: `0.0.0.0:${port}` }],
    [403, '/', { cookie, host: `2130706433:${port}` }],
    [403, '/', { cookie, host: `evil.example@${host}` }],
    [403, '/', { cookie, origin: 'https://studio.example' }],
    [403, '/', { cookie, origin: 'null' }],
    [403, '/', { cookie, origin: `${origin}.example` }],
    [403, '/api', { ...upgrade, cookie }],
    [403, '/api', { ...upgrade, cookie, origin: 'http://studio.example' }],
    [403, '/api', { ...upgrade, cookie, origin: `http://studio.example:${port}`, host: `studio.example:${port}` }],
    [404, '/other', { ...upgrade, cookie, origin }],
    [400, '/api', { ...upgrade, cookie, origin, 'sec-websocket-key': 'short' }],
    [400, '/api', { ...upgrade, cookie, origin, 'sec-websocket-version': '7' }],
    [431, '/', { cookie, 'x-long': 'x'.repeat(2 ** 15) }],
  ];
  for (const [status, path, headers] of cases) {
    const answer = await studio.ask('GET', path, headers);
    expect([answer.status, path, headers]).toEqual([status, path, headers]);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])
    expect(await studio.ask(method, '/api', studio.insider)).toMatchObject({ status: 405 });
});

test('no way of writing a path leads out of the pages', async () => {
  const up = ['..', '%2e%2e', '.%2e', '%2E.', '%252e%252e', '..%00', '%c0%ae%c0%ae', '%u002e%u002e', '....', '..;'];
  const slashes = ['/', '%2f', '\\', '%5c', '%252f', '%c0%af', '//'];
  const paths = up.flatMap((step) =>
    slashes.flatMap((slash) => [1, 2, 8].map((times) => `/assets/${(step + slash).repeat(times)}secret.txt`)),
  );
  paths.push(
    '/assets/../../secret.txt',
    '//secret.txt',
    'file:///etc/passwd',
    '/etc/passwd.txt',
    '/C:/secret.txt',
    '/assets/index.js/../../../secret.txt',
    '/assets/index.js%00.html',
    '/.secret.txt',
    `/${'a/'.repeat(4000)}secret.txt`,
  );
  for (const path of paths) {
    const { status, text } = await studio.ask('GET', path, studio.insider);
    expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 400 || code === 404)]);
    expect(text).not.toContain('secret\n');
  }
});

/** Sends up to a gigabyte for as long as the other end takes it; gives what it answered, and how much it took. */
async function flood(socket: Socket, piece: (index: number) => Buffer): Promise<{ answer: string; sent: number }> {
  const answer = everything(socket);
  let sent = 0;
  for (let index = 0; sent < GIGABYTE && !socket.destroyed; index++) {
    const bytes = piece(index);
    sent += bytes.length;
    if (!socket.write(bytes)) await takesMore(socket);
  }
  if (!socket.destroyed) socket.destroySoon();
  return { answer: await answer, sent };
}

/** Resolves when more can be sent, or when nothing can be any more. */
function takesMore(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

const megabyte = Buffer.alloc(2 ** 20);
/** A frame's beginning: 0x02 opens a binary message, 0x00 goes on with it, 0x80 ends it. The mask is all zeros. */
function frame(first: number, length: number, payload = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(14);
  head[0] = first;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

test('a gigabyte is not taken in, whichever way it comes', async () => {
  const taken: string[] = [];
  for (const [name, status, head] of [
    ['announced', 405, studio.head('POST', '/', { ...studio.insider, 'content-length': String(GIGABYTE) })],
    ['from a stranger', 405, studio.head('POST', '/', { 'content-length': String(GIGABYTE) })],
    ['with a GET', 413, studio.head('GET', '/', { ...studio.insider, 'content-length': String(GIGABYTE) })],
  ] as const) {
    const socket = studio.connect();
    socket.write(head);
    const { answer, sent } = await flood(socket, () => megabyte);
    expect(statusOf(answer)).toBe(status);
    taken.push(`${name}: ${formatBytes(sent)}`);
  }
  const endless = studio.connect();
  endless.write('GET / HTTP/1.1\r\nx: ');
  const { sent } = await flood(endless, () => Buffer.alloc(2 ** 20, 'x'));
  taken.push(`a header without end: ${formatBytes(sent)}`);

  const tooLarge = (1009).toString(16).padStart(4, '0');
  const whole = await studio.rawWebSocket();
  whole.write(frame(0x82, GIGABYTE));
  const one = await flood(whole, () => megabyte);
  expect(Buffer.from(one.answer, 'latin1').toString('hex')).toContain(tooLarge);
  taken.push(`one frame: ${formatBytes(one.sent)}`);

  const parts = await studio.rawWebSocket();
  const many = await flood(parts, (index) => frame(index === 0 ? 0x02 : 0x00, megabyte.length, megabyte));
  expect(Buffer.from(many.answer, 'latin1').toString('hex')).toContain(tooLarge);
  taken.push(`frame by frame: ${formatBytes(many.sent)}`);
  expect(sent + one.sent + many.sent).toBeLessThan(MOST_GROWTH);
  await tell(`Of a gigabyte were sent before the end — ${taken.join(', ')}`);
});

test('10,000 connections that send a byte now and then keep nobody out, and are ended', async () => {
  const count = 10_000;
  const began = performance.now();
  let ended = 0;
  let timedOut = 0;
  const sockets: Socket[] = [];
  const all = Promise.withResolvers<undefined>();
  for (let n = 0; n < count; n++) {
    const socket = studio.connect();
    sockets.push(socket);
    socket.on('data', (answer) => {
      if (statusOf(String(answer)) === 408) timedOut++;
    });
    socket.once('close', () => {
      ended++;
      if (ended === count) all.resolve(undefined);
    });
    socket.once('connect', () => socket.write('GET / HTTP/1.1\r\n'));
    if (n % 100 === 99) await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  }
  const trickle = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 500);
  const asked = performance.now();
  expect(await studio.ask('GET', '/', studio.insider)).toMatchObject({ status: 200 });
  const waited = performance.now() - asked;
  expect(ended).toBeLessThan(count);
  await all.promise;
  clearInterval(trickle);
  expect(timedOut).toBeGreaterThan(0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  await tell(
    `Of ${count} slow connections the last was ended after ${seconds} s (${timedOut} with 408); a page came in ${waited.toFixed(0)} ms among them`,
  );
});

test.each([
  ['reserved bits', [0xf1, 0x80, 0, 0, 0, 0], 1002],
  ['an unknown kind of frame', [0x83, 0x80, 0, 0, 0, 0], 1002],
  ['an unmasked frame', [0x81, 0x01, 0x41], 1002],
  ['a continuation of nothing', [0x80, 0x80, 0, 0, 0, 0], 1002],
  ['a ping in two parts', [0x09, 0x80, 0, 0, 0, 0], 1002],
  ['a ping that is too long', [0x89, 0xfe, 0, 126, 0, 0, 0, 0], 1002],
  ['a message inside a message', [0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0], 1002],
  ['a text that is no UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], 1007],
  ['an end with a code that does not exist', [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe7], 1002],
  ['an end of one byte', [0x88, 0x81, 0, 0, 0, 0, 0x03], 1002],
  ['a length of 2⁶³', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009],
])('%s ends its own connection and no other', async (_, bytes, code) => {
  const bystander = await studio.webSocket();
  const socket = await studio.rawWebSocket();
  socket.write(Buffer.from(bytes));
  const [closing] = (await once(socket, 'data')) as [Buffer];
  expect([closing[0], closing.readUInt16BE(2)]).toEqual([0x88, code]);
  socket.destroy();
  bystander.ping();
  await once(bystander, 'pong');
  bystander.terminate();
});
