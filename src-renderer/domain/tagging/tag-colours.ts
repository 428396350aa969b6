/** The type of an entity in a tag such as B-PER, without where in the entity the token is; null outside of all. */
function entityType(tag: string): string | null {
  if (tag === 'O') return null;
  return /^[BIESLUM][-_](.+)$/.exec(tag)?.[1] ?? tag;
}

/** Tells whether a tag goes on with the entity of the token before. */
export function continuesEntity(tag: string): boolean {
  return /^[IELM][-_]/.test(tag);
}

const colours = 8;

/** Returns a function from a tag to its colour: each type of entity has its own as long as there are colours, and O has none. */
export function tagColours(tags: readonly string[]): (tag: string) => string | null {
  const types = [...new Set(tags.map(entityType).filter((type) => type !== null))].toSorted();
  const numbers = new Map(types.map((type, n) => [type, n]));
  return (tag) => {
    const number = numbers.get(entityType(tag) ?? '');
    return number === undefined ? null : `var(--color-series-${(number % colours) + 1})`;
  };
}
