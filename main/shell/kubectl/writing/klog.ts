// Models k8s.io/klog/v2: a line of kubectl's own log, which goes to standard error.
import { toMicroTimestamp } from '../../../engine/kernel/time.ts';
import type { CommandContext } from '../command.ts';

const PROCESS_ID = 4242;

/** Prints a warning; `place` is file and line in kubectl. */
export function klogWarning({ client, err }: CommandContext, place: string, text: string): void {
  const [date = '', time = ''] = toMicroTimestamp(client.now).replace('Z', '').split('T');
  const [, month = '', day = ''] = date.split('-');
  err(`W${month}${day} ${time} ${String(PROCESS_ID).padStart(7)} ${place}] ${text}\n`);
}
