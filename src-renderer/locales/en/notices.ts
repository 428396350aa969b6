export const notices = {
  title: 'Notices',
  dismiss: 'Dismiss this notice',
  'write-ahead-log-missing': {
    text: 'The studio ended without closing its database, and the file with the last changes (kioku.db-wal) is gone. What is there is whole: datasets: {datasets}, runs: {runs}. Later changes are lost.',
    textWithTime:
      'The studio ended without closing its database, and the file with the last changes (kioku.db-wal) is gone. What is there is whole: datasets: {datasets}, runs: {runs}, checkpoints up to {time}. Later changes are lost.',
    action: 'See what is there',
  },
  'runs-interrupted': {
    text: '{count} run was not over when the studio ended. Everything up to its last checkpoint is saved. | {count} runs were not over when the studio ended. Everything up to their last checkpoints is saved.',
    action: 'Resume',
  },
  'network-file-system': {
    text: 'The data folder {folder} lies on a network file system ({fileSystem}), where the database can be damaged when the connection is lost or two machines use it. Move it to a disk of this machine.',
    action: 'Settings',
  },
  'notification-given-up': {
    text: 'A message about a training could not be sent by “{channel}” and was given up. {detail}',
    action: 'Settings',
  },
  'upgrade-copy': {
    text: 'The database was upgraded. A copy from before, of {megabytes} MB, is kept until {date}. If all is as it should be, it can go now.',
    action: 'Delete the copy',
  },
};
