import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { apiError } from '../contract/http-api/api-error.ts';
import { httpContract, type HttpOperation } from '../contract/http-api/http-contract.ts';
import { httpScopes } from '../contract/http-api/http-scopes.ts';

interface OperationObject {
  operationId?: string;
  description?: string;
  responses?: Record<string, { description: string; content?: Record<string, object> }>;
}

/** The errors that any operation may answer with. */
const errors: Readonly<Record<string, string>> = {
  400: 'The request is not as it should be.',
  401: 'There is no token, or one that is not known.',
  403: 'The token’s scope does not suffice.',
  404: 'There is no such model, run or dataset.',
  413: 'The body is too large.',
  429: 'Too many requests wait already.',
  503: 'The engine cannot answer now.',
};

/** Resolves with the OpenAPI document of the contract. */
export async function openApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(httpContract, {
    info: {
      title: 'Kioku Studio',
      version,
      description:
        'Networks that were trained in the studio, and trainings, for programs. Completions, embeddings and models have the shapes of OpenAI’s API, so that its clients work with this base URL and a token as the key.',
    },
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of “kioku tokens add NAME --scope use”.' },
      },
      schemas: { Error: z.toJSONSchema(apiError, { io: 'output' }) as object },
    },
  });
  for (const methods of Object.values(document.paths ?? {}))
    for (const operation of Object.values(methods ?? {})) describe(operation as OperationObject);
  return document;
}

function describe(operation: OperationObject): void {
  const name = operation.operationId as HttpOperation;
  operation.description = [operation.description, `Takes a token of the scope \`${httpScopes[name]}\`.`]
    .filter((part) => part !== undefined)
    .join('\n\n');
  const responses = (operation.responses ??= {});
  for (const [status, description] of Object.entries(errors))
    responses[status] = {
      description,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    };
  if (name === 'complete')
    Object.assign(responses['200']?.content ?? {}, {
      'text/event-stream': { schema: { type: 'string', description: 'Parts of the completion, then `data: [DONE]`.' } },
    });
}
