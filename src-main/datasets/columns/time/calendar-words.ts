/** Languages whose names of months and weekdays are read. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

const months = namesOf('month', (n) => Date.UTC(2024, n, 15), 12);
const weekdays = namesOf('weekday', (n) => Date.UTC(2024, 0, 1 + n), 7);

/** Returns the month, from 1, that a word names, in full or cut to three letters or more; null where it names none, or several. */
export function monthOf(word: string): number | null {
  return numberOf(word, months);
}

/** Takes a weekday off a date: `Fri, 5 Jan 2024`, `2024/1/5(金)`, `1月5日(月・祝)`. */
export function withoutWeekday(text: string): string {
  if (!/^\p{L}|[)日\p{L}]$/u.test(text)) return text;
  const bare = text
    .replace(/\s?\((?:[月火水木金土日祝休・]+(?:曜日?)?|\p{L}{2,10}\.?)\)$/u, '')
    .replace(/\s?[月火水木金土日]曜日?$/, '');
  const [, first, rest] = /^(\p{L}{2,12})\.?,?\s+(.+)$/u.exec(bare) ?? [];
  return first !== undefined && numberOf(first, weekdays) !== null && monthOf(first) === null ? rest : bare;
}

function numberOf(word: string, names: ReadonlyMap<string, ReadonlySet<number>>): number | null {
  const numbers = names.get(word.toLowerCase());
  if (numbers?.size !== 1) return null;
  const [number] = numbers;
  return number + 1;
}

/** Names and their beginnings of three letters or more, with the places that they may stand for. */
function namesOf(part: 'month' | 'weekday', time: (n: number) => number, count: number): Map<string, Set<number>> {
  const names = new Map<string, Set<number>>();
  for (const language of languages) {
    for (const length of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { [part]: length, timeZone: 'UTC' });
      for (let n = 0; n < count; n++) {
        const name = format.format(time(n)).toLowerCase().replace(/\.$/, '');
        for (let end = Math.min(3, name.length); end <= name.length; end++) {
          const beginning = name.slice(0, end);
          names.set(beginning, (names.get(beginning) ?? new Set()).add(n));
        }
      }
    }
  }
  return names;
}
