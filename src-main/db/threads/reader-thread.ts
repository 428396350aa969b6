/** The thread that reads what is large, and compares it with its hash. */
import { openReader } from '../handles/open-connection.ts';
import { tensorContents } from '../tensor-contents.ts';
import { answerQuestions, tellOfSlowQuery, threadData } from './answer-questions.ts';
import type { ReaderTasks } from './thread-tasks.ts';

const database = openReader(threadData.file, tellOfSlowQuery);
const contents = tensorContents(database);

answerQuestions<ReaderTasks>(
  {
    'load-tensors'({ checkpointKey, step, prefix }, transfer) {
      const loaded = contents.load(checkpointKey, step, prefix);
      transfer.push(...loaded.map(({ bytes }) => bytes.buffer));
      return loaded;
    },
    'read-tensor'(hash, transfer) {
      const bytes = contents.read(hash);
      if (bytes !== null) transfer.push(bytes.buffer);
      return bytes;
    },
  },
  () => void database.close(),
);
