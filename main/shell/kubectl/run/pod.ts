// Models BasicPod of staging/src/k8s.io/kubectl/pkg/generate/versioned/run.go (v1.35): the Pod of `kubectl run`.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CommandContext, Flags } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { envNameFaults } from '../writing/env-names.ts';
import { parseLabels } from '../writing/parse-labels.ts';

/** The Pod that the flags and arguments ask for. Throws PlainError for values that make no sense. */
export function podToRun({ flags, args }: CommandContext, restartPolicy: string): KubeObject {
  const [name = '', ...words] = args;
  const labels = flags.text('labels') === '' ? { run: name } : parseLabels(flags.text('labels'));
  const annotations = flags.list('annotations').map(annotationOf);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels, ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }) },
    spec: { containers: [containerOf(flags, name, words)], dnsPolicy: 'ClusterFirst', restartPolicy },
    status: {},
  };
  return pod;
}

function containerOf(flags: Flags, name: string, words: readonly string[]): object {
  const env = flags.list('env').map(variableOf);
  const [port, policy] = [flags.text('port'), flags.text('image-pull-policy')];
  const stdin = flags.bool('stdin');
  return {
    name,
    image: flags.text('image'),
    ...(words.length > 0 && { [flags.bool('command') ? 'command' : 'args']: words }),
    ...(env.length > 0 && { env }),
    ...(policy !== '' && { imagePullPolicy: policy }),
    ...(port !== '' && { ports: [{ containerPort: portNumber(port) }] }),
    resources: {},
    ...(flags.bool('privileged') && { securityContext: { privileged: true } }),
    ...(stdin && { stdin: true }),
    ...(stdin && !flags.bool('leave-stdin-open') && { stdinOnce: true }),
    ...(flags.bool('tty') && { tty: true }),
  };
}

function annotationOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new PlainError(`invalid annotations format: ${text}`);
}

function variableOf(text: string): object {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at <= 0 || envNameFaults(name).length > 0) throw new PlainError(`invalid env: ${text}`);
  return { name, ...(at + 1 < text.length && { value: text.slice(at + 1) }) };
}

function portNumber(text: string): number {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  throw new PlainError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}
