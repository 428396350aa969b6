/** A character that may come next, with the probability that the network gives it. */
export interface NextCharacter {
  text: string;
  probability: number;
}

/** Returns the distribution at a temperature: each probability to the power of 1/T, made to add up to 1. At 0 it is argmax. */
export function atTemperature(characters: readonly NextCharacter[], temperature: number): NextCharacter[] {
  const logarithms = characters.map(({ probability }) => Math.log(probability));
  const highest = Math.max(...logarithms);
  const likeliest = logarithms.indexOf(highest);
  const weights = logarithms.map((logarithm, n) =>
    temperature === 0 ? Number(n === likeliest) : Math.exp((logarithm - highest) / temperature),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return characters.map(({ text }, n) => ({ text, probability: weights[n]! / sum }));
}

/** In nats. */
export function entropyOf(characters: readonly NextCharacter[]): number {
  return characters.reduce(
    (sum, { probability }) => (probability > 0 ? sum - probability * Math.log(probability) : sum),
    0,
  );
}

/** Scores of an example, from the likeliest character on. */
const exampleScores = [3, 2.2, 1.5, 0.4, -0.5];

/** An example: the softmax of five scores, for the five characters of a text. */
export function exampleOf(letters: string): NextCharacter[] {
  const sum = exampleScores.reduce((total, score) => total + Math.exp(score), 0);
  const characters = Array.from(letters);
  return exampleScores.map((score, n) => ({ text: characters[n] ?? '', probability: Math.exp(score) / sum }));
}
