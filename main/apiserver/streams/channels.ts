// What runs between a client and a command in a container, whatever carries it.
import type { Buffer } from 'node:buffer';
import type { ApiStatus } from '../../../preload/contract/inputs.ts';

export interface ChannelListener {
  readonly onStdin: (bytes: Buffer) => void;
  readonly onStdinEnd: () => void;
  /** The client has gone. */
  readonly onClose: () => void;
}

export interface Channels {
  send(channel: 'stdout' | 'stderr', bytes: Buffer): void;
  listen(listener: ChannelListener): void;
  /** Says how it ended, and that nothing more comes. */
  end(status: EndStatus): void;
}

/** As a command's end is told: the parts of a Status that say something. */
export type EndStatus = Pick<ApiStatus, 'metadata'> & Partial<Omit<ApiStatus, 'status'>> & Pick<ApiStatus, 'status'>;

/** How a command with this exit code ended. */
export function endStatus(exitCode: number): EndStatus {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${String(exitCode)}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode), field: '' }] },
  };
}
