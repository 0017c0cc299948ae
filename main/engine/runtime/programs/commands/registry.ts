// The tools that images with a shell have, as BusyBox provides them.
import type { Program } from '../program.ts';
import { clients } from './clients.ts';
import { plain } from './command.ts';
import { diskCommands } from './disk.ts';
import { lineCommands } from './line-commands.ts';
import { listeners } from './listeners.ts';
import { plainCommands } from './plain.ts';
import { textCommands } from './text-commands.ts';
import { waitingCommands } from './waiting.ts';
import { wrappers } from './wrappers.ts';

export const tools: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(Object.entries(plainCommands).map(([name, command]) => [name, plain(command)])),
  ...textCommands,
  ...lineCommands,
  ...waitingCommands,
  ...wrappers,
  ...diskCommands,
  ...clients,
  ...listeners,
};
