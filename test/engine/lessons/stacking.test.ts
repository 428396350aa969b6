import { expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { drawAfterMarker, MARKED_LETTERS } from '../../../src-engine/samples/after-marker.ts';

it('asks for the letter after the only marker, wherever that is', () => {
  const random = createStream(1, 'test', 0);
  const drawn = Array.from({ length: 400 }, () => drawAfterMarker(random, 6));
  const places = drawn.map(({ ids, label }) => {
    const place = ids.indexOf(MARKED_LETTERS);
    expect(ids.filter((id) => id === MARKED_LETTERS)).toHaveLength(1);
    expect(label).toBe(ids[place + 1]);
    expect(label).toBeLessThan(MARKED_LETTERS);
    return place;
  });
  expect(new Set(places)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(new Set(drawn.map(({ label }) => label)).size).toBe(MARKED_LETTERS);
});
