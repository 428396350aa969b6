import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { promisify } from 'node:util';
import { commandLineArguments } from './command-arguments.ts';

export interface CommandSystem {
  platform: NodeJS.Platform;
  home: string;
  env: NodeJS.ProcessEnv;
  /** The program's start: its file, and its folder behind that where it is not packaged. */
  program: readonly string[];
}

export interface InstalledCommand {
  file: string;
  /** True when a terminal finds it by its name. */
  isOnPath: boolean;
}

/** Tells our own file from somebody else's. */
const mark = 'Kioku Studio on the command line';

/**
 * Puts a small script called `kioku` where this system looks for commands of one person; it starts the program without its window. One of ours is
 * replaced. Throws an Error in words for a person where something else is there.
 */
export async function installCommand(system: CommandSystem): Promise<InstalledCommand> {
  const { platform, env } = system;
  const { join, delimiter } = platform === 'win32' ? win32 : posix;
  const folder = folderFor(system);
  const file = join(folder, platform === 'win32' ? 'kioku.cmd' : 'kioku');
  await mkdir(folder, { recursive: true });
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (before !== null && !before.includes(mark))
    throw new Error(`${file} is there already, and is not of this program.`);
  await writeFile(file, platform === 'win32' ? windowsScript(system.program) : shellScript(system));
  if (platform === 'win32') {
    await addToWindowsPath(folder);
    return { file, isOnPath: true };
  }
  await chmod(file, 0o755);
  return { file, isOnPath: (env['PATH'] ?? '').split(delimiter).includes(folder) };
}

function folderFor({ platform, home, env }: CommandSystem): string {
  if (platform === 'win32')
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Kioku Studio Command');
  const shared = '/usr/local/bin';
  return platform === 'darwin' && mayWrite(shared) ? shared : posix.join(home, '.local', 'bin');
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function shellScript({ platform, program }: CommandSystem): string {
  // Over SSH there is no display, and none is needed.
  const headless = platform === 'linux' ? ['--ozone-platform=headless'] : [];
  const words = [...program, ...headless, ...commandLineArguments].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return `#!/bin/sh\n# ${mark}\nexec ${words.join(' ')} "$@"\n`;
}

function windowsScript(program: readonly string[]): string {
  const words = [...program.map((word) => `"${word.replaceAll('%', '%%')}"`), ...commandLineArguments];
  return `@echo off\r\nrem ${mark}\r\n${words.join(' ')} %*\r\nexit /b %errorlevel%\r\n`;
}

/** For terminals that are opened from now on. The folder goes along as a variable, so that no name of one is taken for a command. */
async function addToWindowsPath(folder: string): Promise<void> {
  const script = [
    "$path = [Environment]::GetEnvironmentVariable('Path', 'User')",
    "$known = @($path -split ';' | Where-Object { $_ -ne '' })",
    'if ($known -notcontains $env:KIOKU_COMMAND_FOLDER) {',
    "[Environment]::SetEnvironmentVariable('Path', (($known + $env:KIOKU_COMMAND_FOLDER) -join ';'), 'User') }",
  ].join('\n');
  await promisify(execFile)('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
    env: { ...process.env, KIOKU_COMMAND_FOLDER: folder },
  });
}
