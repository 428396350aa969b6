import type { ImportQuestion } from '../../contract/datasets/column-records.ts';
import { roleIn } from '../../contract/datasets/content-roles.ts';
import type { ContentInTime } from '../../contract/datasets/import-content.ts';
import type { FoundColumn } from '../columns/column-facts.ts';
import { styledNumber } from '../columns/numbers/number-style.ts';
import { ask } from './ask.ts';

/** Asks what a mark such as that of `1,234` is, where no number of the table tells. */
export function askDecimal(columns: readonly FoundColumn[], content: ContentInTime): ImportQuestion | null {
  if (content.decimal !== null) return null;
  const open = columns.find(({ name, holds, numbers }) => {
    const role = roleIn(content, name);
    const isRead = role === 'predict' || role === 'read' || role === 'known-ahead';
    return isRead && holds === 'number' && numbers.rivals.length > 0;
  });
  if (open === undefined) return null;
  const { name, examples, numbers } = open;
  const [example = ''] = examples.filter((cell) => /[.,]/.test(cell));
  const valueWith = (decimal: '.' | ',') =>
    String(
      styledNumber(
        example,
        [numbers.style, ...numbers.rivals].find((style) => style.decimal === decimal) ?? numbers.style,
      ),
    );
  const [point, comma] = [valueWith('.'), valueWith(',')];
  return ask({
    id: 'decimal',
    column: name,
    text: `“${example}” in column “${name}” may be ${point} or ${comma}: nothing in the column tells whether its decimals begin with a point or a comma.`,
    values: { name, example, point, comma },
    answers: [
      {
        id: 'point',
        columns: [name],
        content: { ...content, decimal: '.' },
        text: `a point begins decimals: “${example}” is ${point}`,
      },
      {
        id: 'comma',
        columns: [name],
        content: { ...content, decimal: ',' },
        text: `a comma begins decimals: “${example}” is ${comma}`,
      },
    ],
  });
}
