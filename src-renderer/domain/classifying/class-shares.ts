export interface ClassShare {
  name: string;
  probability: number;
}

/** The classes of a text, the most likely first. */
export function sharesOf(classes: readonly string[], probabilities: Iterable<number>): ClassShare[] {
  return Array.from(probabilities, (probability, index) => ({
    name: classes[index] ?? String(index + 1),
    probability,
  })).sort((a, b) => b.probability - a.probability);
}
