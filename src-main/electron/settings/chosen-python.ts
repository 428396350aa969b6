const name = 'KIOKU_PYTHON';

/** The Python in which exports are proved, as processes that are forked from now on find it: the one that a person has chosen. The environment wins, as for every command. */
export class ChosenPython {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #isSetOutside: boolean;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
    this.#isSetOutside = environment[name] !== undefined;
  }

  /** null: the first one that is found. */
  use(program: string | null): void {
    if (this.#isSetOutside) return;
    if (program === null) Reflect.deleteProperty(this.#environment, name);
    else this.#environment[name] = program;
  }
}
