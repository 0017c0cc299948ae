// Which kubectl this is, and which API server it speaks with.

export const clientVersion = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.2',
  gitCommit: 'fdc9d74cbf2da6754ebf81d56f80ae2948cd6425',
  gitTreeState: 'clean',
  buildDate: '2026-02-26T20:05:34Z',
  goVersion: 'go1.25.7',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const kustomizeVersion = 'v5.7.1';

export const serverVersion = {
  major: '1',
  minor: '35',
  emulationMajor: '1',
  emulationMinor: '35',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '34',
  gitVersion: 'v1.35.6',
  gitCommit: 'a3177b3b89764aeb87469936bf4fe8f708d88eb7',
  gitTreeState: 'clean',
  buildDate: '2026-08-18T00:00:00Z',
  goVersion: 'go1.25.12',
  compiler: 'gc',
  platform: 'linux/amd64',
};
