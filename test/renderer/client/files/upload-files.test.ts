import { afterEach, expect, test } from 'vitest';
import { NotConnectedError } from '../../../../src-renderer/client/connection/errors.ts';
import { uploadFiles, type UploadConnection } from '../../../../src-renderer/client/files/upload-files.ts';

afterEach(() => sessionStorage.clear());

const part = 8 * 2 ** 20;
const file = new File([new Uint8Array(2.5 * part)], 'long.txt', { lastModified: 7 });
const files = [{ path: 'long.txt', file }];

/** A host that has this much of the file; `breaks` are the calls, counted from 1, whose answer is lost after they have arrived. */
function aHost({ received = 0, breaks = [] as number[] } = {}) {
  const sent: number[] = [];
  let calls = 0;
  let has = received;
  let begun = 0;
  const connection = {
    client: {
      imports: {
        begin: async () => ({ importId: `import-${++begun}` }),
        append: async ({ content, offset }: { content: Blob; offset: number }) => {
          if (offset === has) has += content.size;
          sent.push(content.size);
          if (breaks.includes(++calls)) throw new NotConnectedError();
          return { received: has };
        },
        discard: async () => undefined,
      },
    },
    connected: async () => undefined,
    isClosed: () => false,
  } as unknown as UploadConnection;
  return { connection, sent, begun: () => begun, received: () => has };
}

const following = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

test('an upload goes on by itself when a lost connection is back, and sends nothing twice that has arrived', async () => {
  const host = aHost({ breaks: [2] });
  expect(await uploadFiles(host.connection, 'long.txt', files, following())).toBe('import-1');
  expect(host.received()).toBe(file.size);
  expect(host.sent).toEqual([part, part, part, part / 2]);
});

test('the same file that is chosen again after the page was lost goes on from what the host has', async () => {
  // As the page left it, in the middle of the upload.
  sessionStorage.setItem(`kioku.upload.${JSON.stringify(['long.txt', [['long.txt', file.size, 7]]])}`, 'import-1');

  const second = aHost({ received: 2 * part });
  expect(await uploadFiles(second.connection, 'long.txt', files, following())).toBe('import-1');
  expect(second.begun()).toBe(0);
  expect(second.sent).toEqual([0, part / 2]);
});

test('the browser asks before a page is left that sends a file, and no longer when it has arrived', async () => {
  const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const host = aHost();
  const uploading = uploadFiles(host.connection, 'long.txt', files, following());
  await Promise.resolve();
  expect(asks()).toBe(true);
  await uploading;
  expect(asks()).toBe(false);
});
