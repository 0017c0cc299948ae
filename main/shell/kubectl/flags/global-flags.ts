// Models the persistent flags of `kubectl` (staging/src/k8s.io/kubectl/pkg/cmd/cmd.go, v1.35): those that every command
// takes.
import type { FlagSpec } from '../command.ts';

export const globalFlags: readonly FlagSpec[] = [
  { name: 'as', type: 'string' },
  { name: 'as-group', type: 'array' },
  { name: 'as-uid', type: 'string' },
  { name: 'as-user-extra', type: 'array' },
  { name: 'cache-dir', type: 'string', default: '/root/.kube/cache' },
  { name: 'certificate-authority', type: 'string' },
  { name: 'client-certificate', type: 'string' },
  { name: 'client-key', type: 'string' },
  { name: 'cluster', type: 'string' },
  { name: 'context', type: 'string' },
  { name: 'disable-compression', type: 'boolean' },
  { name: 'insecure-skip-tls-verify', type: 'boolean' },
  { name: 'kubeconfig', type: 'string' },
  { name: 'kuberc', type: 'string' },
  { name: 'log-flush-frequency', type: 'duration', default: '5s' },
  { name: 'match-server-version', type: 'boolean' },
  { name: 'namespace', shorthand: 'n', type: 'string' },
  { name: 'password', type: 'string' },
  { name: 'profile', type: 'string', default: 'none' },
  { name: 'profile-output', type: 'string', default: 'profile.pprof' },
  { name: 'request-timeout', type: 'string', default: '0' },
  { name: 'server', shorthand: 's', type: 'string' },
  { name: 'tls-server-name', type: 'string' },
  { name: 'token', type: 'string' },
  { name: 'user', type: 'string' },
  { name: 'username', type: 'string' },
  { name: 'v', shorthand: 'v', type: 'int', default: 0 },
  { name: 'vmodule', type: 'string' },
  { name: 'warnings-as-errors', type: 'boolean' },
];

/** Every command has it. */
export const helpFlag: FlagSpec = { name: 'help', shorthand: 'h', type: 'boolean' };
