import { z } from 'zod';

/** A JSON schema, as far as the contract's inputs need it. */
interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

/** What no caller of ours would send. */
export const junk: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 31),
  NaN,
  Infinity,
  10n ** 30n,
  '',
  ' ',
  '\0',
  '\ud800',
  '../../../etc/passwd',
  "'; DROP TABLE runs; --",
  '{{7*7}}${7*7}<script>alert(1)</script>',
  'x'.repeat(300_000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  new Date(NaN),
  new Set([1]),
  new Map([['a', 1]]),
  new URL('file:///etc/passwd'),
  new Blob(['\0\xff']),
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  Array.from({ length: 10_000 }, (_, n) => n),
  nested(2_000),
];

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = { runId: value };
  return value;
}

/** Inputs that look like what the schema wants, but that something in most of them is wrong. */
export class HostileInputs {
  readonly #schema: Schema;
  readonly #ids: readonly string[];
  readonly #random: () => number;

  /** `ids`: of what is there, for strings. `random` gives numbers from 0 to below 1. */
  constructor(schema: z.ZodType, ids: readonly string[], random: () => number) {
    this.#schema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
    this.#ids = ids;
    this.#random = random;
  }

  next(): unknown {
    return this.#sample(this.#schema, 0);
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)];
  }

  #sample(schema: Schema, depth: number): unknown {
    if (this.#random() < 0.06) return this.#pick(junk);
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace(/^#\/\$defs\//, '');
      return depth > 8 ? null : this.#sample(this.#schema.$defs?.[name] ?? {}, depth + 1);
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.#pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.#sample(this.#pick(choices), depth + 1);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.#sample(part, depth + 1)));
    switch (schema.type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, depth);
      case 'string':
        return this.#pick(this.#random() < 0.7 ? this.#ids : ['', 'name', '../x', '\ud800', 'ｘ'.repeat(300)]);
      case 'number':
      case 'integer':
        return this.#number(schema);
      case 'boolean':
        return this.#random() < 0.5;
      case 'null':
        return null;
      default:
        return new Blob([this.#pick(['', 'text', 'a,b\n1,2\n', 'PK\u0003\u0004', '\0'])]);
    }
  }

  #object({ properties = {}, required = [], additionalProperties }: Schema, depth: number): unknown {
    const entries = Object.entries(properties)
      .filter(([name]) => (required.includes(name) ? this.#random() < 0.97 : this.#random() < 0.6))
      .map(([name, schema]) => [name, this.#sample(schema, depth + 1)]);
    if (typeof additionalProperties === 'object') entries.push(['key', this.#sample(additionalProperties, depth + 1)]);
    if (this.#random() < 0.05) entries.push(['unexpected', this.#pick(junk)]);
    return Object.fromEntries(entries);
  }

  #array({ items = {}, prefixItems, minItems = 0 }: Schema, depth: number): unknown {
    if (prefixItems) return prefixItems.map((item) => this.#sample(item, depth + 1));
    return Array.from({ length: minItems + Math.floor(this.#random() * 3) }, () => this.#sample(items, depth + 1));
  }

  #number({ type, minimum, maximum, exclusiveMinimum }: Schema): number {
    const low = minimum ?? exclusiveMinimum ?? -5;
    const high = maximum ?? low + 10;
    const inside = low + this.#random() * (Math.min(high, low + 100) - low);
    return this.#pick([low, low - 1, high, high + 1, type === 'integer' ? Math.round(inside) : inside]);
  }
}
