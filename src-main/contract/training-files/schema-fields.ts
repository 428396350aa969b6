/** The part of JSON Schema that training files are described in. */
export interface JsonSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** A setting of a training file: one value, or a list of values. */
export interface SchemaField {
  path: readonly string[];
  description: string;
  /** The schema of its value, without null. */
  value: JsonSchema;
  isNullable: boolean;
  /** The path of the settings around it that may be null as a whole; null means that there are none. */
  nullableGroup: readonly string[] | null;
}

/** Returns the schemas that a value may follow, without that of null. */
export function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const among = schema.anyOf ?? schema.oneOf;
  if (among === undefined) return schema.type === 'null' ? [] : [schema];
  return among.flatMap(alternativesOf);
}

export const allowsNull = ({ type, anyOf, oneOf }: JsonSchema): boolean =>
  type === 'null' || (anyOf ?? oneOf ?? []).some(allowsNull);

/**
 * Lists the settings that a schema describes, in its order. What stands at one of the paths of `whole`, which are joined
 * by dots, is one setting, however it is built.
 */
export function schemaFields(schema: JsonSchema, whole: readonly string[] = []): SchemaField[] {
  const fields = new Map<string, SchemaField>();
  const walk = (
    part: JsonSchema,
    path: readonly string[],
    { nullableGroup, about }: { nullableGroup: readonly string[] | null; about: string },
  ) => {
    const alternatives = alternativesOf(part);
    const groups = alternatives.flatMap(({ properties }) => properties ?? []);
    const key = path.join('.');
    if (groups.length > 0 && !whole.includes(key)) {
      const group = allowsNull(part) ? path : nullableGroup;
      for (const properties of groups)
        for (const [name, inner] of Object.entries(properties))
          walk(inner, [...path, name], { nullableGroup: group, about: part.description ?? '' });
      return;
    }
    const known = fields.get(key);
    const value = joined([...(known === undefined ? [] : [known.value]), ...alternatives]);
    // The kind of some settings is told by what they are for.
    const description = known?.description ?? part.description ?? about;
    fields.set(key, { path, description, value, isNullable: allowsNull(part), nullableGroup });
  };
  walk(schema, [], { nullableGroup: null, about: '' });
  return [...fields.values()];
}

/** Joins the schemas that a value has in several kinds of settings; the names of the kinds become choices. */
function joined(schemas: readonly JsonSchema[]): JsonSchema {
  const [first, ...others] = schemas;
  const choices = schemas.flatMap(choicesOf);
  if (first === undefined) return {};
  return others.length > 0 && choices.length > 0 ? { enum: choices, ...typeOf(first) } : first;
}

const typeOf = ({ type }: JsonSchema): JsonSchema => (type === undefined ? {} : { type });

/** Returns the values that a schema allows, where it lists them. */
export function choicesOf(schema: JsonSchema): unknown[] {
  return schema.const === undefined ? (schema.enum ?? []) : [schema.const];
}
