/**
 * The extensions of macOS that show project files: one draws thumbnails, one the preview in Quick Look. Neither has been seen to run, as there was no
 * Mac where they were written; what their Info.plist says is what LibreOffice's and Transmission's extensions say, which are not built by
 * Xcode's projects either. macOS finds them in a program's Contents/PlugIns when that is installed, and starts none without a sandbox.
 */
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
/** The program's identifier, with which those of its extensions begin, and the type of project files, as builder-config.ts has both. */
const program = 'studio.kioku.desktop';
const contentType = 'studio.kioku.project';

export const extensions = [
  {
    name: 'KiokuThumbnails',
    source: 'mac/thumbnail-provider.mm',
    principalClass: 'KiokuThumbnailProvider',
    point: 'com.apple.quicklook.thumbnail',
    attributes: '<key>QLThumbnailMinimumDimension</key><integer>0</integer>',
    frameworks: ['AppKit', 'QuickLookThumbnailing'],
  },
  {
    name: 'KiokuPreview',
    source: 'mac/preview-provider.mm',
    principalClass: 'KiokuPreviewProvider',
    point: 'com.apple.quicklook.preview',
    attributes: '<key>QLIsDataBasedPreview</key><true/>',
    frameworks: ['Quartz', 'UniformTypeIdentifiers'],
  },
];

/** The Info.plist of an extension. */
export const infoPlist = ({ name, principalClass, point, attributes }) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
  <dict>
    <key>CFBundleDevelopmentRegion</key><string>en</string>
    <key>CFBundleDisplayName</key><string>Kioku Studio</string>
    <key>CFBundleExecutable</key><string>${name}</string>
    <key>CFBundleIdentifier</key><string>${program}.${name}</string>
    <key>CFBundleInfoDictionaryVersion</key><string>6.0</string>
    <key>CFBundleName</key><string>${name}</string>
    <key>CFBundlePackageType</key><string>XPC!</string>
    <key>CFBundleShortVersionString</key><string>${version}</string>
    <key>CFBundleSupportedPlatforms</key><array><string>MacOSX</string></array>
    <key>CFBundleVersion</key><string>${version}</string>
    <key>LSMinimumSystemVersion</key><string>12.0</string>
    <key>NSExtension</key>
    <dict>
      <key>NSExtensionAttributes</key>
      <dict>
        <key>QLSupportedContentTypes</key><array><string>${contentType}</string></array>
        ${attributes}
      </dict>
      <key>NSExtensionPointIdentifier</key><string>${point}</string>
      <key>NSExtensionPrincipalClass</key><string>${principalClass}</string>
    </dict>
  </dict>
</plist>
`;
