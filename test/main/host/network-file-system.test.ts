import { expect, test } from 'vitest';
import { startNotices } from '../../../src-main/host/notices.ts';
import { mountsOfLinux, mountsOfMac, networkType } from '../../../src-main/host/network-file-system.ts';
import { temporaryStore } from '../db/temporary-store.ts';

const mountinfo = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw shared:2 master:1 - nfs4 server:/home rw,vers=4.2
31 30 8:17 / /home/me/scratch rw - xfs /dev/sdb1 rw
40 22 0:50 / /mnt/my\\040share rw - cifs //nas/share rw
41 22 0:51 / /mnt/remote rw - fuse.sshfs me@server:/data rw
42 22 0:52 / /mnt/stick rw - fuse.ntfs-3g /dev/sdc1 rw
43 22 8:33 / /mnt/remote rw - ext4 /dev/sdd1 rw
`;

test.each([
  ['/var/kioku', null],
  ['/home/me/kioku', 'nfs4'],
  ['/homestead/kioku', null],
  ['/home/me/scratch/kioku', null],
  ['/mnt/my share', 'cifs'],
  ['/mnt/stick/kioku', null],
  // What is mounted over it later hides it.
  ['/mnt/remote/kioku', null],
])('of %s the innermost mount decides: %s', (folder, type) => {
  expect(networkType(folder, mountsOfLinux(mountinfo))).toBe(type);
});

test('a server that is reached by ssh is a network file system, and a share on a Mac is', () => {
  const earlier = mountsOfLinux(mountinfo.split('\n').slice(0, 6).join('\n'));
  expect(networkType('/mnt/remote/kioku', earlier)).toBe('fuse.sshfs');
  const mac = mountsOfMac(
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only)\n//me@nas/share on /Volumes/My share (smbfs, nodev, nosuid)\n',
  );
  expect(networkType('/Volumes/My share/kioku', mac)).toBe('smbfs');
  expect(networkType('/Users/me/kioku', mac)).toBeNull();
});

test('whose data lies on one is told what may happen and what to do', async () => {
  const { store } = await temporaryStore();
  expect(startNotices(store, 0, '/home/me/kioku', 'nfs4')).toMatchObject([
    {
      code: 'network-file-system',
      message: expect.stringMatching(/\/home\/me\/kioku .*\(nfs4\).*Move it to a disk of this machine.*kioku backup/),
      details: { folder: '/home/me/kioku', fileSystem: 'nfs4' },
    },
  ]);
  expect(startNotices(store, 0, '/home/me/kioku', null)).toEqual([]);
});
