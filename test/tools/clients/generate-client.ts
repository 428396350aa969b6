import { writeFileSync } from 'node:fs';
import { isContractProcedure } from '@orpc/contract';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { httpContract } from '../../../src-main/contract/http-api/http-contract.ts';
import { httpRoutes } from '../../../src-main/http-api/match-route.ts';
import { typeOf } from './write-type.ts';

const folder = new URL('../../../resources/clients/typescript/', import.meta.url);
const origin = '// Generated from the contract of the HTTP API: npm run clients\n';

/** Resolves with the files of the TypeScript client that the contract decides, by name. */
export async function generateClient(): Promise<Record<string, string>> {
  return {
    'operations.js': await formatted('operations.js', `${origin}export const operations = ${operationTable()};\n`),
    'operations.d.ts': await formatted('operations.d.ts', declarations()),
  };
}

function operationTable(): string {
  const entries = httpRoutes.map(({ operation, method, path }) => [operation, { method, path }]);
  return JSON.stringify(Object.fromEntries(entries));
}

function declarations(): string {
  const types = httpRoutes.flatMap(({ operation, input }) => {
    const name = operation[0].toUpperCase() + operation.slice(1);
    const procedure = httpContract[operation];
    if (!isContractProcedure(procedure)) throw new TypeError(`${operation} is no operation.`);
    const output = procedure['~orpc'].outputSchema as z.ZodType;
    return [
      ...(input === null ? [] : [`export type ${name}Input = ${typeOf(z.toJSONSchema(input, { io: 'input' }))};`]),
      `export type ${name}Output = ${typeOf(z.toJSONSchema(output, { io: 'output' }))};`,
    ];
  });
  const methods = httpRoutes.flatMap(({ operation, method, path, input }) => {
    const name = operation[0].toUpperCase() + operation.slice(1);
    const summary = httpContract[operation]['~orpc'].route.summary ?? '';
    const parameter = input === null ? 'input?: Record<string, never>' : `input: ${name}Input`;
    return [
      `/** ${summary}: ${method} ${path} */`,
      `${operation}(${parameter}, options?: RequestOptions): Promise<${name}Output>;`,
    ];
  });
  const options = 'export interface RequestOptions { signal?: AbortSignal; }';
  return [origin, options, ...types, `export interface Operations {\n${methods.join('\n')}\n}`].join('\n');
}

async function formatted(name: string, text: string): Promise<string> {
  const filepath = new URL(name, folder).pathname;
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** Writes them where they are published from. */
async function writeClient(): Promise<void> {
  for (const [name, text] of Object.entries(await generateClient())) writeFileSync(new URL(name, folder), text);
}

if (import.meta.main) await writeClient();
