import { expect, test } from 'vitest';
import { Opaque, PickleError } from '../../../src-engine/interchange/pickle/pickled.ts';
import { unpickle } from '../../../src-engine/interchange/pickle/unpickle.ts';

const pickled = (base64: string) => unpickle(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));

/*
 * The bytes that Python's pickle.dumps made of
 * {'a': [1, -2, 300, 70000, -2**40, 0.25, True, False, None], 'ü': ('x', ('y', 'z', 'w'), ()), 'd': OrderedDict(k='v'), 'twice': [s, s]}
 * with s = ['same', 'same'], in protocols 2 and 5.
 */
const everyKind = [
  'gAJ9cQAoWAEAAABhcQFdcQIoSwFK/v///00sAUpwEQEAigYAAAAAAP9HP9AAAAAAAACIiU5lWAIAAADDvHEDWAEAAAB4cQRYAQAAAHlxBVgBAAAAenEGWAEAAAB3cQeHcQgph3EJWAEAAABkcQpjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQspUnEMWAEAAABrcQ1YAQAAAHZxDnNYBQAAAHR3aWNlcQ9dcRAoXXERKFgEAAAAc2FtZXESaBJlaBFldS4=',
  'gAWVkwAAAAAAAAB9lCiMAWGUXZQoSwFK/v///00sAUpwEQEAigYAAAAAAP9HP9AAAAAAAACIiU5ljALDvJSMAXiUjAF5lIwBepSMAXeUh5Qph5SMAWSUjAtjb2xsZWN0aW9uc5SMC09yZGVyZWREaWN0lJOUKVKUjAFrlIwBdpRzjAV0d2ljZZRdlChdlCiMBHNhbWWUaBRlaBNldS4=',
];

test.each(everyKind)('plain data of every kind is what was pickled', (base64) => {
  expect(pickled(base64)).toEqual(
    new Map<string, unknown>([
      ['a', [1, -2, 300, 70000, -(2 ** 40), 0.25, true, false, null]],
      ['ü', ['x', ['y', 'z', 'w'], []]],
      ['d', new Map([['k', 'v']])],
      [
        'twice',
        [
          ['same', 'same'],
          ['same', 'same'],
        ],
      ],
    ]),
  );
});

test('a call is not made, what is no plain data is refused, and so is what ends too early', () => {
  expect(pickled('gAJjX19idWlsdGluX18Kc2xpY2UKcQBLAUsCTodxAVJxAi4=')).toBeInstanceOf(Opaque); // slice(1, 2)
  expect(() => pickled('gASVCQAAAAAAAACPlChLAUsCkC4=')).toThrow(/more than tensors and plain data/); // {1, 2}
  const whole = atob(everyKind[0]);
  for (let length = 0; length < whole.length; length++)
    expect(() => pickled(btoa(whole.slice(0, length)))).toThrow(PickleError);
});
