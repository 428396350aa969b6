import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import { followHttpApiSetting } from '../follow-http-api-setting.ts';
import type { Host } from '../host.ts';
import { findLocalFiles } from '../local-files.ts';
import { openStudioHost } from '../local/open-studio-host.ts';
import { moveDataFolder } from '../move-data-folder.ts';
import { stackOf } from '../stack-of.ts';
import type { FromHost, HostFailure, HostQuestion, HostQuestions, OpenedFiles, ToHost } from './messages.ts';
import { surviveDefects } from '../survive-defects.ts';
import type { ParentPort } from './port.ts';
import { RemoteChildren } from './remote-children.ts';
import { servePort } from './serve-port.ts';
import { watchActivity } from './watch-activity.ts';

/** The host in a process of its own, whose engines the other end of `parent` forks. Says `bye` when it may be ended. */
export function runHostProgram(parent: ParentPort): void {
  const post = (message: FromHost) => parent.postMessage(message);
  const children = new RemoteChildren(post);
  const closing = new AbortController();
  const secretKey = Promise.withResolvers<Uint8Array | null>();
  let isKeyAskedFor = false;
  let opening: Promise<Host> | null = null;
  let endHttpApi: (() => Promise<void>) | null = null;

  function readSecretKey(): Promise<Uint8Array | null> {
    if (!isKeyAskedFor) post({ type: 'read-secret-key' });
    isKeyAskedFor = true;
    return secretKey.promise;
  }

  async function start({ dataDir, mustExist, version }: Extract<ToHost, { type: 'start' }>): Promise<Host> {
    if (mustExist && !existsSync(dataDir)) throw folderIsGone(dataDir);
    const host = await openStudioHost({
      dataDir,
      version,
      role: 'desktop',
      spawnEngine: () => children.spawnEngine(),
      spawnFormatProcess: (memoryBytes) => children.spawnFormatProcess(memoryBytes),
      readSecretKey,
      onUpgrade: (share) => post({ type: 'upgrading', share }),
      log: (level, message, error) => post({ type: 'log', level, text: `${message}${errorText(error)}` }),
    });
    const ended = watchActivity(host, closing.signal, {
      onActivity: (activity) => post({ type: 'activity', ...activity }),
      onEnded: (run) => post({ type: 'run-ended', ...run }),
    });
    ended.catch((error: unknown) => {
      if (!closing.signal.aborted) host.log('error', 'The runs can no longer be followed.', error);
    });
    surviveDefects(host.log);
    endHttpApi = followHttpApiSetting(host);
    post({ type: 'ready' });
    return host;
  }

  async function move({ from, to }: Extract<ToHost, { type: 'move' }>): Promise<void> {
    try {
      await moveDataFolder(from, to, (progress) => post({ type: 'moving', ...progress }));
      post({ type: 'moved' });
    } catch (error) {
      post({ type: 'init-failed', ...failureOf(error) });
    }
    post({ type: 'bye' });
  }

  async function answer({ questionId, question, asked }: Extract<ToHost, { type: 'ask' }>): Promise<void> {
    try {
      if (opening === null) throw new Error('The host has not been started.');
      const reply = await answers[question](await opening, asked as never);
      post({ type: 'answer', questionId, answer: reply });
    } catch (error) {
      post({ type: 'refused', questionId, ...failureOf(error) });
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    const host = await opening?.catch(() => null);
    await endHttpApi?.();
    await host?.close().catch((error: unknown) => host.log('error', 'The studio was not closed in order.', error));
    post({ type: 'bye' });
  }

  parent.on('message', ({ data, ports: [port] }) => {
    const message = data as ToHost;
    switch (message.type) {
      case 'start':
        opening = start(message);
        return void opening.catch((error: unknown) => post({ type: 'init-failed', ...failureOf(error) }));
      case 'move':
        return void move(message);
      case 'connect':
        return void opening?.then(
          ({ router }) => servePort(router, port),
          () => port.close(),
        );
      case 'secret-key':
        return secretKey.resolve(message.key === null ? null : Buffer.from(message.key, 'base64'));
      case 'child':
      case 'child-started':
      case 'child-gone':
        return children.hear(message, port);
      case 'ask':
        return void answer(message);
      case 'close':
        return void close();
    }
  });
}

const answers: {
  [Q in HostQuestion]: (host: Host, asked: HostQuestions[Q]['asked']) => Promise<HostQuestions[Q]['answer']>;
} = {
  async 'stage-files'(host, { name, files }) {
    const sized = await Promise.all(files.map(async (each) => ({ ...each, bytes: await sizeOf(each) })));
    return { importId: host.stageFiles(name, sized) };
  },
  async 'open-paths'(host, { paths }) {
    const opened: OpenedFiles[] = [];
    for (const path of paths) {
      const files = await findLocalFiles([path]).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        throw new StudioError('invalid-data', message, { reason: 'unreadable', name: path });
      });
      const name = basename(path);
      opened.push({
        importId: host.stageFiles(name, files),
        name,
        files: files.map((file) => ({ path: file.path, bytes: file.bytes })),
      });
    }
    return { opened };
  },
  'export-path': async (host, { exportId }) => ({ file: host.exportedFile(exportId) }),
};

async function sizeOf({ path, file }: { path: string; file: string }): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return found.size;
  throw new StudioError('invalid-data', `${path} cannot be read any more. Choose it once more.`, {
    reason: 'unreadable',
    name: path,
  });
}

function folderIsGone(dataDir: string): StudioError {
  const message = `The data folder ${dataDir} is not there. Connect the disk that it is on and try again, or choose another folder.`;
  return new StudioError('folder-refused', message, { reason: 'gone', folder: dataDir });
}

function failureOf(error: unknown): HostFailure {
  if (error instanceof StudioError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), details: {} };
}

const errorText = (error: unknown): string => (error === undefined ? '' : `\n${stackOf(error)}`);
