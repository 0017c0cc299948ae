// The tools that images with a shell have, as BusyBox provides them.
import type { Program } from '../program.ts';
import { plain } from './command.ts';
import { telnet } from './connect.ts';
import { curl } from './curl.ts';
import { diskCommands } from './disk.ts';
import { lineCommands } from './line-commands.ts';
import { listeners } from './listeners.ts';
import { ping } from './ping.ts';
import { plainCommands } from './plain.ts';
import { textCommands } from './text-commands.ts';
import { waitingCommands } from './waiting.ts';
import { wget } from './wget.ts';
import { wrappers } from './wrappers.ts';

export const tools: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(Object.entries(plainCommands).map(([name, command]) => [name, plain(command)])),
  ...textCommands,
  ...lineCommands,
  ...waitingCommands,
  ...wrappers,
  ...diskCommands,
  wget,
  curl,
  telnet,
  ...listeners,
  ping,
};
