export function unexpected(): never {
  throw new Error('No test asks for this yet.');
}
