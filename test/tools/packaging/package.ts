import { Platform, build } from 'electron-builder';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineCommand } from '../../../src-main/cli/command.ts';
import { flag, text } from '../../../src-main/cli/options.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { runCommand, runProgram } from '../../../src-main/cli/run-command.ts';
import { hasAppleTeam } from './apple-team.ts';
import { builderConfig } from './builder-config.ts';
import { addThumbnailer, buildPreviews } from './previews.ts';
import { publisherOf } from './publisher.ts';
import { runtimePackages } from './runtime-packages.ts';
import { signUpdateLists } from './sign-update-lists.ts';
import { updateKeyOf, updatesOf } from './update-keys.ts';

/** `npm run package`, after `npm run build`. */
const packageCommand = defineCommand({
  description:
    'Makes installers of the studio for this system, for Intel and Arm processors, in the folder dist. ' +
    'Electron’s program is fetched once for each. Nothing is signed unless electron-builder finds a certificate. On Linux a .deb is made too ' +
    'where KIOKU_MAINTAINER (“Name <address>”) and KIOKU_HOMEPAGE say who answers for it, as Debian demands. Where KIOKU_UPDATE_FEED ' +
    'names the address that newer versions will lie under, the lists that programs look for there are made and signed too, which takes ' +
    'KIOKU_UPDATE_KEY, a private Ed25519 key as PEM or the path of its file (or KIOKU_UPDATE_PUBLIC_KEY, and “npm run sign-updates” later).',
  positionals: null,
  options: {
    dir: flag('makes only the folder that an installer would hold, for this machine’s processor'),
    electron: text('DIR', 'an unpacked Electron to use instead of fetching one'),
    kernels: text('DIR', 'native kernels that were compiled elsewhere, SYSTEM-PROCESSOR.node each, to use as they are'),
    'programs-in-archive': flag('puts the programs of all processes into the archive whose content Electron checks'),
    output: text('DIR', 'where to put what is made (dist if left out)'),
  },
  examples: ['npm run package', 'npm run package:dir'],
  async run({ dir, electron, kernels, output, 'programs-in-archive': programsInArchive }) {
    const packages = runtimePackages(projectFolder, join(projectFolder, 'out/main'));
    const targets = (dir ? [process.arch] : ['x64', 'arm64']).map((processor) => `${process.platform}-${processor}`);
    const haveKernels =
      kernels === undefined ? buildKernels : (target: string) => takeKernels(resolve(kernels), target);
    for (const target of targets) {
      if (!haveKernels(target)) process.stderr.write(`The package for ${target} has no native kernels.\n`);
      if (!buildPreviews(target))
        process.stderr.write(`The package for ${target} shows no thumbnails of project files.\n`);
    }
    const publisher = publisherOf(process.env);
    const updates = updatesOf(process.env);
    const config = builderConfig({
      packages,
      publisher,
      updates,
      electronDist: electron,
      hasAppleTeam: hasAppleTeam(process.env),
      programsInArchive,
    });
    if (process.platform === 'linux' && !dir && publisher === null)
      process.stderr.write(
        'No .deb is made, as nobody is named who answers for it: set KIOKU_MAINTAINER and KIOKU_HOMEPAGE.\n',
      );
    const made = await build({
      projectDir: projectFolder,
      config: output === undefined ? config : { ...config, directories: { ...config.directories, output } },
      targets: Platform.current().createTarget(dir ? 'dir' : undefined),
      publish: 'never',
      effectiveOptionComputed: addThumbnailer,
    });
    const privateKey = updateKeyOf(process.env);
    if (updates !== null && !dir) {
      if (privateKey === null)
        process.stderr.write('The lists of versions are not signed yet: npm run sign-updates.\n');
      else made.push(...(await signUpdateLists(output ?? join(projectFolder, 'dist'), privateKey)));
    }
    for (const file of made) process.stdout.write(`${file}\n`);
    return 0;
  },
});

const kernelFolder = join(projectFolder, 'src-engine/backends/native');

/** Compiles the native kernels that a package is to have. Returns false where no compiler can: the program does with WebAssembly. */
function buildKernels(target: string): boolean {
  const { status } = spawnSync(process.execPath, [join(kernelFolder, 'build.mjs'), '--target', target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

function takeKernels(folder: string, target: string): boolean {
  const file = join(folder, `${target}.node`);
  if (!existsSync(file)) return false;
  mkdirSync(join(kernelFolder, 'build'), { recursive: true });
  copyFileSync(file, join(kernelFolder, 'build', `${target}.node`));
  // It is that of what was built here before.
  rmSync(join(kernelFolder, 'build', `${target}.digest`), { force: true });
  return true;
}

await runProgram('npm run package --', () => runCommand('npm run package --', packageCommand, process.argv.slice(2)));
