/** A cell's formula as the facts write it, taken apart. */
export interface Formula {
  /** The signs that it defines, of which each has sums of its own: `i, f, o = σ(…)`. */
  results: string[];
  expression: Expression;
}

export type Expression =
  /** A sign, `c`, that of the step before, `c₋₁`, or a product of the input or of the state, `x·K`. */
  | { kind: 'sign'; sign: string }
  | { kind: 'number'; value: number }
  | { kind: 'operation'; operator: Operator; operands: Expression[] };

/** An operation on one number or two: `φ` is the activation that the layer's settings choose, `σ` that of its gates. */
export type Operator = '+' | '−' | '⊙' | '/' | 'max' | 'min' | 'σ' | 'φ' | 'tanh' | 'log' | 'e^';

const functions: readonly string[] = ['σ', 'φ', 'tanh', 'log', 'max', 'min'] satisfies Operator[];
/** A product with a kernel is one sign; so is a letter with its marks and its time. */
const tokens = /e\^|(?:\p{L}[\p{L}\p{M}]*(?:₋₁)?·\p{L})|(?:\p{L}[\p{L}\p{M}]*(?:₋₁|′)?)|\d+(?:\.\d+)?|[+−⊙/(),=]/gu;

/** Throws for what is no formula. */
export function parseFormula(text: string): Formula {
  const [left = '', right = ''] = text.split('=');
  return { results: left.split(',').map((sign) => sign.trim()), expression: parseExpression(right) };
}

function parseExpression(text: string): Expression {
  const found = text.match(tokens) ?? [];
  let at = 0;
  const next = () => found[at];
  const expect = (token: string) => {
    if (found[at++] !== token) throw new Error(`“${text}” lacks a “${token}”.`);
  };

  function chain(operators: readonly Operator[], operand: () => Expression): Expression {
    let expression = operand();
    for (;;) {
      const operator = operators.find((each) => each === next());
      if (operator === undefined) return expression;
      at++;
      expression = { kind: 'operation', operator, operands: [expression, operand()] };
    }
  }

  const sum = (): Expression => chain(['+', '−'], term);
  const term = (): Expression => chain(['⊙', '/'], factor);

  function factor(): Expression {
    const token = next();
    at++;
    if (token === undefined) throw new Error(`“${text}” ends too early.`);
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (token === 'e^') return { kind: 'operation', operator: 'e^', operands: [factor()] };
    if (functions.includes(token)) return { kind: 'operation', operator: token as Operator, operands: operands() };
    return /^\d/.test(token) ? { kind: 'number', value: Number(token) } : { kind: 'sign', sign: token };
  }

  /** In brackets with commas between them, or a factor that follows without brackets: `log σ(f̃)`. */
  function operands(): Expression[] {
    if (next() !== '(') return [factor()];
    at++;
    const all = [sum()];
    while (next() === ',') {
      at++;
      all.push(sum());
    }
    expect(')');
    return all;
  }

  const expression = sum();
  if (at < found.length) throw new Error(`“${text}” goes on after its end.`);
  return expression;
}
