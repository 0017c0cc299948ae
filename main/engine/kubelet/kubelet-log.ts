// Models k8s.io/klog/v2 (v2.130) as the kubelet uses it: its log, a file on the machine's disk.
import { toMicroTimestamp } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';

export const KUBELET_LOG = '/var/log/kubelet.log';
/** Of a log that grows longer the oldest lines go. */
const LINES_MAX = 1000;
const PROCESS = '774'.padStart(7);

/** Writes that something went wrong: `source` is file and line, `text` a quoted message with its `key="value"` pairs. */
export function logError({ kernel, machine }: KubeletServices, source: string, text: string): void {
  const stamp = toMicroTimestamp(kernel.now);
  const line = `E${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 26)} ${PROCESS} ${source}] ${text}\n`;
  const lines = (machine.disk.read(KUBELET_LOG) ?? '').split(/(?<=\n)/);
  machine.disk.write(KUBELET_LOG, [...lines.slice(1 - LINES_MAX), line].join(''));
}
