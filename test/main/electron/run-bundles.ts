/**
 * Runs the built desktop program under plain Node, as a person would use it: main, host and engine bundles, the preload script, and the
 * page's own way to its host. Says what came of it, a JSON object a line.
 */
import './double/use-as-electron.ts';
import { join } from 'node:path';
import { foxText } from '../fox-text.ts';

const [out = '', home = ''] = process.argv.slice(2);
const { app, becomeReady, controls } = await import('./double/electron.ts');
const { openPage } = await import('./double/page.ts');
const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);

process.argv.splice(1);
for (const name of ['appData', 'userData', 'logs']) controls.paths.set(name, join(home, name));
await import(join(out, 'main/main.js'));
await becomeReady();
await new Promise(setImmediate);
const [window] = controls.windows;
openPage(window.options.webPreferences?.preload ?? '');
window.becomesReady();

// The page's own code, which finds the bridge in its window.
const { findBridge, nativeShell } = await import('../../../src-renderer/client/native-shell.ts');
const { hostTransport } = await import('../../../src-renderer/client/connection/open-host.ts');
const { connect } = await import('../../../src-renderer/client/connection/connect.ts');
const { NotConnectedError } = await import('../../../src-renderer/client/connection/errors.ts');
const bridge = findBridge();
if (bridge === null) throw new Error('The preload script left no bridge.');
const connection = connect(hostTransport(bridge));
const { client } = connection;

const small = { batchSize: 10, sequenceLength: 10, threads: 2 };
const { version, variant } = await client.system.info();
const dataset = await client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
const started = await client.runs.start({
  datasetId: dataset.id,
  presetId: 'char-rnn-s',
  train: { ...small, epochs: 1 },
});
let run = started;
for await (const update of await client.runs.watch({ runId: run.id })) {
  run = update.run;
  if (run.state !== 'queued' && run.state !== 'running') break;
}
let text = '';
const sampling = {
  temperature: 0.7,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 0,
  stopStrings: [],
  seed: 1,
};
for await (const update of await client.playground.generate({ runId: run.id, prompt: 'the ', length: 40, sampling })) {
  if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
}
// In a process of its own, with a runtime of other people's; and with files of ours that lie beside the programs.
const verdicts: string[] = [];
for (const format of ['onnx', 'pytorch'] as const) {
  for await (const update of await client.exports.create({ runId: run.id, format })) {
    if (update.type !== 'exported') continue;
    verdicts.push(update.export.certificate.verdict);
    await nativeShell()?.revealExport(update.export.id);
  }
}
say({
  version,
  variant,
  dataset: dataset.characters,
  state: run.state,
  epoch: run.epoch,
  text,
  verdicts,
  revealed: controls.revealed,
  notified: controls.notifications.map(({ options }) => options.title),
  processes: controls.processes.map(({ options }) => options.serviceName),
  programs: controls.processes.map(({ modulePath }) => modulePath),
});

/** A run that would take long, some way into it. */
async function longRun(): Promise<string> {
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    presetId: 'char-rnn-s',
    train: { ...small, epochs: 10_000 },
  });
  for await (const { run: now } of await client.runs.watch({ runId: id })) if (now.step > 0) return id;
  throw new Error('The run was deleted.');
}

/** Asks until it is answered: a line to a host that is just about to end may come before that to the next one. */
async function stateOf(runId: string): Promise<string> {
  for (;;) {
    try {
      return (await client.runs.get({ runId })).state;
    } catch (error) {
      if (!(error instanceof NotConnectedError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
const processesOf = (name: string) => controls.processes.filter(({ options }) => options.serviceName === name);

// The engine that trains dies: the run can go on from its last checkpoint, with another engine.
const bereft = await longRun();
await client.runs.pause({ runId: bereft });
await client.runs.resume({ runId: bereft });
for await (const { run: now } of await client.runs.watch({ runId: bereft })) if (now.state === 'running') break;
for (const engine of processesOf('Kioku Studio engine')) engine.kill();
for await (const { run: now } of await client.runs.watch({ runId: bereft })) if (now.state !== 'running') break;
const afterEngine = await stateOf(bereft);
await client.runs.resume({ runId: bereft });
for await (const { run: now } of await client.runs.watch({ runId: bereft })) if (now.state === 'running') break;

// The host dies: the page loses its line, gets another one, and finds the run interrupted.
const lost = connection.connected().then(() => connection.generation.value);
processesOf('Kioku Studio host')[0].kill();
await lost;
while (connection.generation.value < 2) await new Promise((resolve) => setTimeout(resolve, 20));
say({ afterEngine, afterHost: await stateOf(bereft), hosts: processesOf('Kioku Studio host').length });

// Somebody quits while it trains: asked, it writes a checkpoint and is paused.
const { step } = await client.runs.resume({ runId: bereft });
for await (const { run: now } of await client.runs.watch({ runId: bereft })) if (now.step > step) break;
while (controls.trays.every(({ isGone }) => isGone)) await new Promise((resolve) => setTimeout(resolve, 20));
controls.answers.push('Pause and Quit');
app.quit();
await new Promise<void>((resolve) => {
  if (controls.exitCode !== null) resolve();
  else app.once('quit', () => resolve());
});
say({ exitCode: controls.exitCode, asked: controls.shown.map(({ options }) => options['message']) });
process.exit(0);
