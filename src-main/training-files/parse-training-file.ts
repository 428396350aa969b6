import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { describeIssue, type FieldProblem } from '../contract/training-files/describe-issue.ts';
import { faultInWords } from '../contract/training-files/fault-in-words.ts';
import type { Fault, FileProblem } from '../contract/training-files/faults.ts';
import type { JsonSchema } from '../contract/training-files/schema-fields.ts';
import {
  trainingFileJsonSchema,
  trainingFileSchema,
  type TrainingFile,
} from '../contract/training-files/training-file.ts';

/** A training file has mistakes. The message has a line for each: file, line, column, field, and what would do. */
export class TrainingFileError extends Error {
  readonly code = 'invalid-training-file';
  readonly problems: FileProblem[];
  constructor(fileName: string, problems: FileProblem[]) {
    super(problems.map((problem) => problemLine(fileName, problem)).join('\n'));
    this.name = 'TrainingFileError';
    this.problems = problems;
  }
}

function problemLine(fileName: string, { line, column, field, message }: FileProblem): string {
  return `${fileName}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`;
}

/** The largest file that is read. */
const mostCharacters = 4_000_000;

/** A training file, and where its fields are. */
export interface ReadFile {
  file: TrainingFile;
  /** Returns the problem with its place; that of what is around it where there is no such field. */
  problemAt: (problem: FieldProblem) => FileProblem;
}

/** Reads a training file, in YAML or JSON. Throws TrainingFileError. */
export function parseTrainingFile(text: string, fileName: string): TrainingFile {
  return readTrainingFile(text, fileName).file;
}

/** Reads a training file, and knows where its fields are. Throws TrainingFileError. */
export function readTrainingFile(text: string, fileName: string): ReadFile {
  if (text.length > mostCharacters)
    throw new TrainingFileError(fileName, [
      problemOf({ line: 1, column: 1 }, [], syntaxFault('the file is too long to be a training file.')),
    ]);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0)
    throw new TrainingFileError(
      fileName,
      document.errors.map(({ pos: [offset], message }) =>
        problemOf(placeOf(lineCounter, offset), [], syntaxFault(`${message}.`.replace(/\.\.$/, '.'))),
      ),
    );
  const problemAt = ({ path, isName, fault }: FieldProblem) =>
    problemOf(placeOf(lineCounter, offsetOf(document, { path, isName })), path, fault);
  const given = plainValue(document, fileName);
  const parsed = trainingFileSchema.safeParse(given);
  if (parsed.success) return { file: parsed.data, problemAt };
  const schema = trainingFileJsonSchema() as JsonSchema;
  const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, schema, given)).map(problemAt);
  throw new TrainingFileError(
    fileName,
    problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
  );
}

const syntaxFault = (detail: string): Fault => ({ code: 'syntax', detail });

function problemOf(place: { line: number; column: number }, path: FieldProblem['path'], fault: Fault): FileProblem {
  return { ...place, field: path.join('.'), fault, message: faultInWords(fault) };
}

/** Aliases that would grow without bounds are refused. */
function plainValue(document: Document, fileName: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new TrainingFileError(fileName, [problemOf({ line: 1, column: 1 }, [], syntaxFault(message))]);
  }
}

function placeOf(lineCounter: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lineCounter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Returns the place of a field's name or value; that of what is around it where there is no such field. */
function offsetOf({ contents }: Document, { path, isName }: Pick<FieldProblem, 'path' | 'isName'>): number {
  let node: unknown = contents;
  let offset = startOf(contents);
  path.forEach((name, depth) => {
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isNode(key) ? key.toJSON() : key) === String(name));
      if (pair === undefined) return;
      offset = startOf(isLast && !isName ? (pair.value ?? pair.key) : pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      offset = startOf(node);
    }
  });
  return offset;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
