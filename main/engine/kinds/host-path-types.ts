// Models the HostPathType constants in pkg/apis/core/types.go (v1.35).

/** What may be asked of a path of the node, in the order in which it is told. */
export const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
