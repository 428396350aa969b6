const most = 4;
const highest = 100;

/** `0.5, 0.8、1.1` as one to four numbers from 0 to 100; null where it is anything else. */
export function parseTemperatures(text: string): number[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter((part) => part !== '');
  const values = parts.map(Number);
  const isValid = values.every((value) => value >= 0 && value <= highest);
  return isValid && values.length >= 1 && values.length <= most ? [...new Set(values)] : null;
}
