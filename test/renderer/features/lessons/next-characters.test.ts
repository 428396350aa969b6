import { expect, test } from 'vitest';
import {
  atTemperature,
  entropyOf,
  exampleOf,
} from '../../../../src-renderer/features/lessons/temperature/next-characters.ts';

const two = [
  { text: 'e', probability: 0.6 },
  { text: 'a', probability: 0.3 },
];
const ratioAt = (temperature: number) => {
  const [first, second] = atTemperature(two, temperature);
  return first!.probability / second!.probability;
};

test('a temperature takes ratios to the power of its inverse', () => {
  expect(ratioAt(1)).toBeCloseTo(2, 12);
  expect(ratioAt(0.5)).toBeCloseTo(4, 12);
  expect(ratioAt(2)).toBeCloseTo(Math.SQRT2, 12);
});

test('0 is argmax, without any doubt, and a high temperature nearly an even choice', () => {
  const example = exampleOf('eaouy');
  expect(example.map(({ text }) => text)).toEqual(['e', 'a', 'o', 'u', 'y']);
  const cold = atTemperature(example, 0);
  expect(cold.map(({ probability }) => probability)).toEqual([1, 0, 0, 0, 0]);
  expect(entropyOf(cold)).toBe(0);
  expect(entropyOf(atTemperature(example, 1000))).toBeCloseTo(Math.log(5), 4);
});
