import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { projectFolder, projectVersion } from '../../../src-main/cli/project.ts';
import { Artifacts } from './artifacts.ts';
import { fill, type Contexts } from './expressions.ts';
import type { Job, MatrixRow, Step, Workflow } from './read-workflows.ts';
import { standInInstallers } from './stand-in-installers.ts';
import { whyNoStep } from './why-not-here.ts';

/** A job for one row of its matrix, in a clean clone. */
interface RunningJob {
  title: string;
  folder: string;
  variables: Record<string, string>;
  contexts: Contexts;
  /** Folders that other jobs would have filled. */
  missing: string[];
}

/** How this machine reaches the network, which runners of GitHub reach by themselves. */
const networkVariables =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(registry|cafile|https?_proxy|noproxy))$/i;
const network = Object.fromEntries(Object.entries(process.env).filter(([name]) => networkVariables.test(name)));

const tag = `v${projectVersion()}`;

/** A key of nobody's, made for these runs. */
const updateKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Runs jobs as far as this machine can, and counts what became of their steps. */
export class JobRunner {
  readonly counts = { run: 0, notRun: 0, failed: 0 };
  readonly #home: string;
  readonly #artifacts: Artifacts;
  #jobs = 0;

  /** `home`: a folder for the clones and for what jobs leave to others. */
  constructor(home: string) {
    this.#home = home;
    this.#artifacts = new Artifacts(join(home, 'artifacts'));
  }

  /** Ends with the first step that fails. */
  run(title: string, workflow: Workflow, job: Job, matrix: MatrixRow): void {
    const bare = this.#contexts(matrix, {});
    const variables = { ...filled(workflow.env, bare), ...filled(job.env, bare) };
    const folder = join(this.#home, `job-${++this.#jobs}`);
    const running = { title, folder, variables, contexts: this.#contexts(matrix, variables), missing: [] };
    for (const step of job.steps ?? []) if (!this.#step(running, step)) return;
  }

  #step(job: RunningJob, step: Step): boolean {
    const name = step.name ?? step.run ?? step.uses ?? '';
    const why = whyNoStep(step, job.contexts, job.missing);
    if (why === null) return this.#command(job, step, name);
    if (step.uses !== undefined && this.#stoodFor(job, step.uses, filled(step.with, job.contexts))) return true;
    this.counts.notRun += 1;
    console.log(`${job.title}: not run, ${why}: ${name}`);
    return true;
  }

  /** Does what an action would. Returns false for one that has no stand-in here. */
  #stoodFor({ title, folder, missing }: RunningJob, action: string, given: Record<string, string>): boolean {
    if (/^actions\/(checkout|setup-node)@/.test(action)) return true; // the clone, and the Node that runs this
    if (action.startsWith('actions/upload-artifact@')) this.#artifacts.keep(given, folder);
    else if (!action.startsWith('actions/download-artifact@')) return false;
    else if (this.#artifacts.bring(given, folder) === 0) {
      const { path = '', pattern = '' } = given;
      if (pattern === 'installers-*') {
        standInInstallers(join(folder, path), projectVersion());
        console.log(`${title}: stand-ins lie where installers of other systems’ jobs would, in ${path}`);
      } else missing.push(path || (given['name'] ?? ''));
    }
    return true;
  }

  #command({ title, folder, variables, contexts }: RunningJob, step: Step, name: string): boolean {
    console.log(`\n${title}: ${name}`);
    if (!existsSync(folder)) clone(folder);
    // The first `node` is the one that runs this; nothing else of this checkout is found.
    const inherited = (process.env['PATH'] ?? '').split(delimiter).filter((each) => !each.includes('node_modules'));
    const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', fill(step.run ?? '', contexts)], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        PATH: [dirname(process.execPath), ...inherited].join(delimiter),
        HOME: process.env['HOME'],
        TMPDIR: tmpdir(),
        CI: 'true',
        ...network,
        GITHUB_REF_NAME: tag,
        RUNNER_TEMP: this.#home,
        ...variables,
        ...filled(step.env, contexts),
      },
    });
    this.counts.run += 1;
    if (status === 0) return true;
    this.counts.failed += 1;
    console.log(`${title}: failed with ${status}: ${name}`);
    return false;
  }

  /** The values of a push of this version's tag to a repository of nobody in particular. */
  #contexts(matrix: MatrixRow, env: Record<string, string>): Contexts {
    return {
      github: {
        workflow: 'workflow',
        ref: `refs/tags/${tag}`,
        event_name: 'push',
        repository: 'someone/kioku-studio',
        repository_owner: 'someone',
        server_url: 'https://github.example',
        token: '',
      },
      runner: { os: 'Linux', arch: arch() === 'arm64' ? 'ARM64' : 'X64', temp: this.#home },
      matrix,
      env,
      inputs: {},
      vars: {},
      secrets: { KIOKU_UPDATE_KEY: updateKey },
    };
  }
}

const filled = (given: Record<string, unknown> | undefined, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, fill(String(value), contexts)]));

function clone(folder: string): void {
  const { status } = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', projectFolder, folder], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The project could not be cloned.');
}
