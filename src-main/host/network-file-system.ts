import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, posix } from 'node:path';

/** File systems whose files lie on another machine, or are shared with one, by the names that Linux and macOS have for them. */
const networkTypes =
  /^(nfs\d?|cifs|smb\w*|afpfs|webdav|davfs\d?|ncpfs|afs|auristorfs|coda|ceph|lustre|gpfs|beegfs|orangefs|pvfs2|ocfs2|gfs2|glusterfs|9p|virtiofs|vboxsf|prl_fs|vmhgfs|macfuse|osxfuse)$/i;
/** File systems that a program serves by FUSE have a name after the point that tells what is behind them. */
const networkPrograms =
  /^fuse\.(sshfs|rclone|s3fs|goofys|gcsfuse|mount-s3|blobfuse\d?|glusterfs|ceph|cephfs|davfs\d?|smbnetfs|curlftpfs|gvfsd-fuse|google-drive-ocamlfuse|onedriver|grpcfuse|juicefs|seaweedfs|moosefs|mfsmount|vmhgfs-fuse|cifs)$/i;

interface Mount {
  folder: string;
  type: string;
}

/** Returns the type of the network file system that a folder lies on, or null for a local one and where the system does not tell. */
export function networkFileSystemOf(folder: string): string | null {
  try {
    const real = realpathSync.native(existing(folder));
    if (process.platform === 'linux')
      return networkType(real, mountsOfLinux(readFileSync('/proc/self/mountinfo', 'utf8')));
    if (process.platform === 'darwin')
      return networkType(real, mountsOfMac(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 })));
    // Windows resolves the letter of a mapped drive to the share that it stands for.
    return process.platform === 'win32' && /^\\\\(?![?.]\\)|^\\\\\?\\UNC\\/i.test(real) ? 'smb' : null;
  } catch {
    return null;
  }
}

/** Returns the type of the innermost mount that holds the folder, or null where that is local. */
export function networkType(folder: string, mounts: readonly Mount[]): string | null {
  const holding = mounts.filter(
    (mount) => mount.folder === '/' || folder === mount.folder || folder.startsWith(`${mount.folder}/`),
  );
  // The later one of two mounts on one folder is the visible one.
  const innermost = holding.reduce<Mount | null>(
    (best, mount) => (best === null || mount.folder.length >= best.folder.length ? mount : best),
    null,
  );
  const type = innermost?.type ?? '';
  return networkTypes.test(type) || networkPrograms.test(type) ? type : null;
}

/** Reads `36 35 98:0 /root /mount/point options … - type source options`; spaces in names are written as \040. */
export function mountsOfLinux(mountinfo: string): Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ');
    const folder = before.split(' ')[4];
    const type = after?.split(' ')[0];
    if (folder === undefined || type === undefined) return [];
    const unescaped = folder.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    return [{ folder: posix.normalize(unescaped), type }];
  });
}

/** Reads `//me@server/share on /Volumes/share (smbfs, nodev, nosuid)`. */
export function mountsOfMac(table: string): Mount[] {
  return table.split('\n').flatMap((line) => {
    const [, folder, type] = / on (\/.*) \((\w+)/.exec(line) ?? [];
    return folder === undefined || type === undefined ? [] : [{ folder, type }];
  });
}

/** Returns the folder, or the nearest one above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
