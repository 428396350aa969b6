import { createServer, type Server } from 'node:http';

/** Stands in for a studio whose database is being brought up to date: says how far that is, and nothing else. */
export interface UpgradeServer {
  tell(share: number): void;
  /** Resolves when the port is free for the studio itself. */
  close(): Promise<void>;
}

/** Listens where the studio will. A page that is open meanwhile asks again by itself, and finds the studio. */
export async function serveUpgrade(port: number, address: string): Promise<UpgradeServer> {
  let share = 0;
  const server = createServer((request, response) => {
    const isHealth = request.url === '/healthz';
    const isJapanese = /^ja\b/.test(request.headers['accept-language'] ?? '');
    response.writeHead(503, {
      'Content-Type': isHealth ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'",
      'Retry-After': '1',
      Connection: 'close',
    });
    response.end(isHealth ? `upgrading ${percent(share)} %\n` : upgradePage(share, isJapanese));
  });
  await listen(server, port, address);
  return {
    tell: (done) => (share = done),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const percent = (share: number): number => Math.floor(share * 100);

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
}

const upgradePage = (share: number, isJapanese: boolean): string => `<!doctype html>
<html lang="${isJapanese ? 'ja' : 'en'}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="dark light">
<title>Kioku Studio</title>
<h1>${isJapanese ? `データベースを更新しています：${percent(share)} %` : `Upgrading the database: ${percent(share)} %`}</h1>
<p><progress max="100" value="${percent(share)}"></progress></p>
<p>${
  isJapanese
    ? '更新の前に、今のデータベースをバックアップしています。終わるとスタジオが開きます。'
    : 'A copy of it as it is now is made first. The studio opens when that is done.'
}</p>
`;
