import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { type Attachment, attach, startCommand } from './remote-command.ts';

const commands = { exec: startCommand, attach } as const;

/**
 * Starts a command, or attaches to one. What fails behind the API server is told over the stream, when the client is
 * connected already. Throws Refusal for all else.
 */
export async function beginCommand(
  exchange: Exchange,
  stream: keyof typeof commands,
  path: ResourcePath,
): Promise<Attachment> {
  try {
    return await commands[stream](exchange, path);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status.code !== 500) throw error;
    const { status } = error;
    return (channels) => {
      channels.end(status);
    };
  }
}
