import { z } from 'zod';
import type { CellFacts, CellField, FieldValue } from '../../src-engine/cells/cell-facts.ts';
import { cells } from '../../src-engine/cells/index.ts';
import { fraction, initializer, layerId, units } from './layer-field-schemas.ts';

/** A layer of the cell: all but the units may be left out, and has the default of the cell's facts. */
type CellSchema<Facts extends CellFacts> = z.ZodObject<
  { type: z.ZodLiteral<Facts['type']>; units: typeof units; id: typeof layerId } & {
    -readonly [Name in keyof Facts['fields']]: z.ZodDefault<z.ZodType<FieldValue<Facts['fields'][Name]>>>;
  },
  z.core.$strict
>;
type CellSchemas<List extends readonly CellFacts[]> = { -readonly [Place in keyof List]: CellSchema<List[Place]> };

/** The schemas of the layers of all recurrent cells, made from the fields that their facts declare. */
export const recurrentLayerSchemas = cells.map(({ type, fields }) =>
  z.strictObject({
    type: z.literal(type),
    units,
    ...Object.fromEntries(Object.entries<CellField>(fields).map(([name, field]) => [name, fieldSchema(field)])),
    id: layerId,
  }),
) as unknown as CellSchemas<typeof cells>;

function fieldSchema(field: CellField): z.ZodType {
  switch (field.kind) {
    case 'choice':
      return z.enum(field.options).default(field.default);
    case 'initializer':
      return initializer.default(field.default);
    case 'switch':
      return z.boolean().default(field.default);
    case 'directions':
      return z.enum(['concat', 'sum']).nullable().default(field.default);
    case 'share':
      return fraction.default(field.default);
    case 'number':
      return z.number().default(field.default);
    case 'divisor':
      return units.default(field.default);
  }
}
