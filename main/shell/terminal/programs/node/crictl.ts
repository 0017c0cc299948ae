// Models `crictl` at a machine's containerd: `ps`, `pods`, `images`, `logs` and `stop`.
import { MINUTE, SECOND } from '../../../../engine/kernel/time.ts';
import type { ContainerStatus, SandboxStatus } from '../../../../engine/runtime/status.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';

const ID_LENGTH = 13;

interface Row {
  readonly pod: SandboxStatus;
  readonly container: ContainerStatus;
}

export const crictlProgram: Program = {
  name: 'crictl',
  async run(args, context, { held }) {
    const [action = '', ...words] = args.filter((word) => !word.startsWith('-'));
    const node = hostOf(context, held);
    const isAll = args.some((word) => word === '-a' || word === '--all');
    switch (action) {
      case 'ps':
        return printed(
          containersTable(
            rowsOf(held, node).filter(({ container }) => isAll || container.state === 'running'),
            held.cluster.now,
          ),
        );
      case 'pods':
        return printed(podsTable(held, node));
      case 'images':
      case 'img':
        return printed(imagesTable(held, node));
      case 'logs':
        return logs(held, node, words.at(-1) ?? '', args);
      case 'stop':
        return stop(held, node, words[0] ?? '');
      default:
        return complained(`crictl: of its commands only ps, pods, images, logs and stop are known here\n`);
    }
  },
};

function rowsOf({ cluster }: TerminalCluster, node: string): readonly Row[] {
  const rows = cluster.runtime
    .machine(node)
    .pods()
    .flatMap((pod) => pod.containers.map((container) => ({ pod, container })));
  return rows.sort((a, b) => b.container.startedAt - a.container.startedAt);
}

function containersTable(rows: readonly Row[], now: number): string {
  const lines = rows.map(({ pod, container }) => [
    container.id.slice(0, ID_LENGTH),
    container.image,
    ago(now - container.startedAt),
    container.state === 'running' ? 'Running' : 'Exited',
    container.name,
    String(container.attempt),
    pod.sandboxId.slice(0, ID_LENGTH),
    pod.name,
    pod.namespace,
  ]);
  return table([['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'], ...lines]);
}

function podsTable({ cluster }: TerminalCluster, node: string): string {
  const pods = [...cluster.runtime.machine(node).pods()].sort((a, b) => b.createdAt - a.createdAt);
  const lines = pods.map((pod) => [
    pod.sandboxId.slice(0, ID_LENGTH),
    ago(cluster.now - pod.createdAt),
    pod.ready ? 'Ready' : 'NotReady',
    pod.name,
    pod.namespace,
    '0',
    '(default)',
  ]);
  return table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...lines]);
}

function imagesTable({ cluster }: TerminalCluster, node: string): string {
  const object = cluster.server.get('nodes', '', node);
  const images = (object.ok && object.object.status?.images) || [];
  const lines = images.map(({ names, sizeBytes }) => {
    const name = names?.find((each) => !each.includes('@')) ?? names?.[0] ?? '';
    const at = name.lastIndexOf(':');
    return [name.slice(0, at), name.slice(at + 1), `${((sizeBytes ?? 0) / 1_000_000).toFixed(1)}MB`];
  });
  return table([['IMAGE', 'TAG', 'SIZE'], ...lines]);
}

function logs(held: TerminalCluster, node: string, id: string, args: readonly string[]) {
  const row = rowsOf(held, node).find(({ container }) => id !== '' && container.id.startsWith(id));
  if (!row) return complained(notFound(id));
  const lines = held.logBook.read(row.pod.podUid, row.container.name, false)?.lines ?? [];
  const tail = args.find((word) => word.startsWith('--tail='))?.slice('--tail='.length);
  const shown = tail === undefined ? lines : lines.slice(-Number(tail));
  return printed(shown.map(({ text }) => `${text}\n`).join(''));
}

function stop(held: TerminalCluster, node: string, id: string) {
  const row = rowsOf(held, node).find(({ container }) => id !== '' && container.id.startsWith(id));
  if (!row) return complained(notFound(id));
  const { pod, container } = row;
  held.submit({ type: 'kill-container', namespace: pod.namespace, pod: pod.name, container: container.name }, 'person');
  return printed(`${id}\n`);
}

const notFound = (id: string) =>
  `E rpc error: code = NotFound desc = an error occurred when try to find container "${id}": not found\n`;

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 4))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}

/** As a person says it: `2 minutes ago`. */
function ago(us: number): string {
  if (us < 2 * SECOND) return '1 second ago';
  if (us < MINUTE) return `${Math.floor(us / SECOND)} seconds ago`;
  if (us < 2 * MINUTE) return 'About a minute ago';
  if (us < 60 * MINUTE) return `${Math.floor(us / MINUTE)} minutes ago`;
  const hours = Math.floor(us / (60 * MINUTE));
  if (hours < 2) return 'About an hour ago';
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}
