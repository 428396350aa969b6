import { defineCommand } from '../command.ts';
import { openInBrowser } from '../desktop/open-in-browser.ts';
import { flag, text, wholeNumber, withDefault } from '../options.ts';
import { serveStudio, type ServingOptions } from '../serve-studio.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_PORT = 5860;

export const serve = defineCommand({
  description:
    'Serves the studio on this machine (127.0.0.1) and opens it. The address carries a token; only who has it gets in. ' +
    'Ctrl-C ends it: trainings that still run write a checkpoint and can be resumed. From another machine it is reached safely ' +
    'through “ssh -L 5860:127.0.0.1:5860 SERVER”; --host lets the network in, which takes a certificate.',
  positionals: null,
  options: {
    port: withDefault(wholeNumber('N', 'the port; 0: any free one', 0, 65_535), DEFAULT_PORT),
    host: withDefault(text('ADDRESS', 'the address of this machine to listen on; 0.0.0.0: all of them'), '127.0.0.1'),
    'tls-cert': text('FILE', 'the certificate (PEM), with those up to its authority'),
    'tls-key': text('FILE', 'the private key of the certificate (PEM)'),
    'insecure-lan': flag('lets --host do without a certificate: everybody on the way can read and change what is sent'),
    'no-open': flag('only prints the address, and opens no window'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: [
    'kioku serve',
    'kioku serve --port 8080 --no-open',
    'kioku serve --host 0.0.0.0 --tls-cert fullchain.pem --tls-key privkey.pem --no-open',
    'kioku serve --port 0 --no-open --json',
  ],
  run: async (values) =>
    serveStudio(await servingOptions(values), async ({ url, urlForOnce, interrupted }) => {
      if (values.json) process.stdout.write(`${JSON.stringify({ type: 'listening', url, pid: process.pid })}\n`);
      else process.stdout.write(`The studio is at ${url}\nCtrl-C ends it.\n`);
      if (!values['no-open']) await openInBrowser(urlForOnce());
      await interrupted;
      return 0;
    }),
});

interface Values {
  'data-dir': string | undefined;
  port: number;
  host: string;
  'tls-cert': string | undefined;
  'tls-key': string | undefined;
  'insecure-lan': boolean;
}

/** The network is let in only with a certificate, or where the person says that it shall be without. */
async function servingOptions(values: Values): Promise<ServingOptions> {
  const { port, host: address, 'data-dir': dataDir, 'tls-cert': certificate, 'tls-key': key } = values;
  const { isLoopback } = await import('../../host/own-names.ts');
  if ((certificate === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key go together.');
  if (certificate !== undefined && key !== undefined) {
    const { readTls } = await import('../read-tls.ts');
    return { dataDir, port, address, tls: await readTls(certificate, key) };
  }
  if (!isLoopback(address) && !values['insecure-lan'])
    throw new UsageError(
      `--host ${address} lets the network in: add --tls-cert and --tls-key, or --insecure-lan where you trust everybody in it.`,
    );
  return { dataDir, port, address };
}
