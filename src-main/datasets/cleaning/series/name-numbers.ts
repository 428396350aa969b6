/** Numbers names in the order in which they come. */
export class NameNumbers {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  add(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }
}
