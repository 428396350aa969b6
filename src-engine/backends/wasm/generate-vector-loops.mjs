/**
 * Writes the loops around formulas. A formula stands once, for one vector: a function `<name>Vector(n, count, …)` whose body is a list of
 * constants and of `storeFirst(address, value, count)`. What comes out beside it is `<name>Vectors(begin, end, …)`, which computes
 * elements begin … end: two vectors side by side as long as there are so many (see `storePair`), and one at a time after them.
 *
 * Pairs have no branches, which V8 does not join vectors across: there is a loop for each candidate activation, with sigmoid as the
 * gates', and none where there are `replacements` or a `record`.
 */

/** The functions of activations.ts by their place in a formula, and what they are for each activation. */
const candidates = { TANH: 'tanh', SOFTSIGN: 'softsign', RELU: 'relu' };
const gates = { SIGMOID: 'sigmoid' };
const needsConstants = new Set(['tanh', 'sigmoid']);

const FORMULA = /@inline\nfunction (\w+)Vector\(([^)]*)\): void \{\n([\s\S]*?)\n\}/g;

/**
 * @param {string} source AssemblyScript
 * @param {string} folder of the modules that what is generated imports, such as '../'
 * @returns {string} the source with the loops of all of its formulas
 */
export function withVectorLoops(source, folder) {
  const loops = [...source.matchAll(FORMULA)].map(([, name, parameters, body]) =>
    vectorLoops(name, parametersOf(parameters), statementsOf(body)),
  );
  return loops.length === 0 ? source : [source, ...loops, missingImports(source, loops.join('\n'), folder)].join('\n');
}

function parametersOf(text) {
  const [n, count, ...others] = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (n !== 'n: i32' || count !== 'count: i32')
    throw new Error(`A formula begins with n: i32, count: i32, not ${text}.`);
  return others.map((parameter) => ({ text: parameter, name: parameter.split(':')[0] }));
}

const statementsOf = (body) =>
  body
    .replace(/\/\/.*$/gm, '')
    .split(';\n')
    .map((statement) => statement.trim().replace(/;$/, '').replace(/\s+/g, ' '));

function vectorLoops(name, parameters, statements) {
  const names = parameters.map((parameter) => parameter.name);
  const has = (parameter) => names.includes(parameter);
  const conditions = [
    ...(has('recurrentActivation') ? ['recurrentActivation == SIGMOID'] : []),
    ...['replacements', 'record'].filter(has).map((parameter) => `!${parameter}`),
  ];
  const kinds = has('activation') ? Object.keys(activationsOf(statements)) : [null];
  const pairs = kinds.map((kind) => {
    const all = [...conditions, ...(kind === null ? [] : [`activation == ${kind}`])];
    const loop = `for (; n + 8 <= end; n += 8) {\n${pairOf(statements, kind).join('\n')}\n}`;
    return all.length === 0 ? loop : `if (${all.join(' && ')}) {\n${loop}\n}`;
  });
  return [
    `function ${name}Vectors(${['begin: i32', 'end: i32', ...parameters.map(({ text }) => text)].join(', ')}): void {`,
    'const k = constants;',
    'let n = begin;',
    ...pairs,
    `for (; n < end; n += 4) ${name}Vector(${['n', 'end - n', ...names].join(', ')});`,
    '}',
  ].join('\n');
}

/** A formula that takes any activation has `activate`; that of a cell has `activateCandidate`. */
const activationsOf = (statements) =>
  statements.some((statement) => /\b(activate|slope)\(/.test(statement)) ? { ...candidates, ...gates } : candidates;

/** The statements of a formula for two vectors side by side. */
function pairOf(statements, kind) {
  const vectors = new Set();
  const halves = (expression) => [0, 1].map((half) => halfOf(specialised(expression, kind), half, vectors));
  return statements.flatMap((statement) => {
    const constant = /^const (\w+)(: \w+)? = (.*)$/.exec(statement);
    if (constant !== null) {
      const [, name, , value] = constant;
      const [first, second] = halves(value);
      if (first === second) return [`${statement};`];
      vectors.add(name);
      return [`const ${name}0 = ${first};`, `const ${name}1 = ${second};`];
    }
    if (/^if \(record\) storeFirst\(/.test(statement)) return [];
    if (!/^storeFirst\(/.test(statement)) throw new Error(`A formula cannot hold: ${statement}`);
    const [address, value] = argumentsAt(statement, statement.indexOf('(')).args;
    return [`storePair(${address}, ${halves(value).join(', ')});`];
  });
}

function halfOf(expression, half, vectors) {
  const named = expression.replace(/\b\w+\b/g, (word) => (vectors.has(word) ? `${word}${half}` : word));
  return half === 0 ? named : replaceCalls(named, 'v128.load', ([address]) => `v128.load(${address}, 16)`);
}

/** The expression for that candidate activation, with sigmoid as the gates' and nothing overridden. */
function specialised(expression, kind) {
  const own = { ...candidates, ...gates }[kind ?? 'TANH'];
  const apply = (name, x) => (needsConstants.has(name) ? `${name}(${x}, k)` : `${name}(${x})`);
  const replacements = {
    overridden: (args) => args[4],
    activate: ([, x]) => apply(own, x),
    activateCandidate: ([, x]) => apply(own, x),
    activateGate: ([, x]) => apply(gates.SIGMOID, x),
    slope: ([, y]) => `${own}Slope(${y})`,
    candidateSlope: ([, y]) => `${own}Slope(${y})`,
    gateSlope: ([, y]) => `${gates.SIGMOID}Slope(${y})`,
  };
  const local = expression.replace(/\bconstants\b/g, 'k');
  return Object.entries(replacements).reduce((text, [name, made]) => replaceCalls(text, name, made), local);
}

/** Replaces every call of the function by what `made` makes of its arguments; where that is a call of it again, that one stays. */
function replaceCalls(text, name, made) {
  const pattern = new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}\\(`);
  const start = text.search(pattern);
  if (start < 0) return text;
  const { args, end } = argumentsAt(text, start + name.length);
  const inside = args.map((argument) => replaceCalls(argument, name, made));
  return text.slice(0, start) + made(inside) + replaceCalls(text.slice(end), name, made);
}

/** Returns the arguments of the call whose parenthesis opens there, and where it ends. */
function argumentsAt(text, open) {
  const args = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0 || (depth === 1 && character === ',')) {
      args.push(text.slice(start, at).trim());
      start = at + 1;
    }
    if (depth === 0) return { args: args.filter((argument) => argument !== ''), end: at + 1 };
  }
  throw new Error(`A parenthesis stays open: ${text}`);
}

/** The modules of what the loops call. */
const homes = {
  simd: ['storePair'],
  transcendental: ['constants', 'sigmoid', 'tanh'],
  activations: [
    ...Object.keys(candidates),
    ...Object.keys(gates),
    ...[...Object.values(candidates), ...Object.values(gates)].map((name) => `${name}Slope`),
    ...['softsign', 'relu'],
  ],
};

/** Imports what the loops need and the source does not have. */
function missingImports(source, loops, folder) {
  const isThere = (name) =>
    new RegExp(`^import \\{[^}]*\\b${name}\\b|^(export )?(function|const) ${name}\\b`, 'm').test(source);
  return Object.entries(homes)
    .map(([home, names]) => [home, names.filter((name) => new RegExp(`\\b${name}\\b`).test(loops) && !isThere(name))])
    .filter(([, names]) => names.length > 0)
    .map(([home, names]) => `import { ${names.join(', ')} } from '${folder}${home}';`)
    .join('\n');
}
