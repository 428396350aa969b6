import { attach } from '../../src-main/host/local/attach.ts';
import { listenLocally } from '../../src-main/host/local/listen-locally.ts';
import { contractSuite } from './contract-suite.ts';

// What command lines use that work in the studio of another process.
contractSuite('a local socket', async (host) => {
  const door = await listenLocally(host, 'studio');
  const attached = await attach(host.dataDir, host.version);
  if (attached === null || attached === 'ending') throw new Error('Nobody listens.');
  return {
    client: attached.client,
    async close() {
      await attached.close();
      await door.close();
    },
  };
});
