import { data, Evaluator, Lexer, Parser, type wellKnownFunctions } from '@actions/expressions';

/** The values that expressions may name: `github`, `matrix`, `runner`, `env`, `vars` and `secrets`. */
export type Contexts = Record<string, Record<string, string>>;

type FunctionDefinition = (typeof wellKnownFunctions)[string];

/** The status that the steps before have left: a job ends with the first that fails. */
const statusFunctions: FunctionDefinition[] = Object.entries({ success: true, always: true, failure: false }).map(
  ([name, value]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) }),
);

/** Evaluates an expression as GitHub does. Throws where it names what is not known here. */
function evaluate(expression: string, contexts: Contexts): data.ExpressionData {
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), statusFunctions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const functions = new Map(statusFunctions.map((each) => [each.name, each]));
  return new Evaluator(tree, known, functions).evaluate();
}

/** Puts the values of the expressions, `${{ … }}`, into a text. */
export function fill(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluate(expression, contexts).coerceString());
}

/** Tells whether a step's condition holds, which may be written with or without `${{ }}`. */
export function holds(condition: string, contexts: Contexts): boolean {
  const value = evaluate(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'), contexts);
  return !['', 'false', '0'].includes(value.coerceString());
}
