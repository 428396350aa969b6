/**
 * Writes the TypeScript by which the backend calls its kernels: a method for each function that the AssemblyScript modules export,
 * with arguments by name and each type of AssemblyScript as a TypeScript type of its own. The compiler itself says what is exported.
 */

/**
 * The types of kernel-arguments.ts for AssemblyScript's own types. An alias keeps its name, and kernel-arguments.ts has
 * a type of that name.
 */
const types = new Map([
  ['usize', 'Address'],
  ['i32', 'Integer'],
  ['f32', 'Float'],
  ['f64', 'Float'],
  ['bool', 'boolean'],
]);

/** The compiler's mark of the modules that it was told to compile. */
const USER_ENTRY = 1;

/**
 * Returns a transform for the compiler that hands the exported functions to `receive` as {name, parameters: [{name, type}], returns},
 * in order of name.
 */
export function exportsReader(receive) {
  return {
    afterInitialize(program) {
      const entries = [...program.filesByName.values()].filter(({ source }) => source.sourceKind === USER_ENTRY);
      const elements = entries.flatMap((file) => [...(file.exports ?? [])]);
      receive(elements.map(readFunction).sort((a, b) => (a.name < b.name ? -1 : 1)));
    },
  };
}

function readFunction([name, { declaration }]) {
  const { parameters, returnType } = declaration.signature;
  return {
    name,
    parameters: parameters.map((parameter) => ({ name: parameter.name.text, type: typeName(parameter.type) })),
    returns: typeName(returnType),
  };
}

function typeName(type) {
  const name = type.name.identifier.text;
  return types.get(name) ?? name;
}

/** A function whose first parameters are the bounds of a part can be computed in parts. */
const isInParts = ({ parameters }) => parameters[0]?.name === 'begin' && parameters[1]?.name === 'end';

/** Returns the source of a module that calls the functions which `exportsReader` found. */
export function generateKernelCalls(functions) {
  const inParts = functions
    .filter(isInParts)
    .map(({ parameters, ...rest }) => ({ ...rest, parameters: parameters.slice(2) }));
  const whole = functions.filter((one) => !isInParts(one));
  const mostArguments = Math.max(...inParts.map(({ parameters }) => parameters.length));
  const used = new Set(functions.flatMap(({ parameters }) => parameters.map(({ type }) => type)));
  used.delete('boolean');
  return [
    '// Written by generate-kernel-calls.mjs.',
    `import type { ${[...used].sort().join(', ')} } from '../kernel-arguments.ts';`,
    "import type { KernelExports } from '../kernels.ts';",
    '',
    '/** The kernels that compute a part at a time, by number. */',
    `export const partKernels = [${inParts.map(({ name }) => `'${name}'`).join(', ')}] as const;`,
    `export const MOST_ARGUMENTS = ${mostArguments};`,
    '',
    '/** Calls with the extent of the work; `compute` cuts it into parts. */',
    'export interface PartKernels<Extent> {',
    ...inParts.map(({ name, parameters }) => `  ${name}(extent: Extent, args: ${argumentsType(parameters)}): void;`),
    '}',
    '',
    'export function bindPartKernels<Extent>(',
    '  compute: (kernel: number, extent: Extent, args: readonly number[]) => void,',
    '): PartKernels<Extent> {',
    '  return {',
    ...inParts.map(
      ({ name, parameters }, n) => `    ${name}: (extent, a) => compute(${n}, extent, [${values(parameters)}]),`,
    ),
    '  };',
    '}',
    '',
    '/** Calls that the calling thread computes by itself. */',
    'export interface WholeKernels {',
    ...whole.map(({ name, parameters, returns }) => {
      const args = parameters.length === 0 ? '' : `args: ${argumentsType(parameters)}`;
      return `  ${name}(${args}): ${numberOrVoid(returns)};`;
    }),
    '}',
    '',
    'export function bindWholeKernels(kernels: KernelExports): WholeKernels {',
    '  return {',
    ...whole.map(({ name, parameters }) => {
      const args = parameters.length === 0 ? '' : 'a';
      return `    ${name}: (${args}) => kernels.${name}(${values(parameters)}),`;
    }),
    '  };',
    '}',
    '',
  ].join('\n');
}

const numberOrVoid = (type) => (type === 'void' ? 'void' : 'number');

const argumentsType = (parameters) => `{ ${parameters.map(({ name, type }) => `${name}: ${type}`).join('; ')} }`;

const values = (parameters) =>
  parameters.map(({ name, type }) => (type === 'boolean' ? `a.${name} ? 1 : 0` : `a.${name}`)).join(', ');
