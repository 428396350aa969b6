import type { Configuration } from 'electron-builder';
import type { KeyObject } from 'node:crypto';
import { projectFolder } from '../../../src-main/cli/project.ts';
import type { Publisher } from './publisher.ts';
import { signWithExtensions } from './sign-extensions.ts';
import type { RuntimePackage } from './runtime-packages.ts';
import type { PackagedUpdates } from './update-keys.ts';

/** Files of packages that a program reads; of most that is code. */
const usualFiles = '**/*.{js,cjs,mjs,json}';
const filesOf: Readonly<Record<string, readonly string[]>> = {
  // Its own build for this system only, of which it has eight; N-API, so that Electron needs no other one than Node.
  'better-sqlite3': ['package.json', 'lib/**/*.js', 'prebuilds/${platform}-${arch}.node'],
  // Of its many builds the one that an export's proof runs on: Node, WebAssembly, one thread.
  'onnxruntime-web': ['package.json', 'dist/ort.node.min.mjs', 'dist/ort-wasm-simd-threaded.{mjs,wasm}'],
  'electron-log': ['package.json', 'node.js', 'src/{core,node}/**/*.js'],
  // Without its downloads, recorder and trace viewer.
  'playwright-core': ['package.json', 'browsers.json', 'index.{js,mjs}', 'lib/{*.js,server/**/*.js}'],
  fflate: ['package.json', 'esm/index.mjs'],
  // Its only user requires it.
  'js-yaml': ['package.json', 'index.js', 'lib/**/*.js'],
  // No program requires it.
  zod: ['package.json', '**/*.js', '!src/**'],
  yaml: ['package.json', 'dist/**/*.js'],
  h5wasm: ['package.json', 'dist/esm/*.js'],
  'apache-arrow': ['package.json', '**/*.mjs'],
  flatbuffers: ['package.json', 'js/*.js'],
  hyparquet: ['package.json', 'src/**/*.js'],
  'hyparquet-compressors': ['package.json', 'src/**/*.js'],
  // The reader of text, and the tables of characters that it takes for that; nothing that draws.
  'pdfjs-dist': ['package.json', 'legacy/build/pdf{,.worker}.mjs', 'cmaps/{LICENSE,*.bcmap}'],
  '@tensorflow/tfjs-core': ['package.json', 'dist/tf-core.node.js'],
  '@tensorflow/tfjs-layers': ['package.json', 'dist/tf-layers.node.js'],
  '@tensorflow/tfjs-backend-cpu': ['package.json', 'dist/tf-backend-cpu.node.js'],
};
const neverNeeded = ['docs', 'test', 'tests', 'examples', 'benchmark', 'bin', 'src', 'typings', 'types', '.github'];

const architectures = ['x64', 'arm64'] as const;
const target = (name: string) => ({ target: name, arch: [...architectures] });

/** Electron's own switches. That for WebAssembly's traps stays as delivered: it only decides how fast the kernels are. */
const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  // There are no cookies, and each unsigned update would ask for the keychain anew.
  enableCookieEncryption: false,
  grantFileProtocolExtraPrivileges: false,
  loadBrowserProcessSpecificV8Snapshot: false, // there is none
  // They are bits of a signed program, and Apple's processors run nothing whose signature is broken; who has a certificate signs over this one.
  resetAdHocDarwinSignature: process.platform === 'darwin',
} satisfies Configuration['electronFuses'];

const projectFile = {
  ext: 'kioku',
  name: 'Kioku Studio project',
  description: 'A run of Kioku Studio with its texts',
  mimeType: 'application/x-kioku',
  role: 'Editor' as const,
};
/**
 * The same to a Mac, for which a type of files has a name of its own: with it Finder, Spotlight and other programs know what such a file is. What
 * shows thumbnails of them is in src-main/electron/previews.
 */
const projectFileType = {
  UTTypeIdentifier: 'studio.kioku.project',
  UTTypeDescription: projectFile.name,
  UTTypeConformsTo: ['public.data', 'public.content'],
  UTTypeTagSpecification: {
    'public.filename-extension': [projectFile.ext],
    'public.mime-type': [projectFile.mimeType],
  },
};
/** By this name file managers of Linux look for the icon of such a file. */
const fileIcon = `${projectFile.mimeType.replace('/', '-')}.png`;
const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const metainfo = 'studio.kioku.desktop.metainfo.xml';
const textTypes = ['txt', 'csv', 'tsv', 'jsonl'];

/**
 * Electron reads archives for the main process and for pages. That the other processes, their threads and the modules that these import may lie
 * in one too, its documentation does not say, so that all of it lies on the disk until that has been seen to work: then `programsInArchive`
 * has the fuses check it too. What Electron starts by itself is within in any case: the main program, the preload script and the pages.
 */
const programsOutside = [
  'out/main/!(main).js',
  'out/main/package.json',
  'out/main/{wasm,api-page,pytorch-project,tfjs-project,samples,networks,thumbnail}/**',
  'out/page/**',
  'node_modules/**',
];
/** Files that only systems load, kernels and SQLite; the former by the place that they come from, which is not the one that they go to. */
const alwaysOutside = ['src-engine/backends/native/build/**', 'node_modules/better-sqlite3/prebuilds/**'];

/** The native kernels of the system and processor that the package is for, if they were built. */
const nativeKernels = {
  from: `${projectFolder}/src-engine/backends/native/build`,
  to: 'out/main/native',
  filter: ['${platform}-${arch}.node'],
};

const previews = `${projectFolder}/src-main/electron/previews/build`;
/** What shows thumbnails of project files on Windows, if it was built; resources/installer.nsh registers it. */
const previewsOfWindows = { from: `${previews}/win32-\${arch}`, to: 'previews', filter: ['*.dll'] };
/** On a Mac, which finds them there by itself. A Debian package is given its own by previews.ts. */
const previewsOfMac = { from: `${previews}/darwin-\${arch}`, to: 'PlugIns', filter: ['*.appex/**'] };

interface BuilderOptions {
  /** Of `node_modules` only these come along, and of each only what is read. */
  packages: readonly RuntimePackage[];
  /** null: nobody is named, and no Debian package made, which would have to. */
  publisher: Publisher | null;
  /** Where newer versions will lie; where nowhere, nothing is made that tells programs of them. */
  updates: PackagedUpdates | null;
  /** The program is signed for one of Apple's teams. */
  hasAppleTeam?: boolean;
  /** The other processes' programs lie in the archive too, where their content is checked. */
  programsInArchive?: boolean;
  /** An unpacked Electron instead of the one that is fetched. */
  electronDist?: string | undefined;
}

/** What electron-builder makes. */
export function builderConfig(options: BuilderOptions): Configuration {
  const { packages, publisher, updates, electronDist, hasAppleTeam = false, programsInArchive = false } = options;
  const entitlements = `resources/entitlements.mac${hasAppleTeam ? '' : '.no-team'}.plist`;
  return {
    appId: 'studio.kioku.desktop',
    productName: 'Kioku Studio',
    copyright: 'The Kioku Studio authors, MIT licence',
    directories: { output: 'dist', buildResources: 'resources' },
    // Nothing but what is listed; electron-builder’s own choice of packages is switched off.
    files: [
      '!**/*',
      'package.json',
      'LICENSE',
      'out/{main,preload,renderer}/**/*',
      'out/page/template.html',
      '!**/*.map',
      '!node_modules/**/*',
      '!out/main/native/**',
      nativeKernels,
      ...packages.map(fileSet),
    ],
    extraMetadata: {
      ...(publisher !== null && { homepage: publisher.homepage }),
      ...(updates !== null && { updates: { feed: updates.feed, publicKey: inManifest(updates.publicKey) } }),
    },
    asar: true,
    asarUnpack: programsInArchive ? alwaysOutside : [...programsOutside, ...alwaysOutside],
    ...(electronDist !== undefined && { electronDist }),
    electronFuses: fuses,
    npmRebuild: false,
    nodeGypRebuild: false,
    // Of its own the packager would name the project's page on GitHub.
    publish: updates === null ? null : { provider: 'generic', url: updates.feed },
    // Without it nothing can be downloaded, whatever feed a person names; where there is one already, the packager writes a fuller one.
    extraResources: [{ from: 'resources/app-update.yml', to: 'app-update.yml' }],
    // Its runtime starts where the old FUSE 2 is missing, as it is on present systems.
    toolsets: { appimage: '1.0.3' },
    artifactName: 'Kioku-Studio-${version}-${os}-${arch}.${ext}',
    fileAssociations: [projectFile],
    // On Windows the installer says so: see resources/installer.nsh.
    protocols: [{ name: 'Kioku Studio', schemes: ['kioku'], role: 'Viewer' }],
    mac: {
      target: [target('dmg'), target('zip')],
      category: 'public.app-category.education',
      icon: 'resources/icons/icon.icns',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements,
      entitlementsInherit: entitlements,
      extraFiles: [previewsOfMac],
      sign: signWithExtensions,
      extendInfo: { UTExportedTypeDeclarations: [projectFileType] },
      // Offered by “Open with”, never taken from the program that opens texts.
      fileAssociations: [{ ext: textTypes, name: 'Text', role: 'Viewer', rank: 'Alternate' }],
    },
    win: {
      target: [target('nsis'), target('portable')],
      icon: 'resources/icons/icon.ico',
      extraResources: [previewsOfWindows],
    },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      // Texts and runs are the person’s own.
      deleteAppDataOnUninstall: false,
      include: 'resources/installer.nsh',
    },
    portable: { artifactName: 'Kioku-Studio-${version}-portable-${arch}.${ext}' },
    linux: {
      target: publisher === null ? [target('AppImage')] : [target('AppImage'), target('deb')],
      category: 'Education',
      ...(publisher !== null && { maintainer: publisher.maintainer }),
      icon: 'resources/icons/png',
      syncDesktopName: true,
      desktop: {
        entry: {
          'Comment[ja]': '自分のテキストで再帰型ネットワークを学習し、その中を観察するスタジオ',
          // The packager writes the actions themselves, and not that there are any.
          Actions: 'new-run;lessons;',
        },
        desktopActions: {
          'new-run': { Name: 'New Run', 'Name[ja]': '新しい実験', Exec: 'kioku-studio kioku://new-run' },
          lessons: { Name: 'Lessons', 'Name[ja]': 'レッスン', Exec: 'kioku-studio kioku://lessons' },
        },
      },
      synopsis: 'Trains recurrent networks on your own text',
      // Debian wants lines of less than 80 characters.
      description: 'Trains recurrent networks on your own text and shows what happens inside them',
      mimeTypes: ['text/plain', 'text/csv', 'text/tab-separated-values', 'application/jsonl'],
    },
    deb: {
      packageCategory: 'education',
      // The form that software centres show, and that Debian wants licences to be found in.
      fpm: [
        `${projectFolder}/resources/linux/${metainfo}=/usr/share/metainfo/${metainfo}`,
        `${projectFolder}/LICENSE=/usr/share/doc/kioku-studio/copyright`,
        ...iconSizes.map(
          (size) =>
            `${projectFolder}/resources/icons/png/${size}x${size}.png=/usr/share/icons/hicolor/${size}x${size}/mimetypes/${fileIcon}`,
        ),
      ],
    },
  };
}

/** As the program reads it. */
const inManifest = (publicKey: KeyObject): string =>
  publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

function fileSet({ name, folder, entry }: RuntimePackage) {
  const unneeded = neverNeeded.filter((each) => !entry.startsWith(`${each}/`));
  const filter = filesOf[name] ?? [usualFiles, ...unneeded.map((each) => `!${each}/**`), '!**/*.min.js'];
  return { from: `${projectFolder}/${folder}`, to: folder, filter: [...filter] };
}
