// Models k8s.io/klog/v2 (v2.130): how Kubernetes' own programs write a line of log.
import { type Micros, toMicroTimestamp } from '../kernel/time.ts';

/** Every program of the cluster is process 1 of its container. */
const PROCESS = '1'.padStart(7);

/** A line at `now`: `source` is file and line, `text` a quoted message with its `key="value"` pairs. */
export function klogLine(now: Micros, level: 'I' | 'W' | 'E', source: string, text: string): string {
  const stamp = toMicroTimestamp(now);
  return `${level}${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 26)} ${PROCESS} ${source}] ${text}`;
}
