import { defineCommand } from '../command.ts';
import { openInBrowser } from '../desktop/open-in-browser.ts';
import { flag, text, wholeNumber, withDefault } from '../options.ts';
import { queueOptions, queueSettings, type QueueValues } from '../queue-options.ts';
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
    'public-url': text(
      'URL',
      'what browsers open where a proxy or a container lies between: https://studio.example. What a proxy says of a request is then believed',
    ),
    'insecure-lan': flag('lets --host do without a certificate: everybody on the way can read and change what is sent'),
    log: text(
      'FILE',
      'where a line for each request is written (serve.log in the data folder if left out; -: standard error)',
    ),
    ...queueOptions,
    'no-open': flag('only prints the address, and opens no window'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: [
    'kioku serve',
    'kioku serve --port 8080 --no-open',
    'kioku serve --host 0.0.0.0 --tls-cert fullchain.pem --tls-key privkey.pem --no-open',
    'kioku serve --host 0.0.0.0 --public-url https://studio.example --no-open',
    'kioku serve --nights 22:00-06:00',
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

interface Values extends QueueValues {
  'data-dir': string | undefined;
  port: number;
  host: string;
  'tls-cert': string | undefined;
  'tls-key': string | undefined;
  'insecure-lan': boolean;
  'public-url': string | undefined;
  log: string | undefined;
}

/** The network is let in only with a certificate, here or at a proxy, or where the person says that it shall be without. */
async function servingOptions(values: Values): Promise<ServingOptions> {
  const { port, host: address, 'data-dir': dataDir, log, 'tls-cert': certificate, 'tls-key': key } = values;
  const { isLoopback } = await import('../../host/own-names.ts');
  if ((certificate === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key go together.');
  const publicUrl = publicUrlOf(values['public-url']);
  const options = { dataDir, port, address, publicUrl, log, settings: queueSettings(values) };
  if (certificate !== undefined && key !== undefined) {
    const tls = { certificate, key };
    // Faults in them are told before anything is opened.
    await (await import('../../host/tls-files.ts')).readTls(tls);
    return { ...options, tls };
  }
  if (!isLoopback(address) && publicUrl?.protocol !== 'https:' && !values['insecure-lan'])
    throw new UsageError(
      `--host ${address} lets the network in: add --tls-cert and --tls-key, or --insecure-lan where you trust everybody in it, or name with --public-url https://… the proxy that encrypts.`,
    );
  return options;
}

function publicUrlOf(given: string | undefined): URL | null {
  if (given === undefined) return null;
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.href !== `${url.origin}/`)
    throw new UsageError(
      `--public-url takes what a browser opens, without a path: https://studio.example, not “${given}”.`,
    );
  return url;
}
