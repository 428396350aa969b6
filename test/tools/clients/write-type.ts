import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** Returns the TypeScript type of what a JSON Schema describes, on one line. */
export function typeOf(schema: Schema | boolean | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'unknown';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((each) => bracketed(typeOf(each))).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `${bracketed(typeOf(schema.items as Schema | undefined))}[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(([name, property]) => {
    const description = typeof property === 'object' ? property.description : undefined;
    const comment = description === undefined ? '' : `/** ${description} */ `;
    return `${comment}${name}${required.includes(name) ? '' : '?'}: ${typeOf(property)};`;
  });
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  return typeof additionalProperties === 'object'
    ? `{ [name: string]: ${typeOf(additionalProperties)} }`
    : '{ [name: string]: never }';
}

const bracketed = (type: string): string => (/[|&]/.test(type) ? `(${type})` : type);
